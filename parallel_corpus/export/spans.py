"""Where a finding's spans lie in the text of a unit, and how a text differs from its draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parallel_corpus.export.units import JOINT, paragraph
from parallel_corpus.language.difference import diff_tokens, written_tokens

_REWRITTEN = 0.3
"""Below this share of common words a text counts as rewritten: patchwork is unreadable."""


def placed_spans(
    finding: Mapping[str, Any], side: str, ids: Sequence[str], text: str
) -> list[tuple[int, int]]:
    """Return the finding's spans on `side` ("source" or "target") as offsets into a unit's `text`.

    A finding may be about some of the unit's segments (`ids`) only, and then counts from the
    first of those. What does not stand where it should is looked for, and else passed over.

    >>> finding = {"source": ["d:en:op2"], "source_spans": [[0, 1, "b"]]}
    >>> placed_spans(finding, "source", ["d:en:op1", "d:en:op2"], "aa\\nbb")
    [(3, 4)]
    """
    shift = _shift(finding.get(side) or (), ids, text)
    found = set()
    for start, end, words in finding.get(f"{side}_spans") or ():
        if not words:
            continue
        at = start + shift
        if text[at : end + shift] != words:
            at = text.find(words)
        if at >= 0:
            found.add((at, at + len(words)))
    return sorted(found)


def _shift(refs: Sequence[str], ids: Sequence[str], text: str) -> int:
    parts = text.split(JOINT)
    if not refs or len(parts) != len(ids) or paragraph(refs[0]) not in ids:
        return 0
    before = parts[: list(ids).index(paragraph(refs[0]))]
    return sum(len(part) + len(JOINT) for part in before)


def revisions(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Cut `new` into pieces ("same" or "inserted"), with what is gone ("deleted") between them.

    The pieces but for the deleted ones make up `new` exactly, all but the inserted ones `old`.

    >>> list(revisions("a b c", "a x c"))
    [('same', 'a '), ('deleted', 'b'), ('inserted', 'x'), ('same', ' c')]
    """
    before, after = written_tokens(old), written_tokens(new)
    runs = list(diff_tokens(before, after))
    if _common(runs, before, after) < _REWRITTEN:
        yield from _change(old, new)
        return
    gone, come = "", ""
    for kind, *sides in runs:
        was, now = map("".join, sides)
        # White space between two changed words is part of one change.
        if kind != "equal" or (now.isspace() and (gone or come)):
            gone, come = gone + was, come + now
            continue
        yield from _change(gone, come)
        yield "same", now
        gone, come = "", ""
    yield from _change(gone, come)


def _common(
    runs: Sequence[tuple[str, Sequence[str], Sequence[str]]],
    before: Sequence[str],
    after: Sequence[str],
) -> float:
    """Return the share of words that two texts have in common; white space does not count."""
    kept = (token for kind, tokens, _ in runs if kind == "equal" for token in tokens)
    same = sum(not token.isspace() for token in kept)
    words = sum(not token.isspace() for token in (*before, *after))
    return 2 * same / words if words else 1.0


def _change(gone: str, come: str) -> Iterator[tuple[str, str]]:
    if gone:
        yield "deleted", gone
    if come:
        yield "inserted", come

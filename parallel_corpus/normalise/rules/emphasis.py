"""N302: emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_DELIMITERS = re.compile(r"\*+|_+")
# How many openers may wait for their closers: deeper nesting is no emphasis.
_DEPTH = 8
_CLOSES_BEFORE = frozenset(".,;:!?)]}\"'»”’،؛؟…-–—")
_OPENS_AFTER = frozenset("([{\"'«“‘-–—/")


def emphasis(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove paired `*`, `**`, `***` and `_` around words, in one pass with a stack (N302).

    Delimiters pair as in CommonMark's flanking rules, a little stricter: an opener stands at a
    word's beginning, a closer at a word's end, and both have the same length and paragraph.
    """
    waiting: list[re.Match[str]] = []
    for match in _DELIMITERS.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if len(match[0]) > 3 or (match[0][0] == "_" and len(match[0]) > 1):
            continue
        closer = not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE)
        opener = not after.isspace() and (before.isspace() or before in _OPENS_AFTER)
        partner = _last_same(waiting, match[0]) if closer else None
        if partner is not None and "\n\n" not in text[waiting[partner].end() : match.start()]:
            start = waiting[partner]
            del waiting[partner:]
            yield RULE.fix(start.start(), start[0], "")
            yield RULE.fix(match.start(), match[0], "")
        elif opener:
            waiting.append(match)
            del waiting[:-_DEPTH]


def _last_same(waiting: list[re.Match[str]], delimiter: str) -> int | None:
    for index in range(len(waiting) - 1, -1, -1):
        if waiting[index][0] == delimiter:
            return index
    return None


RULE = Rule(
    code="N302",
    name="emphasis",
    kind="markup/emphasis",
    origin="markup",
    finds="Paired * or ** around words, or _ around a phrase.",
    why="Markdown's italics and bold: how a word looks, not what it says.",
    wrong_when="The text prints asterisks as such, for instance *footnotes* of a table.",
    before="*Emphasizes* the",
    after="Emphasizes the",
    passes=(Pass("round", 240, emphasis),),
)

"""Notes in brackets that only the source has, as of amendments in an edition of a law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from parallel_corpus.model import Bitext, Finding, Key

_NOTE = re.compile(r"[(\[](?P<word>[^\W\d_]+)\b[^()\[\]]{4,200}[)\]]")
_NOTES = 3  # how often a kind of note recurs in a document


def lone_notes(bitext: Bitext) -> dict[Key, list[tuple[int, int]]]:
    """Return where notes in brackets with numbers stand that only the source has.

    Notes of one kind begin with one word ("Amended by Law No. ...") and recur in the document;
    spans are of each unit's source text.
    """
    found: dict[Key, list[tuple[str, int, int]]] = {}
    for unit in bitext.units:
        if not unit.paired:
            continue
        here = _notes(unit.source_text)
        if here and not _notes(unit.target_text):
            found[unit.key] = here
    kinds = Counter(word for notes in found.values() for word in {word for word, _, _ in notes})
    return {
        key: places
        for key, notes in found.items()
        if (places := [(a, b) for word, a, b in notes if kinds[word] >= _NOTES])
    }


def _notes(text: str) -> list[tuple[str, int, int]]:
    return [
        (match["word"].casefold(), *match.span())
        for match in _NOTE.finditer(text)
        if any(letter.isdigit() for letter in match[0])
    ]


def without_notes(findings: Iterable[Finding], bitext: Bitext, told: str) -> list[Finding]:
    """Leave out what lies wholly within notes that the finding with code `told` names.

    Only where that finding is among `findings`; else nothing is left out.
    """
    found = list(findings)
    if not any(finding.code == told for finding in found):
        return found
    notes = lone_notes(bitext)
    return [
        f for f in found if f.code == told or not _within(f, notes.get((f.source, f.target), []))
    ]


def _within(finding: Finding, notes: Sequence[tuple[int, int]]) -> bool:
    if finding.target_spans or not finding.source_spans:
        return False
    return all(any(a <= s.start and s.end <= b for a, b in notes) for s in finding.source_spans)

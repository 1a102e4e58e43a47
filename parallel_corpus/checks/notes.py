"""Notes in brackets that only the source has, as of amendments in an edition of a law."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from parallel_corpus.model import Bitext, Finding, Key

_NOTE = re.compile(r"[(\[](?P<word>[^\W\d_]+)\b[^()\[\]]{4,200}[)\]]")
_NOTES = 3  # how often a kind of note recurs in a document
_MOST = 0.5  # share of the notes of a kind that have a word of that kind
_ALIKE = 0.6  # share of these words that a note of the kind has


def lone_notes(bitext: Bitext) -> dict[Key, list[tuple[int, int]]]:
    """Return where notes in brackets with numbers stand that only the source has.

    Notes of one kind begin with one word ("Amended by Law No. ...") and recur in the document;
    others of nearly the same words ("Modified by Law No. ...") go with them. Spans are of each
    unit's source text.
    """
    found: dict[Key, list[tuple[str, int, int]]] = {}
    for unit in bitext.units:
        if not unit.paired:
            continue
        here = _notes(unit.source_text)
        if here and not _notes(unit.target_text):
            found[unit.key] = here
    texts = {unit.key: unit.source_text for unit in bitext.units if unit.key in found}
    usual = _usual_words(
        [(word, texts[key][a:b]) for key, notes in found.items() for word, a, b in notes]
    )
    return {
        key: places
        for key, notes in found.items()
        if (places := [(a, b) for _, a, b in notes if _is_of_kind(texts[key][a:b], usual)])
    }


def _usual_words(notes: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the words that most notes of a kind have, for each first word that recurs."""
    kinds: dict[str, list[frozenset[str]]] = defaultdict(list)
    for first, text in notes:
        kinds[first].append(_note_words(text))
    found = []
    for many in kinds.values():
        if len(many) >= _NOTES:
            counts = Counter(word for words in many for word in words)
            found.append(frozenset(w for w, n in counts.items() if n > _MOST * len(many)))
    return found


def _is_of_kind(note: str, usual: Sequence[frozenset[str]]) -> bool:
    """Tell whether a note has most words of a kind, as "Modified by Law" of "Amended by Law"."""
    words = _note_words(note)
    return any(len(words & kind) >= _ALIKE * len(kind) for kind in usual if kind)


def _note_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


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

"""What an annotator is shown: one aligned pair, and what is known beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parallel_corpus.checks.glossary import Entry, find_phrase
from parallel_corpus.model import Alignment, Bitext, Document, Language, Unit, fingerprint

_BESIDE = 300  # characters of a neighbour: enough to see what a pronoun means


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of `document` to be read. `texts` is the fingerprint of its two texts.

    `old_source` and `old_target` are the earlier version's texts, "" where there is none or nothing
    changed; `terms` those of the glossary that the source uses; `before` and `after` the ends of
    the neighbouring pairs' source texts.
    """

    id: str
    source: str
    target: str
    source_language: Language = "en"
    target_language: Language = "ar"
    document: str = ""
    old_source: str = ""
    old_target: str = ""
    terms: tuple[Entry, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def texts(self) -> str:
        return fingerprint([self.source, self.target])


def pair_id(unit: Unit) -> str:
    """Return the id under which a pair's annotations are kept: its row's, or its segments'.

    >>> from parallel_corpus.model import Bead
    >>> pair_id(Unit(Bead(("d:en:p1", "d:en:p2"), ("d:ar:p1",)), (), ()))
    'd:en:p1 + d:en:p2 = d:ar:p1'
    """
    return unit.id or " = ".join(" + ".join(side) for side in unit.key)


def pairs_of(bitext: Bitext, glossary: Sequence[Entry] = ()) -> Iterator[Pair]:
    """Yield the paired units of a bitext as an annotator is shown them, in order."""
    old_source = _earlier(bitext.source_versions, _source(bitext.previous))
    old_target = _earlier(bitext.target_versions, _target(bitext.previous))
    units = bitext.units
    for number, unit in enumerate(units):
        if not unit.paired:
            continue
        source, target = unit.source_text, unit.target_text
        old = _joined(unit.bead.source, old_source), _joined(unit.bead.target, old_target)
        yield Pair(
            id=pair_id(unit),
            source=source,
            target=target,
            source_language=bitext.source_language,
            target_language=bitext.target_language,
            document=bitext.document,
            old_source=old[0] if old[0] != source else "",
            old_target=old[1] if old[0] != source else "",
            terms=_terms(source if bitext.source_language == "en" else target, glossary),
            before=units[number - 1].source_text[-_BESIDE:] if number else "",
            after=units[number + 1].source_text[:_BESIDE] if number + 1 < len(units) else "",
        )


def _terms(english: str, glossary: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in glossary if find_phrase(entry.english, english))


def _source(bitext: Bitext | None) -> Document | None:
    return bitext.source if bitext else None


def _target(bitext: Bitext | None) -> Document | None:
    return bitext.target if bitext else None


def _earlier(versions: Alignment | None, old: Document | None) -> dict[str, list[str]]:
    """Return the earlier version's texts by the id of this version's segment."""
    if versions is None or old is None:
        return {}
    texts = {segment.id: segment.text for segment in old.segments}
    return {
        ref: [texts[before] for before in bead.source if before in texts]
        for bead in versions.beads
        for ref in bead.target
    }


def _joined(refs: Iterable[str], earlier: dict[str, list[str]]) -> str:
    found = dict.fromkeys(text for ref in refs for text in earlier.get(ref, ()))
    return "\n".join(found)

"""One run of annotators over a corpus: which pairs each reads, and what became of its answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter

from parallel_corpus.annotators.findings import Tally, fold_in, summary
from parallel_corpus.annotators.pairs import Pair, pairs_of
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.annotators.remembered import Remembered
from parallel_corpus.checks import severity
from parallel_corpus.checks.annotated import ANNOTATED
from parallel_corpus.checks.glossary import Entry
from parallel_corpus.encode import Encoder
from parallel_corpus.model import SEVERITIES, Bitext, Finding, Unit

Say = Callable[[str], None]
"""Told what will be sent where, and what became of it; one sentence a call."""
Tell = Callable[[int, int], None]
"""Called with how many pairs are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are worth asking about: of these documents only, at most so many of them."""

    documents: tuple[str, ...] = ()
    max_pairs: int | None = None


Checked = tuple[Bitext, Sequence[Finding]]
"""A bitext, and what the checks found in it."""


class AnnotationRun:
    """The annotators of a run. `fold` may be called once a part of a corpus; the counts add up."""

    def __init__(self, annotators: Sequence[Annotator], wanted: Wanted = Wanted()) -> None:
        self.annotators = tuple(annotators)
        self._wanted = wanted
        self._asked = {annotator.name: 0 for annotator in annotators}
        self._tallies = {annotator.name: Tally() for annotator in annotators}

    def again(self) -> AnnotationRun:
        """Return a run of the same annotators that has counted nothing yet."""
        return AnnotationRun(self.annotators, self._wanted)

    def remembering(self) -> AnnotationRun:
        """Return a run whose annotators are not asked twice about the same pairs."""
        return AnnotationRun([Remembered(one) for one in self.annotators], self._wanted)

    def fold(
        self,
        checked: Sequence[Checked],
        encoder: Encoder,
        glossary: Sequence[Entry] = (),
        codes: Collection[str] = frozenset(ANNOTATED),
    ) -> list[list[Finding]]:
        """Return the findings on each bitext with the annotators' answers worked into them.

        `codes` are the kinds of annotation that the user wants to see. Raises CorpusError for a
        file of annotations that cannot be read, or an annotator that cannot be reached at all.
        """
        found = [list(findings) for _, findings in checked]
        for annotator in self.annotators:
            pairs = self.choose(annotator, checked, glossary)
            answers = list(annotator.annotate(pairs))
            tally = self._tallies[annotator.name]
            tally.pairs += len(pairs)
            for number, (bitext, _) in enumerate(checked):
                read = fold_in(bitext, answers, found[number], encoder, glossary, codes)
                found[number] = list(read.findings)
                tally.add(read.tally)
        return found

    def choose(
        self, annotator: Annotator, checked: Iterable[Checked], glossary: Sequence[Entry]
    ) -> list[Pair]:
        """Return the pairs that `annotator` is to read, in the order of the texts.

        All of them, where reading costs nothing. Else those of the documents that are wanted, and
        of these, where there are more than `max_pairs`, the ones on which the checks found most:
        the gravest findings first, then the pairings that are least sure.
        """
        wanted = self._wanted
        if not annotator.costs:
            return choose_pairs(checked, (), None, glossary)
        left = wanted.max_pairs
        if left is not None:
            left = max(0, left - self._asked[annotator.name])
        chosen = choose_pairs(checked, wanted.documents, left, glossary)
        self._asked[annotator.name] += len(chosen)
        return chosen

    def describe(self) -> list[dict[str, object]]:
        """Return what run.json says: each annotator, its model and prompt, and the counts."""
        return [
            {
                "name": annotator.name,
                "model": annotator.model,
                "prompt": annotator.prompt,
                **self._tallies[annotator.name].record(),
            }
            for annotator in self.annotators
        ]

    def sentences(self) -> list[str]:
        """Return what became of each annotator's answers, in words."""
        return summary(self._tallies)


def choose_pairs(
    checked: Iterable[Checked],
    documents: Collection[str],
    most: int | None,
    glossary: Sequence[Entry],
) -> list[Pair]:
    """Return at most `most` pairs of `documents` (of all, where none is named), in order.

    Those on which the checks found most come first, where not all can be taken.
    """
    ranked = (
        (rank, number, pair)
        for number, (rank, pair) in enumerate(_ranked(checked, documents, glossary))
    )
    if most is None:
        return [pair for _, _, pair in ranked]
    # Of a table of any length no more than these are held in memory.
    return [pair for _, _, pair in sorted(nsmallest(most, ranked), key=itemgetter(1))]


def _ranked(
    checked: Iterable[Checked], documents: Collection[str], glossary: Sequence[Entry]
) -> Iterator[tuple[tuple[float, ...], Pair]]:
    """Rank the pairs of `documents` (all, where none is named) by how much each is worth asking."""
    for bitext, findings in checked:
        if documents and bitext.document not in documents:
            continue
        ranks = _ranks(bitext, findings)
        paired = (unit for unit in bitext.units if unit.paired)
        for unit, pair in zip(paired, pairs_of(bitext, glossary), strict=True):
            yield ranks[unit.key], pair


def _ranks(bitext: Bitext, findings: Sequence[Finding]) -> dict[object, tuple[float, ...]]:
    """Rank the units by how much each is worth asking about, the most first."""
    worst: dict[object, tuple[float, float]] = {}
    for finding in findings:
        key = finding.source, finding.target
        here = float(SEVERITIES.index(severity(finding))), -finding.score
        worst[key] = min(worst.get(key, here), here)
    none = float(len(SEVERITIES)), 0.0

    def rank(unit: Unit) -> tuple[float, ...]:
        return (*worst.get(unit.key, none), unit.bead.score or 0.0)

    return {unit.key: rank(unit) for unit in bitext.units}

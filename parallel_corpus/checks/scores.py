"""One line a pair, for people who want to rank or filter a bitext rather than read findings."""

from __future__ import annotations

from dataclasses import dataclass

from parallel_corpus.checks.bitext import Bitext
from parallel_corpus.checks.inspection import Inspection
from parallel_corpus.encode import Encoder


@dataclass(frozen=True, slots=True)
class PairScore:
    """`divergence` runs from 0 (fine) to 1 (surely divergent); coverages are shares, 0-1."""

    id: str
    similarity: float
    source_coverage: float
    target_coverage: float
    divergence: float


def score_pairs(bitext: Bitext, encoder: Encoder) -> list[PairScore]:
    """A score for every unit, in order; a unit with one side only is surely divergent."""
    inspection = Inspection(bitext, encoder)
    scores = []
    for unit in bitext.units:
        similarity = inspection.similarities.get(unit.name)
        if similarity is None:
            scores.append(PairScore(unit.name, 0.0, 0.0, 0.0, 1.0))
        else:
            divergence = min(1.0, max(0.0, 1 - similarity))
            scores.append(
                PairScore(unit.name, round(similarity, 4), 1.0, 1.0, round(divergence, 4))
            )
    return scores

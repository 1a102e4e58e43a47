"""Two stretches of text as the search is given them, and what it finds between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from parallel_corpus.align.corridor import PAD, Corridor, make_corridor
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.lexicon import WordEvidence
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.score import BeadScorer, ScoredWindows
from parallel_corpus.align.search import Step, best_path, rough_path
from parallel_corpus.align.spans import Floats, Side
from parallel_corpus.encode import Vectors

# A line is out of keeping with its text beyond so many standard deviations, robustly estimated.
_OUTLIER = 2.0
_MAD_TO_SIGMA = 1.4826
# Texts longer than this are judged by samples.
_SAMPLES = 3
_SAMPLE_LINES = 200


@dataclass(frozen=True, slots=True)
class Level:
    """How well lines of this text agree with the other side of their bead: median and spread.

    Lines of a free translation agree less than those of a law, so what counts as little depends
    on the text. The spread is a standard deviation, estimated by the median absolute deviation.
    """

    median: float = 0.0
    spread: float = 0.0

    def floor(self, options: AlignOptions) -> float:
        """The similarity below which a line has nothing to do with its bead."""
        return min(options.support_floor, self.median - _OUTLIER * self.spread)


@dataclass(frozen=True)
class Stretch:
    """Two sides with all evidence for pairing their lines."""

    source: Side
    target: Side
    options: AlignOptions
    words: WordEvidence | None = None
    structure: CellEvidence | None = None

    def part(self, sources: slice, targets: slice) -> Stretch:
        """The same for lines `sources` and `targets` only (slices with both ends given)."""
        structure = self.structure and Shifted(self.structure, sources.start, targets.start)
        return replace(
            self,
            source=self.source.part(sources),
            target=self.target.part(targets),
            words=self.words and self.words.part(sources, targets),
            structure=structure,
        )

    def align(self, level: Level | None = None) -> tuple[list[Step], Level]:
        """The best path, and the level that was assumed (a first path's where none is given).

        Searched again in a wider corridor when the path runs along the edge of the first.
        """
        if not len(self.source) or not len(self.target):
            return _only_skips(len(self.source), len(self.target)), level or Level()
        for pad in (PAD, 4 * PAD):
            corridor = make_corridor(self.source.units, self.target.units, pad)
            scored = ScoredWindows(self.scorer(), corridor.windows())
            assumed = level or self._first_level(scored, corridor)
            steps = best_path(scored.with_floor(assumed.floor(self.options)))
            if not corridor.touched_by([(step.i, step.j) for step in steps]):
                break
        return steps, assumed

    def _first_level(self, scored: ScoredWindows, corridor: Corridor) -> Level:
        """The level of a first path; of long texts, of one through samples of the text."""
        if len(self.source) <= _SAMPLES * _SAMPLE_LINES:
            return self._level([(self, rough_path(scored))])
        middle = (corridor.low + corridor.high) // 2
        paths = []
        for k in range(_SAMPLES):
            first = (2 * k + 1) * len(self.source) // (2 * _SAMPLES) - _SAMPLE_LINES // 2
            last = first + _SAMPLE_LINES
            part = self.part(slice(first, last), slice(int(middle[first]), int(middle[last])))
            if len(part.target):
                near = make_corridor(part.source.units, part.target.units)
                paths.append((part, rough_path(ScoredWindows(part.scorer(), near.windows()))))
        return self._level(paths)

    def scorer(self) -> BeadScorer:
        return BeadScorer(self.source, self.target, self.options, self.words, self.structure)

    def _level(self, paths: Sequence[tuple[Stretch, list[Step]]]) -> Level:
        values = [value for part, steps in paths for value in part.agreements(steps)]
        if not values:
            return Level()
        median = float(np.median(values))
        spread = float(np.median(np.abs(np.array(values) - median)))
        return Level(median, _MAD_TO_SIGMA * spread)

    def agreements(self, steps: Sequence[Step]) -> list[float]:
        """The cosine of each line with the other side of its bead on this path."""
        values: list[float] = []
        for step in steps:
            if step.n and step.m:
                mine = self.source.rows[step.i - step.n : step.i]
                yours = self.target.rows[step.j - step.m : step.j]
                values += _agreement(mine, yours.sum(axis=0))
                values += _agreement(yours, mine.sum(axis=0))
        return values


@dataclass(frozen=True)
class Shifted:
    """Evidence as seen from a stretch that begins at `row` and `column`."""

    evidence: CellEvidence
    row: int
    column: int

    def cells(self, sources: slice, targets: slice) -> Floats:
        return self.evidence.cells(
            slice(sources.start + self.row, sources.stop + self.row),
            slice(targets.start + self.column, targets.stop + self.column),
        )


def _only_skips(sources: int, targets: int) -> list[Step]:
    steps = [Step(i + 1, 0, 1, 0, 0.0, 1.0) for i in range(sources)]
    return steps + [Step(sources, j + 1, 0, 1, 0.0, 1.0) for j in range(targets)]


def _agreement(lines: Vectors, span: Vectors) -> list[float]:
    norms = np.linalg.norm(lines, axis=1) * np.linalg.norm(span)
    return [float(v) for v in (lines @ span) / np.maximum(norms, 1e-6)]

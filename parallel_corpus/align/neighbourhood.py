"""Stage 1: which beads are at all likely, by the lines' vectors and lengths alone.

A bead scores its cosine times log2(1 + r), r being the ratio of the shorter side to the longer
(Bertalign, Liu and Zhu 2023). Summed over all paths by forward and backward passes (Rabiner 1989),
those scores give each bead a posterior; the few beads a line that are above a floor go on to
stage 2, which looks at words. Nothing here is tuned to a text: it only has to lose no right bead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.corridor import Corridor
from parallel_corpus.align.grid import CellEvidence, Shapes, Window, mirrored, reach, rectangles
from parallel_corpus.align.spans import Floats, SpanTable

Doubles = NDArray[np.float64]

# A path's weight is e to the power of this times its score.
SHARPNESS = 7.0
_SKIP = -0.2 * SHARPNESS
# What is left out is often left out in blocks: with more, lines beside a long one would be paired
# with any in it, and one line with twenty.
SKIP_ON = 0.05 * _SKIP
_LEAST = np.log(1e-4)
# Ratios beyond e to the power of this are all equally absurd.
MAX_LOG_RATIO = 3.0
_NEVER = -1e30


@dataclass(frozen=True, slots=True)
class _Scores:
    """What is known of the beads that end in a window, by [end row, shape, end column]."""

    weight: Floats
    meaning: Floats
    ratio: Floats
    structure: Floats | None


@dataclass(frozen=True, slots=True)
class _Totals:
    """Log weights of the paths to each end in a window, by [end row, end column].

    `every` counts all, `source_run` and `target_run` those that end with a skipped line; `cells`
    is `every` with the rows above and the columns before that a bead can reach.
    """

    cells: Doubles
    every: Doubles
    source_run: Doubles
    target_run: Doubles


@dataclass(frozen=True)
class _Sweep:
    """One pass over the corridor, from the beginnings of both sides to their ends."""

    source: SpanTable
    target: SpanTable
    windows: list[Window]
    shapes: Shapes
    evidence: CellEvidence | None

    def mirrored(self) -> _Sweep:
        """Return the pass from the ends to the beginnings, through the same windows."""
        rows, columns = len(self.source), len(self.target)
        windows = [
            Window(rows - w.last - 1, rows - w.first - 1, columns - w.high, columns - w.low)
            for w in reversed(self.windows)
        ]
        evidence = mirrored(self.evidence, rows, columns)
        return _Sweep(
            self.source.mirrored(), self.target.mirrored(), windows, self.shapes, evidence
        )

    def run(self) -> Iterator[tuple[Window, _Scores, _Totals]]:
        """Run through the text, window by window."""
        before: tuple[Window, _Totals] | None = None
        for window in self.windows:
            scores = self._scores(window)
            totals = self._totals(window, scores.weight, before)
            before = window, totals
            yield window, scores, totals

    def _totals(
        self, window: Window, weight: Floats, before: tuple[Window, _Totals] | None
    ) -> _Totals:
        size, shapes = self.shapes.size, self.shapes
        height, width = window.last - window.first, window.high - window.low + 1
        cells = np.full((height + size, width + size), _NEVER)
        runs = np.full((2, height, width), _NEVER)
        run = others = np.full(width, _NEVER)
        if before is not None:
            shift = window.low - before[0].low
            cells[:size] = _moved(before[1].cells[-size:], shift, width + size)
            run = _moved(before[1].source_run[-1:], shift, width)[0]
            total = cells[size - 1, size:]
            # All paths but those of the run: a run goes on for less than it began.
            others = total + np.log1p(-np.exp(np.minimum(run - total, -1e-12)))
        ways, slope = reach(cells, size), SKIP_ON * np.arange(width)
        for row in range(height):
            arrived = ways[row, shapes.source, shapes.target]
            arrived += weight[row]
            top = arrived.max(axis=0)
            arrived -= top
            pairs = np.exp(arrived.astype(np.float32)).sum(axis=0).astype(np.float64)
            np.log(pairs, out=pairs)
            pairs += top
            if before is None and row == 0:
                pairs[0] = 0.0  # both texts begin here
            run = np.logaddexp(others + _SKIP, run + SKIP_ON)
            opened = np.logaddexp.accumulate(np.logaddexp(pairs, run) - slope)
            opened += slope
            runs[0, row], runs[1, row, 1:] = run, opened[:-1] + _SKIP
            others = np.logaddexp(pairs, runs[1, row])
            np.logaddexp(others, run, out=cells[size + row, size:])
        return _Totals(cells, cells[size:, size:], runs[0], runs[1])

    def _scores(self, window: Window) -> _Scores:
        shapes, source, target = self.shapes, self.source, self.target
        ends = slice(window.first + 1, window.last + 1), slice(window.low, window.high + 1)
        meaning = rectangles(
            lambda mine, yours: source.rows[mine] @ target.rows[yours].T, window, shapes
        )
        meaning *= source.inverse_norms[shapes.source, ends[0]].T[:, :, None]
        meaning *= target.inverse_norms[shapes.target, ends[1]]
        ratio = (
            source.log_lengths[shapes.source, ends[0]].T[:, :, None]
            - target.log_lengths[shapes.target, ends[1]]
        )
        np.abs(ratio, out=ratio)
        balance = np.exp(-ratio)
        np.log1p(balance, out=balance)
        meaning *= balance
        meaning *= np.float32(1 / np.log(2))
        weight = meaning * np.float32(SHARPNESS)
        structure = None
        if self.evidence is not None:
            structure = rectangles(self.evidence, window, shapes)
            structure /= np.maximum(shapes.source, shapes.target)[:, None].astype(np.float32)
            weight += structure * np.float32(SHARPNESS)
        return _Scores(weight, meaning, ratio, structure)


def _moved(rows: Doubles, shift: int, width: int) -> Doubles:
    """Return the columns `shift` .. `shift + width` of some rows, as far as there are such."""
    found = np.full((len(rows), width), _NEVER)
    first, last = max(0, shift), min(rows.shape[1], shift + width)
    if first < last:
        found[:, first - shift : last - shift] = rows[:, first:last]
    return found


def _kept(
    window: Window, scores: _Scores, totals: _Totals, onward: Doubles, whole: float, shapes: Shapes
) -> Iterator[Candidates]:
    """Yield the likely pairs and skips of a window, given the way on from each."""
    ahead = onward - whole
    through = reach(totals.cells, shapes.size)[:, shapes.source, shapes.target]
    through += scores.weight
    through += ahead[:, None]
    row, shape, column = at = np.nonzero(through > _LEAST)
    structure = scores.structure
    yield Candidates(
        row + (window.first + 1),
        column + window.low,
        shapes.source[shape],
        shapes.target[shape],
        scores.meaning[at],
        np.minimum(scores.ratio[at], np.float32(MAX_LOG_RATIO)),
        np.zeros(len(row), np.float32) if structure is None else structure[at],
        _probability(through[at]),
    )
    for run, n, m in ((totals.source_run, 1, 0), (totals.target_run, 0, 1)):
        through = run + ahead
        row, column = np.nonzero(through > _LEAST + _SKIP - SKIP_ON)
        likely = _probability(through[row, column])
        yield Candidates.skips(row + (window.first + 1), column + window.low, n, m, likely)


def _probability(logs: NDArray[np.floating]) -> Floats:
    found: Floats = np.exp(np.minimum(0, logs)).astype(np.float32)
    return found


def likely_beads(
    source: SpanTable,
    target: SpanTable,
    corridor: Corridor,
    shapes: Shapes,
    evidence: CellEvidence | None = None,
) -> Candidates:
    """Return the beads of the corridor with a posterior above the floor, in order of their ends."""
    sweep = _Sweep(source, target, corridor.windows(), shapes, evidence)
    onward = [totals.every[::-1, ::-1].copy() for _, _, totals in sweep.mirrored().run()][::-1]
    whole = float(onward[0][0, 0])
    found: list[Candidates] = []
    for (window, scores, totals), ahead in zip(sweep.run(), onward, strict=True):
        found += _kept(window, scores, totals, ahead, whole, shapes)
    return Candidates.joined(found)

"""Stage 1: which beads are at all likely, by the lines' vectors and lengths alone.

A bead scores its cosine times log2(1 + r), r being the ratio of the shorter side to the longer
(Bertalign, Liu and Zhu 2023). Summed over all paths by forward and backward passes (Rabiner 1989),
those scores give each bead a posterior; the few beads a line that are above a floor go on to
stage 2, which looks at words. Nothing here is tuned to a text: it only has to lose no right bead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.corridor import Corridor
from parallel_corpus.align.grid import (
    CellEvidence,
    Mirrored,
    Shapes,
    Window,
    padded,
    reach,
    rectangles,
    similarities,
)
from parallel_corpus.align.spans import Floats, Side

Doubles = NDArray[np.float64]

# A path's weight is e to the power of this times its score.
SHARPNESS = 7.0
_SKIP = -0.2 * SHARPNESS
# What is left out is often left out in blocks.
SKIP_MORE = 0.2
_MORE = SKIP_MORE * _SKIP
_LEAST = np.log(1e-5)
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
class _Row:
    """Log weights of all paths to the ends (i, low), (i, low + 1)...

    `total` counts all, `source_run` and `target_run` those that end with a skipped line.
    """

    low: int
    total: Doubles
    source_run: Doubles
    target_run: Doubles

    def over(self, low: int, width: int) -> Doubles:
        """The totals of `width` columns from `low` on."""
        result = np.full(width, _NEVER)
        first, last = max(low, self.low), min(low + width, self.low + len(self.total))
        if first < last:
            result[first - low : last - low] = self.total[first - self.low : last - self.low]
        return result

    def mirrored(self, columns: int) -> _Row:
        low = columns - (self.low + len(self.total) - 1)
        return _Row(low, self.total[::-1], self.source_run[::-1], self.target_run[::-1])


@dataclass
class _Sweep:
    """One pass over the corridor, from the beginnings of both sides to their ends."""

    source: Side
    target: Side
    corridor: Corridor
    shapes: Shapes
    evidence: CellEvidence | None
    found: list[Candidates] = field(default_factory=list)
    _low: int = 0  # the first column of the window before

    def mirrored(self) -> _Sweep:
        rows, columns = len(self.source), len(self.target)
        evidence = self.evidence and Mirrored(self.evidence, rows, columns)
        sides = self.source.mirrored(), self.target.mirrored()
        return _Sweep(*sides, self.corridor.mirrored(), self.shapes, evidence)

    def run(self, onward: Sequence[_Row] | None = None) -> Iterator[_Row]:
        """The rows i = 0, 1...; with the `onward` rows of the other pass, candidates are kept."""
        size = self.shapes.size
        before, cells = None, np.zeros((0, 0))
        for window in self.corridor.windows():
            width = window.high - window.low + 1
            cells, before = self._open(window, cells, before)
            if window.first == 0:
                yield _Row(window.low, before[0], before[1], before[2])
                if onward:
                    self._keep_target_skips(_Row(window.low, *before), 0, onward)
            scores = self._scores(window)
            ways = reach(cells, size)
            for row in range(window.last - window.first):
                arrived = ways[row, self.shapes.source, self.shapes.target] + scores.weight[row]
                total, source_run, before = _closed(arrived, before)
                cells[size + row, size:] = total
                line = _Row(window.low, total, source_run, before[2])
                if onward:
                    i = window.first + row + 1
                    ahead = onward[i].over(window.low, width)
                    least = _LEAST + onward[0].over(0, 1)[0]
                    self._keep(arrived + ahead, least, i, window.low, row, scores)
                    self._keep_source_skips(line, i, ahead, least)
                    self._keep_target_skips(line, i, onward)
                yield line
            self._low = window.low

    def _open(
        self, window: Window, cells: Doubles, before: tuple[Doubles, Doubles, Doubles] | None
    ) -> tuple[Doubles, tuple[Doubles, Doubles, Doubles]]:
        """Cells of a window, with the last rows of the window above carried over."""
        size = self.shapes.size
        height, width = window.last - window.first, window.high - window.low + 1
        opened = np.full((height + size, width + size), _NEVER)
        if before is None:
            start = np.where(np.arange(width) == 0, 0.0, _NEVER)
            run = _target_run(start)
            opened[size - 1, size:] = np.logaddexp(start, run)
            return opened, (opened[size - 1, size:].copy(), np.full(width, _NEVER), run)
        shift = window.low - self._low
        carried = cells[-size:]
        left, right = max(0, shift), min(carried.shape[1], shift + opened.shape[1])
        opened[:size, left - shift : right - shift] = carried[:, left:right]
        moved = []
        for old in before:
            new = np.full(width, _NEVER)
            first, last = max(0, shift), min(len(old), shift + width)
            new[first - shift : last - shift] = old[first:last]
            moved.append(new)
        return opened, (moved[0], moved[1], moved[2])

    def _scores(self, window: Window) -> _Scores:
        shapes = self.shapes
        ends = slice(window.first + 1, window.last + 1), slice(window.low, window.high + 1)
        meaning = rectangles(similarities(self.source, self.target, window, shapes.size), shapes)
        meaning *= self.source.inverse_norms[shapes.source, ends[0]].T[:, :, None]
        meaning *= self.target.inverse_norms[shapes.target, ends[1]]
        ratio = (
            self.source.log_lengths[shapes.source, ends[0]].T[:, :, None]
            - self.target.log_lengths[shapes.target, ends[1]]
        )
        np.abs(ratio, out=ratio)
        balance = np.exp(-ratio)
        np.log1p(balance, out=balance)
        meaning *= balance
        meaning *= np.float32(1 / np.log(2))
        weight = meaning * np.float32(SHARPNESS)
        structure = None
        if self.evidence is not None:
            structure = rectangles(padded(self.evidence, window, shapes.size), shapes)
            structure /= np.maximum(shapes.source, shapes.target)[:, None].astype(np.float32)
            weight += structure * np.float32(SHARPNESS)
        return _Scores(weight, meaning, ratio, structure)

    def _keep(
        self, through: Doubles, least: float, i: int, low: int, row: int, scores: _Scores
    ) -> None:
        shape, column = np.nonzero(through > least)
        structure = scores.structure
        self.found.append(
            Candidates(
                np.full(len(shape), i),
                column + low,
                self.shapes.source[shape],
                self.shapes.target[shape],
                scores.meaning[row, shape, column],
                np.minimum(scores.ratio[row, shape, column], np.float32(MAX_LOG_RATIO)),
                np.zeros(len(shape), np.float32)
                if structure is None
                else structure[row, shape, column],
                _probability(through[shape, column] + _LEAST - least),
            )
        )

    def _keep_source_skips(self, row: _Row, i: int, ahead: Doubles, least: float) -> None:
        through = row.source_run + ahead
        columns = np.flatnonzero(through > least + _SKIP - _MORE)
        likely = _probability(through[columns] + _LEAST - least)
        self.found.append(Candidates.skips(i, columns + row.low, 1, 0, likely))

    def _keep_target_skips(self, row: _Row, i: int, onward: Sequence[_Row]) -> None:
        least = _LEAST + onward[0].over(0, 1)[0] + _SKIP - _MORE
        ahead = onward[i].over(row.low, len(row.total))
        through = row.target_run + ahead
        columns = np.flatnonzero(through > least)
        likely = _probability(through[columns] - onward[0].over(0, 1)[0])
        self.found.append(Candidates.skips(i, columns + row.low, 0, 1, likely))


def _closed(
    arrived: Doubles, before: tuple[Doubles, Doubles, Doubles]
) -> tuple[Doubles, Doubles, tuple[Doubles, Doubles, Doubles]]:
    """A row's totals, from what arrived by pairs and the row above; runs of skips added.

    `before` and the last result are the row's totals, source runs and target runs.
    """
    top = arrived.max(axis=0)
    pairs = top + np.log(np.exp((arrived - top).astype(np.float32)).sum(axis=0))
    total, source_run, _ = before
    # A run goes on for less than it began; all other paths begin one.
    others = total + np.log1p(-np.exp(np.minimum(source_run - total, -1e-12)))
    source_run = np.logaddexp(others + _SKIP, source_run + _MORE)
    pairs = np.logaddexp(pairs, source_run)
    target_run = _target_run(pairs)
    total = np.logaddexp(pairs, target_run)
    return total, source_run, (total, source_run, target_run)


def _target_run(arrived: Doubles) -> Doubles:
    """Log weights of the paths that end with one or more skipped target lines in this row."""
    slope = _MORE * np.arange(len(arrived))
    opened = np.logaddexp.accumulate(arrived - slope) + slope + _SKIP
    return np.concatenate([[_NEVER], opened[:-1]])


def _probability(logs: Doubles) -> Floats:
    return np.exp(np.minimum(0, logs)).astype(np.float32)


def likely_beads(
    source: Side,
    target: Side,
    corridor: Corridor,
    shapes: Shapes,
    evidence: CellEvidence | None = None,
) -> Candidates:
    """The beads of the corridor with a posterior above the floor, in order of their ends."""
    sweep = _Sweep(source, target, corridor, shapes, evidence)
    columns = len(target)
    onward = [row.mirrored(columns) for row in sweep.mirrored().run()][::-1]
    for _ in sweep.run(onward):
        pass
    return Candidates.joined(sweep.found)

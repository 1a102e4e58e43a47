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

from parallel_corpus.align.arrays import Doubles, Floats, Ints
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.corridor import Corridor
from parallel_corpus.align.grid import CellEvidence, Shapes, Window, rectangles
from parallel_corpus.align.spans import SpanTable

# A path's weight is e to the power of this times its score.
SHARPNESS = 7.0
_SKIP = -0.2 * SHARPNESS
# What is left out is often left out in blocks: with more, lines beside a long one would be paired
# with any in it, and one line with twenty.
SKIP_ON = 0.05 * _SKIP
# Every path is taken to cost `SKIP_ON` a line, whatever holds the line: then a run goes on for
# nothing, sums over runs are running sums, and this is the weight of the first skip of a run.
_FIRST_SKIP = float(np.exp(_SKIP - SKIP_ON))
_LEAST = 1e-4
_MOST_SCALE = 700.0  # e to the power of 710 is more than a double can hold
# Ratios beyond e to the power of this are all equally absurd.
MAX_LOG_RATIO = 3.0


@dataclass(frozen=True)
class _Sums:
    """A window with the weights of all paths that reach its ends, (end rows, end columns) each.

    `source_run` and `target_run` are the parts of `every` that end with a skipped line. `cells` is
    `every` with the rows above and the columns before that a bead can reach. `gains` are the beads'
    weights by [end row, shape, end column], `scale` the log of what all sums are divided by.
    """

    window: Window
    gains: Floats
    structure: Floats | None
    cells: Doubles
    every: Doubles
    source_run: Doubles
    target_run: Doubles
    scale: float


@dataclass(frozen=True)
class _Onward:
    """The weights of all ways on from a window's ends, by what led there; `low` is the window's.

    `every` are the ways after a pair, `source_run` and `target_run` after a skip of that side.
    `cells` is what pairs that end in the window or after it give to the cells that they begin in.
    """

    low: int
    every: Doubles
    source_run: Doubles
    target_run: Doubles
    cells: Doubles
    scale: float


@dataclass(frozen=True)
class _Sweep:
    """Passes over the corridor: from the beginnings of both sides to their ends, and back."""

    source: SpanTable
    target: SpanTable
    shapes: Shapes
    evidence: CellEvidence | None

    def forward(self, window: Window, before: _Sums | None) -> _Sums:
        """Sum over the paths to each end of a window, given those of the one before."""
        gains, structure = self._gains(window)
        size, (height, _, width) = self.shapes.size, gains.shape
        cells = np.zeros((height + size, width + size))
        runs = np.zeros((2, height, width))
        run, scale = np.zeros(width), 0.0
        if before is not None:
            shift = window.low - before.window.low
            cells[:size] = _moved(before.cells[-size:], shift, width + size)
            top = cells[:size].max()
            cells[:size] /= top
            run = _moved(before.source_run[-1:], shift, width)[0] / top
            scale = before.scale + float(np.log(top))
        every, begins = cells[:, size:], self._begins(width)
        weights = gains.astype(np.float64)
        for row in range(height):
            pairs = np.einsum("sj,sj->j", cells[row:].reshape(-1).take(begins), weights[row])
            if before is None and row == 0:
                pairs[0] = 1.0  # both texts begin here
            runs[0, row] = run = run + (every[size + row - 1] - run) * _FIRST_SKIP
            pairs += run
            np.cumsum(pairs[:-1], out=runs[1, row, 1:])
            runs[1, row] *= _FIRST_SKIP
            np.add(pairs, runs[1, row], out=every[size + row])
        return _Sums(window, gains, structure, cells, every[size:], runs[0], runs[1], scale)

    def backward(self, sums: _Sums, after: _Onward | None) -> _Onward:
        """Sum over the ways on from each end of a window, given those of the next one."""
        window, size = sums.window, self.shapes.size
        height, width = sums.source_run.shape
        cells, ways = np.zeros_like(sums.cells), np.zeros((3, height, width))
        run, scale = np.zeros(width), 0.0
        if after is not None:
            shift = window.low - after.low
            cells[-size:] = _moved(after.cells[:size], shift, width + size)
            run = _moved(after.source_run[:1], shift, width)[0]
            top = max(cells.max(), run.max())
            cells /= top
            run /= top
            scale = after.scale + float(np.log(top))
        begins, reached = self._begins(width), (size + 1) * (width + size)
        weights = sums.gains.astype(np.float64)
        for row in range(height - 1, -1, -1):
            pairs = cells[size + row, size:] + run * _FIRST_SKIP
            if after is None and row == height - 1:
                pairs[-1] = 1.0  # both texts end here
            ways[2, row] = np.cumsum(pairs[::-1])[::-1]
            pairs[:-1] += ways[2, row, 1:] * _FIRST_SKIP
            ways[0, row] = pairs
            ways[1, row] = run = pairs + (1 - _FIRST_SKIP) * run
            given = np.bincount(begins.ravel(), (weights[row] * pairs).ravel(), reached)
            cells[row : row + size + 1] += given.reshape(size + 1, -1)
        return _Onward(window.low, ways[0], ways[1], ways[2], cells, scale)

    def _begins(self, width: int) -> Ints:
        """Return where beads that end in a row begin, (shapes, width), from the first row reached.

        Rows reached have `size` columns before the window's.
        """
        size, shapes = self.shapes.size, self.shapes
        found: Ints = (size - shapes.source) * (width + size) + size - shapes.target
        return found[:, None] + np.arange(width)

    def _gains(self, window: Window) -> tuple[Floats, Floats | None]:
        """Return the weight of each bead, and what numbers and kinds say of it where they do."""
        shapes, source, target = self.shapes, self.source, self.target
        ends = slice(window.first + 1, window.last + 1), slice(window.low, window.high + 1)
        score = rectangles(
            lambda mine, yours: source.rows[mine] @ target.rows[yours].T, window, shapes
        )
        score *= source.inverse_norms[shapes.source, ends[0]].T[:, :, None]
        score *= target.inverse_norms[shapes.target, ends[1]]
        balance = (
            source.log_lengths[shapes.source, ends[0]].T[:, :, None]
            - target.log_lengths[shapes.target, ends[1]]
        )
        np.abs(balance, out=balance)
        np.negative(balance, out=balance)
        np.exp(balance, out=balance)
        np.log1p(balance, out=balance)
        score *= balance
        score *= np.float32(SHARPNESS / np.log(2))
        structure = None
        if self.evidence is not None:
            structure = rectangles(self.evidence, window, shapes)
            structure /= np.maximum(shapes.source, shapes.target)[:, None].astype(np.float32)
            score += structure * np.float32(SHARPNESS)
        score -= (SKIP_ON * (shapes.source + shapes.target)).astype(np.float32)[:, None]
        return np.exp(score, out=score), structure

    def kept(self, sums: _Sums, onward: _Onward, whole: float) -> Iterator[Candidates]:
        """Yield the likely pairs and skips of a window."""
        window, shapes = sums.window, self.shapes
        # Capped, and multiplied last: infinity times a sum that has become 0 would be NaN.
        scale = float(np.exp(min(sums.scale + onward.scale - whole, _MOST_SCALE)))
        pairs = sums.every - sums.source_run - sums.target_run
        row, column = np.nonzero(pairs * onward.every * scale > _LEAST)
        stride = sums.cells.shape[1]
        begins = self._begins(stride - shapes.size)[:, column] + row * stride
        gains = sums.gains[row, :, column].T
        ahead = onward.every[row, column]
        likely = sums.cells.reshape(-1).take(begins) * gains * ahead * scale
        at = np.nonzero(likely.T > _LEAST)
        shape, some = at[1], at[0]
        row, column = row[some], column[some]
        i, j = row + (window.first + 1), column + window.low
        n, m = shapes.source[shape], shapes.target[shape]
        structure = np.zeros(len(row), np.float32)
        if sums.structure is not None:
            structure = sums.structure[row, shape, column]
        score = np.log(gains[shape, some]) + (SKIP_ON * (n + m)).astype(np.float32)
        ratio = np.abs(self.source.log_lengths[n, i] - self.target.log_lengths[m, j])
        yield Candidates(
            i,
            j,
            n,
            m,
            np.asarray(score / np.float32(SHARPNESS) - structure, dtype=np.float32),
            np.minimum(ratio, np.float32(MAX_LOG_RATIO)),
            structure,
        )
        for run, way, own, other in (
            (sums.source_run, onward.source_run, 1, 0),
            (sums.target_run, onward.target_run, 0, 1),
        ):
            row, column = np.nonzero(run * way * scale > _LEAST)
            yield Candidates.alike(row + (window.first + 1), column + window.low, own, other)


def _moved(rows: Doubles, shift: int, width: int) -> Doubles:
    """Return the columns `shift` .. `shift + width` of some rows, as far as there are such."""
    found = np.zeros((len(rows), width))
    first, last = max(0, shift), min(rows.shape[1], shift + width)
    if first < last:
        found[:, first - shift : last - shift] = rows[:, first:last]
    return found


def likely_beads(
    source: SpanTable,
    target: SpanTable,
    corridor: Corridor,
    shapes: Shapes,
    evidence: CellEvidence | None = None,
) -> Candidates:
    """Return the beads of the corridor with a posterior above the floor, in order of their ends."""
    sweep = _Sweep(source, target, shapes, evidence)
    passed: list[_Sums] = []
    for window in corridor.windows():
        passed.append(sweep.forward(window, passed[-1] if passed else None))
    whole = passed[-1].scale + float(np.log(passed[-1].every[-1, -1]))
    found: list[Candidates] = []
    onward: _Onward | None = None
    while passed:
        sums = passed.pop()
        onward = sweep.backward(sums, onward)
        found += sweep.kept(sums, onward, whole)
    return Candidates.joined(found)

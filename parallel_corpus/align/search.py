"""The best monotone path of beads through a corridor of windows, and what each bead is worth.

Dynamic programming as in Gale & Church (1993), over all bead shapes at once. The forward pass
gives the best score of a path that ends at a cell, the backward pass of one that begins there;
a bead's margin is the difference between the best path of all and the best without that bead.
Both are exact within the corridor, and deterministic: of equal paths the one with the smaller
beads wins. Windows are computed one at a time, so memory grows with the corridor's area only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.lib.stride_tricks import as_strided

from parallel_corpus.align.grid import Window
from parallel_corpus.align.score import BeadScorer, ScoredWindows
from parallel_corpus.align.spans import Floats

_NEVER = np.float32(-np.inf)
# Two ways to a cell that differ by less are equal in single precision.
_TIE = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """A bead on the path: it ends before source line `i` and target line `j`."""

    i: int
    j: int
    n: int
    m: int
    score: float
    margin: float

    def shifted(self, lines: int, columns: int) -> Step:
        """The same step in a text of which this one's begins at the given lines."""
        return replace(self, i=self.i + lines, j=self.j + columns)


@dataclass
class _Frame:
    """Path scores in one window, with `size` more rows above and columns before it.

    Cell [size + i - first - 1, size + j - low] belongs to the end (i, j). Scores count from
    `base`, so that single precision is enough however long the text.
    """

    window: Window
    cells: Floats
    base: float


def best_path(scores: ScoredWindows) -> list[Step]:
    """The best path from (0, 0) to the ends of both sides, in order."""
    return _Backward(scores, _forward(scores)).run()


def rough_path(scores: ScoredWindows) -> list[Step]:
    """The same path without margins, in half the time."""
    return _Backward(scores, _forward(scores)).trace()


def _forward(scored: ScoredWindows) -> list[_Frame]:
    frames: list[_Frame] = []
    scorer = scored.scorer
    for number, window in enumerate(scored.windows):
        frame = _open_frame(scorer, window, frames)
        scores = scored[number]
        reach = _reach(frame.cells, scorer.size)
        for row in range(window.shape[0]):
            best = (reach[row] + scores[row]).max(axis=(0, 1))
            frame.cells[scorer.size + row, scorer.size :] = _with_gaps(best, scorer)
        frames.append(frame)
    return frames


def _with_gaps(best: Floats, scorer: BeadScorer) -> Floats:
    """The best of arriving at a column by a bead, and by a run of skips from one before it."""
    slope = np.float32(scorer.options.skip_more) * np.arange(len(best), dtype=np.float32)
    arrived = np.maximum.accumulate(best - slope)
    arrived += slope + np.float32(scorer.options.skip - scorer.options.skip_more)
    return np.maximum(best, arrived)


def _open_frame(scorer: BeadScorer, window: Window, frames: list[_Frame]) -> _Frame:
    """An empty frame with the last rows of the frame before it carried over."""
    size = scorer.size
    height, width = window.shape
    cells = np.full((height + size, width + size), _NEVER, dtype=np.float32)
    if not frames:
        start = np.where(np.arange(width) == 0, 0, _NEVER).astype(np.float32)
        cells[size - 1, size:] = _with_gaps(start, scorer)
        return _Frame(window, cells, 0.0)
    before = frames[-1]
    shift = window.low - before.window.low
    old = before.cells[-size:]
    left, right = max(0, shift), min(old.shape[1], shift + cells.shape[1])
    carried = old[:, left:right]
    cells[:size, left - shift : right - shift] = carried
    top = float(carried[-1].max())
    cells[:size] -= np.float32(top)
    return _Frame(window, cells, before.base + top)


def _reach(cells: Floats, size: int) -> Floats:
    """View [row, n - 1, m, column]: the cell that a bead (n, m) ending here begins at."""
    down, across = cells.strides
    return as_strided(
        cells[size - 1 :, size:],
        (cells.shape[0] - size, size, size + 1, cells.shape[1] - size),
        (down, -down, -across, across),
    )


class _Backward:
    """The backward pass over the frames: path, and the best alternative for every line."""

    def __init__(self, scored: ScoredWindows, frames: list[_Frame]) -> None:
        self.scored = scored
        self.scorer = scorer = scored.scorer
        self.frames = frames
        self.size = scorer.size
        self.i, self.j = len(scorer.source), len(scorer.target)
        self.steps: list[Step] = []
        # The best path on which another bead than the chosen covers the line, less the best.
        self.source_rival = np.full(self.i, _NEVER, dtype=np.float32)
        self.source_skip = np.full(self.i, _NEVER, dtype=np.float32)
        self.target_rival = np.full(self.j + 2 * self.size, _NEVER, dtype=np.float32)

    def run(self) -> list[Step]:
        onward: _Frame | None = None
        for number in range(len(self.frames) - 1, -1, -1):
            onward = self._open(self.frames[number], onward)
            self._sweep(self.frames[number], onward, self.scored[number])
        self._skip_targets(self.j)
        return [self._with_margin(step) for step in reversed(self.steps)]

    def trace(self) -> list[Step]:
        """The path alone."""
        for number in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[number]
            if self.i <= frame.window.first:
                continue
            scores = self.scored[number]
            reach = _reach(frame.cells, self.size)
            while self.i > frame.window.first:
                row = self.i - frame.window.first - 1
                self._trace(frame, row, reach[row] + scores[row], None)
        self._skip_targets(self.j)
        return self.steps[::-1]

    def _open(self, frame: _Frame, below: _Frame | None) -> _Frame:
        """Scores onward from each cell of `frame`; its top rows spill into the frame above."""
        cells = np.full_like(frame.cells, _NEVER)
        if below is None:
            cells[-1, -1] = 0
            return _Frame(frame.window, cells, 0.0)
        shift = frame.window.low - below.window.low
        spilt = below.cells[: self.size]
        left, right = max(0, shift), min(spilt.shape[1], shift + cells.shape[1])
        rows = min(self.size, cells.shape[0])
        cells[-rows:, left - shift : right - shift] = spilt[-rows:, left:right]
        top = float(cells[-1].max())
        cells -= np.float32(top)
        return _Frame(frame.window, cells, below.base + top)

    def _sweep(self, frame: _Frame, onward: _Frame, scores: Floats) -> None:
        size, height = self.size, frame.window.shape[0]
        reach = _reach(frame.cells, size)
        total = float(self.frames[-1].cells[-1, -1]) + self.frames[-1].base
        level = np.float32(frame.base + onward.base - total)
        for row in range(height - 1, -1, -1):
            here = onward.cells[size + row, size:]
            here[:] = _with_gaps(here[::-1], self.scorer)[::-1]
            gains = scores[row] + here
            self._push(onward.cells[row : size + row], gains)
            through = reach[row] + gains
            through += level
            self._trace(frame, row, reach[row] + scores[row], through)
            self._record_rivals(frame.window, row, through)

    def _push(self, above: Floats, gains: Floats) -> None:
        """Let the cells that a bead ending here can begin at know what lies ahead."""
        width = gains.shape[2]
        for m in range(self.size + 1):
            begin = above[::-1, self.size - m : self.size - m + width]
            np.maximum(begin, gains[:, m], out=begin)

    def _trace(self, frame: _Frame, row: int, scored: Floats, through: Floats | None) -> None:
        """Follow the best path through this row; chosen beads are no rivals to themselves."""
        if self.i != frame.window.first + 1 + row:
            return
        column = self.j - frame.window.low
        best = scored.max(axis=(0, 1))
        reached = float(frame.cells[self.size + row, self.size + column])
        if best[column] < reached - _TIE:
            options = self.scorer.options
            gap = options.skip + options.skip_more * np.arange(column - 1, -1, -1)
            start = int(np.flatnonzero(best[:column] + gap >= reached - _TIE)[-1])
            self._skip_targets(column - start)
            column = start
        values = scored[:, :, column]
        n, m = np.unravel_index(int(values.argmax()), values.shape)
        if through is not None:
            through[n, m, column] = _NEVER
        begin = frame.cells[self.size + row - n - 1, self.size + column - m]
        if m:
            self._take(int(n) + 1, int(m), float(values[n, m] - begin))
        else:
            for _ in range(n + 1):
                self._take(1, 0, 0.0)

    def _skip_targets(self, count: int) -> None:
        for _ in range(count):
            self._take(0, 1, 0.0)

    def _take(self, n: int, m: int, score: float) -> None:
        self.steps.append(Step(self.i, self.j, n, m, score, 0.0))
        self.i -= n
        self.j -= m

    def _record_rivals(self, window: Window, row: int, through: Floats) -> None:
        """The best path through another pairing of each line, and through its skip.

        A skip may stand before or after the skips of the other side, which changes nothing;
        so a skip is a rival to a pairing, but never to itself.
        """
        size, end = self.size, window.first + 1 + row
        pairs = through[:, 1:]
        # A bead of n lines covers lines end - n .. end - 1: line end - k by all with n >= k.
        first = max(0, end - size)
        for rival, shapes in ((self.source_rival, pairs), (self.source_skip, through[:, :1])):
            covered = np.maximum.accumulate(shapes.max(axis=(1, 2))[::-1])[::-1]
            np.maximum(rival[first:end], covered[: end - first][::-1], out=rival[first:end])
        by_target = np.maximum.accumulate(pairs.max(axis=0)[::-1], axis=0)[::-1]
        for back in range(1, size + 1):
            start = window.low - back + size
            theirs = self.target_rival[start : start + pairs.shape[2]]
            np.maximum(theirs, by_target[back - 1], out=theirs)

    def _with_margin(self, step: Step) -> Step:
        if not step.n:
            rival = self.target_rival[step.j - 1 + self.size]
        else:
            rival = self.source_rival[step.i - 1]
            if step.m:
                rival = max(rival, self.source_skip[step.i - 1])
        margin = max(0.0, -float(rival))
        return Step(step.i, step.j, step.n, step.m, step.score, margin)

"""Where to search: a corridor around a chain of anchors, cut into windows.

Between two anchors the corridor is the whole rectangle, so an omission of any length is
crossed; a rectangle that is too large is searched for anchors of its own, and one in which
there are none (unrelated text) is crossed along its diagonal.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from parallel_corpus.align.anchors import Anchor, find_anchors
from parallel_corpus.align.arrays import Floats, Ints
from parallel_corpus.align.grid import Window

# Up to this many cells the whole rectangle is searched.
FULL_CELLS = 120 * 120
# A rectangle between anchors beyond this is searched for more anchors...
_REFINE_CELLS = 12 * 12
_REFINEMENTS = 4
# ... and beyond this, when there are none, only about its diagonal.
_DENSE_CELLS = 600 * 600
_DIAGONAL = 150
PAD = 4

# Few rows at a time: what is computed for them should stay in the processor's cache.
_ROWS = 16
_WINDOW_CELLS = 8192


@dataclass(frozen=True)
class Corridor:
    """End columns low[i] .. high[i] to be searched for every end row i, row 0 included."""

    low: Ints
    high: Ints

    def windows(self) -> list[Window]:
        """Return rectangles of a few rows that cover the corridor, smaller where it is wide."""
        windows, first, last = [], -1, len(self.low) - 1
        while first < last:
            width = int(self.high[first + 1 : first + _ROWS + 1].max() - self.low[first + 1]) + 1
            end = min(first + max(1, min(_ROWS, _WINDOW_CELLS // width)), last)
            rows = slice(first + 1, end + 1)
            windows.append(
                Window(first, end, int(self.low[rows].min()), int(self.high[rows].max()))
            )
            first = end
        return windows

    def touched_by(self, i: Ints, j: Ints) -> bool:
        """Tell whether a path with these ends runs along the edge: a better one may lie outside."""
        below = (j <= self.low[i]) & (self.low[i] > 0)
        return bool((below | ((j >= self.high[i]) & (self.high[i] < self.high[-1]))).any())


def make_corridor(source: Floats, target: Floats, pad: int = PAD) -> Corridor:
    """Return the corridor for unit vectors of two texts."""
    rows, columns = len(source), len(target)
    if rows * columns <= FULL_CELLS:
        low = np.zeros(rows + 1, dtype=np.int64)
        return Corridor(low, np.full(rows + 1, columns, dtype=np.int64))
    low = np.full(rows + 1, columns, dtype=np.int64)
    high = np.zeros(rows + 1, dtype=np.int64)
    corners = [(0, 0), *_refined(source, target, 0, 0), (rows, columns)]
    for begin, end in itertools.pairwise(corners):
        _cover(low, high, begin, end, pad)
    np.minimum.accumulate(low[::-1], out=low[::-1])
    np.maximum.accumulate(high, out=high)
    return Corridor(np.clip(low, 0, columns), np.clip(high, 0, columns))


def _refined(source: Floats, target: Floats, row: int, column: int, depth: int = 0) -> list[Anchor]:
    """Return the anchors of a stretch that begins at (row, column), larger gaps refined."""
    found = find_anchors(source, target)
    if not found:
        return []
    anchors: list[Anchor] = []
    corners = [(-1, -1), *found, (len(source), len(target))]
    for (i, j), (next_i, next_j) in itertools.pairwise(corners):
        if i >= 0:
            anchors.append((row + i, column + j))
        height, width = next_i - i - 1, next_j - j - 1
        if height * width > _REFINE_CELLS and depth < _REFINEMENTS:
            inner = source[i + 1 : next_i], target[j + 1 : next_j]
            anchors += _refined(*inner, row + i + 1, column + j + 1, depth + 1)
    return anchors


def _cover(low: Ints, high: Ints, begin: Anchor, end: Anchor, pad: int) -> None:
    """Admit the rectangle between two corners, or its diagonal when it is very large."""
    (i, j), (next_i, next_j) = begin, end
    if (next_i - i) * (next_j - j) <= _DENSE_CELLS:
        steps = [(i, next_i, j, next_j)]
    else:
        cuts = np.linspace(0, 1, max(2, (next_i - i) // _DIAGONAL + 1))
        across = (i + cuts * (next_i - i)).astype(int), (j + cuts * (next_j - j)).astype(int)
        steps = [
            (a, b, c - _DIAGONAL, d + _DIAGONAL)
            for a, b, c, d in zip(across[0], across[0][1:], across[1], across[1][1:], strict=False)
        ]
    for top, bottom, left, right in steps:
        rows = slice(max(0, top - pad), bottom + pad + 1)
        np.minimum(low[rows], max(0, left - pad), out=low[rows])
        np.maximum(high[rows], right + pad, out=high[rows])

"""Line-by-line values before a window of the search, summed over all beads that end in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from parallel_corpus.align.arrays import Floats, Ints

CellEvidence = Callable[[slice, slice], Floats]
"""Evidence for pairing single lines, beside their meaning: numbers, kinds, decisions.

Called with some source and some target lines it gives one value a pair, (sources, targets).
"""


@dataclass(frozen=True, slots=True)
class Window:
    """Search cells: bead ends (i, j) with first < i <= last and low <= j <= high."""

    first: int
    last: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """Numbers of source and target lines, (shapes,) each, of all beads that are considered."""

    source: Ints
    target: Ints

    @classmethod
    def of(cls, most: int, longest: int) -> Shapes:
        """Make the shapes of up to `most` lines in all, or of one line against `longest`."""
        found = [(n, m) for n in range(1, most) for m in range(1, most - n + 1)]
        found += [(1, m) for m in range(most, longest + 1)]
        found += [(n, 1) for n in range(most, longest + 1)]
        source, target = np.array(sorted(found), dtype=np.int64).T
        return cls(source, target)

    @property
    def size(self) -> int:
        """The most lines that a bead has on one side."""
        return int(max(self.source.max(), self.target.max()))


def offset(evidence: CellEvidence | None, row: int, column: int) -> CellEvidence | None:
    """Return the evidence as seen from a stretch that begins at `row` and `column`."""
    if evidence is None:
        return None
    return lambda mine, yours: evidence(
        slice(mine.start + row, mine.stop + row), slice(yours.start + column, yours.stop + column)
    )


def rectangles(cells: CellEvidence, window: Window, shapes: Shapes) -> Floats:
    """Sum `cells` over each bead that ends in the window, by [end row, shape, end column]."""
    size = shapes.size
    top, left = window.first - size + 1, window.low - size
    sums = np.zeros((window.last - top + 1, window.high - left + 1), dtype=np.float32)
    mine, yours = slice(max(0, top), window.last), slice(max(0, left), window.high)
    if mine.start < mine.stop and yours.start < yours.stop:
        inner = sums[mine.start - top + 1 :, yours.start - left + 1 :]
        np.cumsum(np.cumsum(cells(mine, yours), axis=0), axis=1, out=inner)
    # By row, lines before the bead of either side, column.
    ends = sums.shape[0] - size, sums.shape[1] - size
    view = sliding_window_view(sums, ends).transpose(2, 0, 1, 3)
    n, m = size - shapes.source, size - shapes.target
    found: Floats = view[:, n, m] - view[:, n, size]
    found -= view[:, size, m]
    found += view[:, size, size][:, None]
    return found

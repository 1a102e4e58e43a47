"""Line-by-line values before a window of the search, summed over all spans that end in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided

from parallel_corpus.align.spans import Floats, Side


@dataclass(frozen=True, slots=True)
class Window:
    """Search cells: bead ends (i, j) with first < i <= last and low <= j <= high."""

    first: int
    last: int
    low: int
    high: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.last - self.first, self.high - self.low + 1


class CellEvidence(Protocol):
    """Evidence for pairing single lines, beside their meaning: numbers, kinds, decisions."""

    def cells(self, sources: slice, targets: slice) -> Floats: ...


class Grid:
    """Line-by-line values before a window, summed over all spans that end in it.

    Row r of `cells` stands for line `first - size + 1 + r`, column c for `low - size + c`.
    """

    def __init__(self, cells: Floats, size: int) -> None:
        self.cells = cells
        self.size = size
        self.shape = cells.shape[0] - size + 1, cells.shape[1] - size + 1

    def rectangles(self) -> Floats:
        """Sums over the n x m cells before each end, by [end row, n - 1, m, end column]."""
        size, (rows, columns) = self.size, self.shape
        sums = np.zeros((self.cells.shape[0] + 1, self.cells.shape[1] + 1), dtype=np.float32)
        np.cumsum(np.cumsum(self.cells, axis=0), axis=1, out=sums[1:, 1:])
        down, across = sums.strides
        view = as_strided(
            sums[size:, size:],
            (rows, size + 1, size + 1, columns),
            (down, -down, -across, across),
            writeable=False,
        )
        result = view[:, 1:] - view[:, :1]
        return np.asarray(result - result[:, :, :1], dtype=np.float32)

    def by_row(self) -> Floats:
        """Each line against the spans of m columns that end at a column: [line, m, column]."""
        size, columns = self.size, self.shape[1]
        sums = np.zeros((self.cells.shape[0], self.cells.shape[1] + 1), dtype=np.float32)
        np.cumsum(self.cells, axis=1, out=sums[:, 1:])
        down, across = sums.strides
        view = as_strided(
            sums[:, size:],
            (len(sums), size + 1, columns),
            (down, -across, across),
            writeable=False,
        )
        return np.asarray(view[:, :1] - view, dtype=np.float32)

    def by_column(self) -> Floats:
        """Each target line against the spans of n rows that end at a row: [line, n, row]."""
        return Grid(np.ascontiguousarray(self.cells.T), self.size).by_row()


def similarities(source: Side, target: Side, window: Window, size: int) -> Floats:
    """Weighted dot products of the lines that beads ending in `window` can hold."""
    top, near = window.first - size + 1, window.low - size
    cells = np.zeros((window.last - top, window.high - near), dtype=np.float32)
    cells[max(0, -top) :, max(0, -near) :] = (
        source.rows[max(0, top) : window.last] @ target.rows[max(0, near) : window.high].T
    )
    return cells


def padded(evidence: CellEvidence, window: Window, size: int) -> Floats:
    """Evidence for the same lines, zero before the text."""
    top, near = window.first - size + 1, window.low - size
    cells = np.zeros((window.last - top, window.high - near), dtype=np.float32)
    cells[max(0, -top) :, max(0, -near) :] = evidence.cells(
        slice(max(0, top), window.last), slice(max(0, near), window.high)
    )
    return cells

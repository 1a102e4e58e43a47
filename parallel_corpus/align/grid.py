"""Line-by-line values before a window of the search, summed over all beads that end in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from parallel_corpus.align.spans import Floats, Side

Ints = NDArray[np.int64]


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
        """Up to `most` lines on both sides together, or one line against `longest`."""
        found = [(n, m) for n in range(1, most) for m in range(1, most - n + 1)]
        found += [(1, m) for m in range(most, longest + 1)]
        found += [(n, 1) for n in range(most, longest + 1)]
        source, target = np.array(sorted(found), dtype=np.int64).T
        return cls(source, target)

    @property
    def size(self) -> int:
        """The most lines that a bead has on one side."""
        return int(max(self.source.max(), self.target.max()))


class CellEvidence(Protocol):
    """Evidence for pairing single lines, beside their meaning: numbers, kinds, decisions."""

    def cells(self, sources: slice, targets: slice) -> Floats: ...


@dataclass(frozen=True)
class Offset:
    """Evidence as seen from a stretch that begins at `row` and `column`."""

    evidence: CellEvidence
    row: int
    column: int

    def cells(self, sources: slice, targets: slice) -> Floats:
        return self.evidence.cells(
            slice(sources.start + self.row, sources.stop + self.row),
            slice(targets.start + self.column, targets.stop + self.column),
        )


@dataclass(frozen=True)
class Mirrored:
    """Evidence for two texts of `rows` and `columns` lines, both read from their ends."""

    evidence: CellEvidence
    rows: int
    columns: int

    def cells(self, sources: slice, targets: slice) -> Floats:
        cells = self.evidence.cells(
            slice(self.rows - sources.stop, self.rows - sources.start),
            slice(self.columns - targets.stop, self.columns - targets.start),
        )
        return cells[::-1, ::-1]


def similarities(source: Side, target: Side, window: Window, size: int) -> Floats:
    """Weighted dot products of the lines that beads ending in `window` can hold.

    Row r stands for line `first - size + 1 + r`, column c for `low - size + c`; zero before the
    text.
    """
    rows, columns, cells = _empty(window, size)
    cells[-(rows.stop - rows.start) :, cells.shape[1] - (columns.stop - columns.start) :] = (
        source.rows[rows] @ target.rows[columns].T
    )
    return cells


def padded(evidence: CellEvidence, window: Window, size: int) -> Floats:
    """Evidence for the same lines."""
    rows, columns, cells = _empty(window, size)
    cells[-(rows.stop - rows.start) :, cells.shape[1] - (columns.stop - columns.start) :] = (
        evidence.cells(rows, columns)
    )
    return cells


def _empty(window: Window, size: int) -> tuple[slice, slice, Floats]:
    top, near = window.first - size + 1, window.low - size
    cells = np.zeros((window.last - top, window.high - near), dtype=np.float32)
    return slice(max(0, top), window.last), slice(max(0, near), window.high), cells


def rectangles(cells: Floats, shapes: Shapes) -> Floats:
    """Sums of `cells` over each bead that ends in the window, by [end row, shape, end column]."""
    view = reach(np.pad(np.cumsum(np.cumsum(cells, axis=0), axis=1), ((1, 0), (1, 0))), shapes.size)
    n, m = shapes.source, shapes.target
    sums = view[:, n, m] - view[:, n, 0]
    sums -= view[:, 0, m]
    sums += view[:, 0, 0][:, None]
    return np.asarray(sums, dtype=np.float32)


def reach(cells: NDArray[np.floating], size: int) -> NDArray[np.floating]:
    """View [row, n, m, column] of the cell n rows above and m columns before each.

    The first `size` rows and columns are only reached, they are no ends.
    """
    down, across = cells.strides
    return as_strided(
        cells[size:, size:],
        (cells.shape[0] - size, size + 1, size + 1, cells.shape[1] - size),
        (down, -down, -across, across),
        writeable=False,
    )

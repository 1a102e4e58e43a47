"""How well the spans of a bead agree, for a whole window of the search at once.

The score of a bead of n source and m target lines is `cosine * balance`. `balance` falls with
the ratio r of the shorter to the longer side (in bytes, scaled by the documents' ratio), as in
Bertalign's log2(1 + r) (Liu & Zhu 2023); the parabola r (4 - r) / 3 agrees with that logarithm
to 0.01 and costs two multiplications. The score is not multiplied by the bead's size: a large
bead earns no more than a small one, which is what keeps beads small (Gale & Church 1993 reach
the same end with priors).
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """Evidence for pairing single lines, beside the vectors: numbers, kinds, decisions."""

    def cells(self, sources: slice, targets: slice) -> Floats: ...


@dataclass(frozen=True)
class BeadScorer:
    """Scores every bead that ends in a window.

    `size` is the largest number of lines on one side. Beads with more than `size` + 1 lines
    in all score minus infinity, and so do all with no target but the skip of one source line.
    """

    source: Side
    target: Side
    size: int
    skip: float
    evidence: CellEvidence | None = None
    _invalid: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        n = np.arange(1, self.size + 1)[:, None]
        m = np.arange(0, self.size + 1)[None, :]
        invalid = np.where((n + m > self.size + 1) | (m == 0), -np.inf, 0).astype(np.float32)
        object.__setattr__(self, "_invalid", invalid[None, :, :, None])

    def window(self, window: Window) -> Floats:
        """Scores by [end row, n - 1, m, end column] over `window`."""
        rows = slice(window.first + 1, window.last + 1)
        columns = slice(window.low, window.high + 1)
        scores = self._rectangles(_similarities(self.source, self.target, window, self.size))
        scores *= self.source.inverse_norms[1:, rows].T[:, :, None, None]
        scores *= self.target.inverse_norms[:, columns][None, None]
        ratio = (
            self.source.lengths[1:, rows].T[:, :, None, None]
            * (1 / self.target.lengths[:, columns])[None, None]
        )
        np.minimum(ratio, 1 / ratio, out=ratio)
        scores *= ratio
        ratio -= 4
        scores *= ratio
        scores *= np.float32(-1 / 3)
        if self.evidence is not None:
            scores += self._bonus(self.evidence, window)
        scores += self._invalid
        scores[:, 0, 0, :] = self.skip
        return scores

    def _rectangles(self, cells: Floats) -> Floats:
        """Sums over the n x m cells before each end, by [end row, n - 1, m, end column]."""
        sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.float32)
        np.cumsum(np.cumsum(cells, axis=0), axis=1, out=sums[1:, 1:])
        size = self.size
        rows, columns = cells.shape[0] - size + 1, cells.shape[1] - size + 1
        down, across = sums.strides
        view = as_strided(
            sums[size:, size:],
            (rows, size + 1, size + 1, columns),
            (down, -down, -across, across),
            writeable=False,
        )
        result = view[:, :1] - view[:, 1:]
        result = result - result[:, :, :1]
        return np.asarray(np.negative(result, out=result), dtype=np.float32)

    def _bonus(self, evidence: CellEvidence, window: Window) -> Floats:
        sources = slice(window.first - self.size + 1, window.last)
        targets = slice(window.low - self.size, window.high)
        bonus = self._rectangles(_padded(evidence, sources, targets))
        n = np.arange(1, self.size + 1)[:, None]
        m = np.arange(0, self.size + 1)[None, :]
        bonus /= np.maximum(n, m)[None, :, :, None].astype(np.float32)
        return bonus


def _similarities(source: Side, target: Side, window: Window, size: int) -> Floats:
    """Weighted dot products of the lines that beads ending in `window` can hold.

    Row r stands for line `first - size + 1 + r`, column c for line `low - size + c`;
    lines before the text are zero.
    """
    top, bottom = window.first - size + 1, window.last
    near, far = window.low - size, window.high
    cells = np.zeros((bottom - top, far - near), dtype=np.float32)
    cells[max(0, -top) :, max(0, -near) :] = (
        source.rows[max(0, top) : bottom] @ target.rows[max(0, near) : far].T
    )
    return cells


def _padded(evidence: CellEvidence, sources: slice, targets: slice) -> Floats:
    height, width = sources.stop - sources.start, targets.stop - targets.start
    cells = np.zeros((height, width), dtype=np.float32)
    above, before = max(0, -sources.start), max(0, -targets.start)
    cells[above:, before:] = evidence.cells(
        slice(sources.start + above, sources.stop), slice(targets.start + before, targets.stop)
    )
    return cells

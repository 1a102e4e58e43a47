"""How well the spans of a bead agree, for a whole window of the search at once.

A bead of n source and m target lines scores `agreement * balance - length - bead - support`:

- agreement mixes the cosine of the two spans' vectors with that of their words (`lexicon`);
- balance falls with the ratio r of the shorter side to the longer (in bytes, scaled by the
  documents' ratio), as in Bertalign's log2(1 + r) (Liu & Zhu 2023); the parabola r (4 - r) / 3
  agrees with that logarithm to 0.01. `length` charges |log r| besides (Gale & Church 1993);
- bead is a small constant. The score is not multiplied by the bead's size: a large bead earns
  no more than a small one, and that is what keeps beads small;
- support charges every line that has little to do with the other side. Without it a line that
  nobody translated hides in its neighbour's bead, where a sum over the span does not see it.

All are sums over rectangles of line-by-line values, so that two prefix sums serve all shapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from parallel_corpus.align.lexicon import WordEvidence
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.spans import Floats, Side, inverse_lengths

# Ratios beyond e to the power of this are all equally absurd.
_MAX_LOG_RATIO = 2.0


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


@dataclass(frozen=True)
class BeadScorer:
    """Scores every bead that ends in a window.

    Beads with more than `options.max_size` lines in all score minus infinity. A run of unpaired
    lines costs `options.skip` for the first and `skip_more` for every further one: what is left
    out is often left out in blocks. `floor` is the similarity below which a line counts as
    unsupported; None switches that charge off.
    """

    source: Side
    target: Side
    options: AlignOptions
    words: WordEvidence | None = None
    structure: CellEvidence | None = None
    floor: float | None = None
    _word_norms: tuple[Floats, Floats] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        norms = None
        if self.words is not None:
            norms = (
                inverse_lengths(self.words.source_weights, self.size),
                inverse_lengths(self.words.target_weights, self.size),
            )
        object.__setattr__(self, "_word_norms", norms)

    @property
    def size(self) -> int:
        """The largest number of lines on one side of a bead."""
        return self.options.max_size - 1

    def window(self, window: Window) -> Floats:
        """Scores by [end row, n - 1, m, end column] over `window`."""
        size, options = self.size, self.options
        meaning = _Grid(_similarities(self.source, self.target, window, size), size)
        words = None
        scores = self._scaled(
            meaning.rectangles(), self.source.inverse_norms, self.target.inverse_norms, window
        )
        if self.words is not None and self._word_norms is not None:
            words = _Grid(_padded(self.words, window, size), size)
            shared = self._scaled(words.rectangles(), *self._word_norms, window)
            shared *= np.float32(options.word_weight)
            scores *= np.float32(1 - options.word_weight)
            scores += shared
        self._balance(scores, window)
        if self.floor is not None:
            _Support(self, window, meaning, words).charge(scores, self.floor)
        if self.structure is not None:
            scores += _bonus(self.structure, window, size)
        n, m = np.arange(1, size + 1)[:, None], np.arange(0, size + 1)[None, :]
        scores += np.where(n + m > options.max_size, -np.inf, 0).astype(np.float32)[..., None]
        runs = options.skip + options.skip_more * np.arange(size, dtype=np.float32)
        scores[:, :, 0, :] = runs[None, :, None]
        return scores

    def _scaled(self, sums: Floats, mine: Floats, yours: Floats, window: Window) -> Floats:
        sums *= mine[1:, window.first + 1 : window.last + 1].T[:, :, None, None]
        sums *= yours[:, window.low : window.high + 1][None, None]
        return sums

    def _balance(self, scores: Floats, window: Window) -> None:
        ratio = (
            self.source.log_lengths[1:, window.first + 1 : window.last + 1].T[:, :, None, None]
            - self.target.log_lengths[:, window.low : window.high + 1][None, None]
        )
        np.abs(ratio, out=ratio)
        np.minimum(ratio, _MAX_LOG_RATIO, out=ratio)
        charge = ratio * np.float32(self.options.length_charge)
        charge += np.float32(self.options.bead_charge)
        np.negative(ratio, out=ratio)
        np.exp(ratio, out=ratio)
        scores *= ratio
        ratio -= 4
        scores *= ratio
        scores *= np.float32(-1 / 3)
        scores -= charge


class _Grid:
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
        return _Grid(np.ascontiguousarray(self.cells.T), self.size).by_row()


class _Support:
    """What lines lack in similarity to the other side of their bead."""

    def __init__(
        self, scorer: BeadScorer, window: Window, meaning: _Grid, words: _Grid | None
    ) -> None:
        self.scorer = scorer
        self.window = window
        self.meaning = meaning
        self.words = words

    def charge(self, scores: Floats, floor: float) -> None:
        scorer, window, size = self.scorer, self.window, self.scorer.size
        weight = np.float32(scorer.options.support_charge)
        rows, columns = window.shape
        lacking = self._lacking(
            self.meaning.by_row(),
            self.words.by_row() if self.words else None,
            scorer.source,
            scorer.target.inverse_norms[:, window.low : window.high + 1],
            window.first - size + 1,
            scorer.words.source_weights if scorer.words else None,
            floor,
        )
        sums = np.zeros((lacking.shape[0] + 1, *lacking.shape[1:]), dtype=np.float32)
        np.cumsum(lacking * weight, axis=0, out=sums[1:])
        down, over, across = sums.strides
        view = as_strided(
            sums[size:], (rows, size + 1, size + 1, columns), (down, -down, over, across)
        )
        scores -= view[:, :1]
        scores += view[:, 1:]
        lacking = self._lacking(
            self.meaning.by_column(),
            self.words.by_column() if self.words else None,
            scorer.target,
            scorer.source.inverse_norms[:, window.first + 1 : window.last + 1],
            window.low - size,
            scorer.words.target_weights if scorer.words else None,
            floor,
        )
        # [line, n, row] to [row, n, line], summed over the m lines before a column.
        sums = np.zeros((rows, size + 1, lacking.shape[0] + 1), dtype=np.float32)
        np.cumsum(lacking.transpose(2, 1, 0) * weight, axis=2, out=sums[:, :, 1:])
        down, over, across = sums.strides
        view = as_strided(
            sums[:, 1:, size:],
            (rows, size, size + 1, columns),
            (down, over, -across, across),
        )
        scores -= view[:, :, :1]
        scores += view

    def _lacking(
        self,
        dots: Floats,
        shared: Floats | None,
        side: Side,
        norms: Floats,
        first: int,
        weights: NDArray[np.float64] | None,
        floor: float,
    ) -> Floats:
        """How far each line stays below `floor`, by [line, span, end]."""
        count = len(dots)
        mine = np.zeros(count, dtype=np.float32)
        skip = max(0, -first)
        mine[skip:] = side.inverse_norms[1, first + skip + 1 : first + count + 1]
        dots *= mine[:, None, None]
        dots *= norms[None]
        if shared is not None and weights is not None:
            heavy = np.full(count, np.inf, dtype=np.float32)
            heavy[skip:] = np.maximum(weights[first + skip : first + count], 1e-6)
            shared /= heavy[:, None, None]
            np.minimum(shared, 1, out=shared)
            shared *= np.float32(self.scorer.options.word_support)
            dots += shared
        np.subtract(np.float32(floor), dots, out=dots)
        np.maximum(dots, 0, out=dots)
        dots[:skip] = 0
        return dots


def _similarities(source: Side, target: Side, window: Window, size: int) -> Floats:
    """Weighted dot products of the lines that beads ending in `window` can hold."""
    top, near = window.first - size + 1, window.low - size
    cells = np.zeros((window.last - top, window.high - near), dtype=np.float32)
    cells[max(0, -top) :, max(0, -near) :] = (
        source.rows[max(0, top) : window.last] @ target.rows[max(0, near) : window.high].T
    )
    return cells


def _padded(evidence: CellEvidence, window: Window, size: int) -> Floats:
    top, near = window.first - size + 1, window.low - size
    cells = np.zeros((window.last - top, window.high - near), dtype=np.float32)
    cells[max(0, -top) :, max(0, -near) :] = evidence.cells(
        slice(max(0, top), window.last), slice(max(0, near), window.high)
    )
    return cells


def _bonus(evidence: CellEvidence, window: Window, size: int) -> Floats:
    """Evidence a bead's cells hold, by the number of lines on its longer side."""
    bonus = _Grid(_padded(evidence, window, size), size).rectangles()
    n, m = np.arange(1, size + 1)[:, None], np.arange(0, size + 1)[None, :]
    bonus /= np.maximum(n, m)[None, :, :, None].astype(np.float32)
    return bonus

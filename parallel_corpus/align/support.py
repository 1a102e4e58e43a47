"""Lines that have nothing to do with their bead.

A sum over a span does not see the one line in it that nobody translated: such a line hides in
its neighbour's bead. So every line pays for what its similarity to the bead's other side lacks
of a floor, by vectors and by words together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

from parallel_corpus.align.grid import Grid
from parallel_corpus.align.spans import Floats


@dataclass(frozen=True)
class Lines:
    """What support needs to know of one side's lines.

    `first` is the line that row (or column) 0 of the window's grids stands for, negative where
    they reach before the text. `inverse_norms` and `inverse_weights` are one over each line's
    length as a vector and over its squared length as a bag of words; `span_norms` are the other
    side's inverse norms by [lines in span, end], over the window.
    """

    first: int
    inverse_norms: Floats
    inverse_weights: Floats | None
    span_norms: Floats


@dataclass(frozen=True)
class Support:
    """The charge for unsupported lines in one window: `weight` times what they lack of `floor`.

    The share of a line's words that the other side has counts `word_weight` beside the cosine.
    """

    floor: float
    weight: float
    word_weight: float

    def charge(
        self,
        scores: Floats,
        meaning: Grid,
        words: Grid | None,
        source: Lines,
        target: Lines,
    ) -> None:
        """Take the charges off `scores`, by [end row, n - 1, m, end column]; in place."""
        size = meaning.size
        rows, columns = meaning.shape
        mine = self._lacking(meaning.by_row(), words.by_row() if words else None, source)
        sums = np.zeros((len(mine) + 1, *mine.shape[1:]), dtype=np.float32)
        np.cumsum(mine, axis=0, out=sums[1:])
        down, over, across = sums.strides
        view = as_strided(
            sums[size:], (rows, size + 1, size + 1, columns), (down, -down, over, across)
        )
        scores += view[:, 1:] - view[:, :1]
        yours = self._lacking(meaning.by_column(), words.by_column() if words else None, target)
        # From [line, n, row] to [row, n, line], to be summed over the m lines before a column.
        sums = np.zeros((rows, size + 1, len(yours) + 1), dtype=np.float32)
        np.cumsum(yours.transpose(2, 1, 0), axis=2, out=sums[:, :, 1:])
        down, over, across = sums.strides
        view = as_strided(
            sums[:, 1:, size:], (rows, size, size + 1, columns), (down, over, -across, across)
        )
        scores += view - view[:, :, :1]

    def _lacking(self, dots: Floats, shared: Floats | None, lines: Lines) -> Floats:
        """What each line has to pay, by [line, lines in span, end of span]."""
        before = max(0, -lines.first)
        known = slice(max(0, lines.first), lines.first + len(dots))
        norms = np.zeros(len(dots), dtype=np.float32)
        norms[before:] = lines.inverse_norms[known]
        dots *= norms[:, None, None]
        dots *= lines.span_norms[None]
        if shared is not None and lines.inverse_weights is not None:
            weights = np.zeros(len(dots), dtype=np.float32)
            weights[before:] = lines.inverse_weights[known]
            shared *= weights[:, None, None]
            np.minimum(shared, 1, out=shared)
            shared *= np.float32(self.word_weight)
            dots += shared
        np.subtract(np.float32(self.floor), dots, out=dots)
        np.maximum(dots, 0, out=dots)
        dots[:before] = 0
        dots *= np.float32(self.weight)
        return dots

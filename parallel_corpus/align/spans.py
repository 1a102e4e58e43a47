"""One side of a bitext as the search sees it: spans of up to `size` lines, by their end.

A span's vector is the sum of its lines' vectors weighted by the square root of their length.
That is as good as encoding the concatenation and far cheaper; and because the sum is bilinear,
the dot product of any two spans is a rectangle sum over the lines' weighted similarities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parallel_corpus.align.arrays import Doubles, Floats
from parallel_corpus.encode import Vectors

# A document of one line has no mean to speak of: its mean counts for 1 / (1 + this).
_PRIOR_LINES = 4.0

# Lines multiplied at a time; and what is no more than rounding of a sum that is zero.
_BLOCK = 64
_LEAST_NORM = 1e-2


@dataclass(frozen=True)
class SpanTable:
    """Centred unit vectors of the lines, `rows` weighted, and what spans of them need.

    `inverse_norms[n, i]` and `log_lengths[n, i]` belong to the span of n lines that ends before
    line i; a span that would begin before line 0 has zeros.
    """

    units: Vectors
    rows: Floats
    inverse_norms: Floats
    log_lengths: Floats

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, lines: slice) -> SpanTable:
        """Return a stretch of this side; its vectors stay centred on the whole."""
        ends = slice(lines.start, lines.stop + 1)
        norms, logs = self.inverse_norms[:, ends].copy(), self.log_lengths[:, ends].copy()
        for n in range(1, len(norms)):
            norms[n, :n] = logs[n, :n] = 0
        return SpanTable(self.units[lines], self.rows[lines], norms, logs)


def centre(vectors: Vectors) -> Vectors:
    """Return unit vectors without what all lines of the document share (its subject).

    The mean is shrunk towards zero for short documents. Lines that carry nothing but the
    subject get a zero vector, and lines without text (zero vectors) keep theirs.
    """
    if not len(vectors):
        return vectors
    share = len(vectors) / (len(vectors) + _PRIOR_LINES)
    centred = vectors - share * vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    centred[~vectors.any(axis=1)] = 0
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.where(norms > 1e-6, norms, 1), dtype=np.float32)


def make_span_table(units: Vectors, lengths: Doubles, size: int) -> SpanTable:
    """Make spans of up to `size` lines of one side, from centred unit vectors."""
    count = len(units)
    rows = np.asarray(units * np.sqrt(lengths)[:, None], dtype=np.float32)
    inverse = np.zeros((size + 1, count + 1), dtype=np.float32)
    logs = np.zeros((size + 1, count + 1), dtype=np.float32)
    total = np.concatenate([[0.0], np.cumsum(lengths)])
    for n, squares in enumerate(_squares(rows, min(size, count)), start=1):
        norms = np.sqrt(np.maximum(squares, 0))
        inverse[n, n:] = np.where(norms > _LEAST_NORM, 1 / np.maximum(norms, _LEAST_NORM), 0)
        logs[n, n:] = np.log(total[n:] - total[:-n])
    return SpanTable(units, rows, inverse, logs)


def _squares(rows: Floats, size: int) -> Iterator[Doubles]:
    """Yield the squared norms of all sums of 1, 2 .. `size` rows that follow one another."""
    count = len(rows)
    products = np.zeros((size, count))  # of each row with itself, the next, the one after...
    for first in range(0, count, _BLOCK):
        some = rows[first : first + _BLOCK] @ rows[first : first + _BLOCK + size - 1].T
        for n in range(min(size, some.shape[1])):
            diagonal = some.diagonal(n)
            products[n, first : first + len(diagonal)] = diagonal
    shorter, square = np.zeros(count + 1), products[0]
    for n in range(1, size + 1):
        yield square
        if n < size:
            # What two spans share is counted twice, their outermost rows not yet with each other.
            longer = square[:-1] + square[1:] - shorter[1:-1] + 2 * products[n, : count - n]
            shorter, square = square, longer

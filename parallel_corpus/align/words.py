"""The words of one side: what each means where it stands, and how rare it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.spans import Floats
from parallel_corpus.encode import Vectors
from parallel_corpus.encode.protocol import unit_rows

Ints = NDArray[np.int64]

_STEPS = 127
# A few words have no mean to speak of: their mean counts for 1 / (1 + this / words).
_PRIOR_WORDS = 50.0


@dataclass(frozen=True)
class Words:
    """Words in order; `first[k]` is the first of line k, `first[-1]` their number.

    Vectors are kept in steps of 1/127 of their largest number, (words, dimensions), which changes
    no cosine by more than 0.001 and takes a quarter of the memory. `weights` are idf (Spärck Jones
    1972): a word of few lines tells more.
    """

    steps: NDArray[np.int8]
    scales: Floats
    mean: Floats
    first: Ints
    weights: Floats

    @classmethod
    def of(cls, vectors: Iterable[Vectors], keys: Sequence[Sequence[str]]) -> Words:
        """From the vectors of each line's words, and what each word is counted as."""
        steps, scales = [], []
        total: NDArray[np.float64] = np.zeros(1)
        for rows in vectors:
            if len(rows):
                scale = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-6)) / _STEPS
                steps.append(np.rint(rows / scale[:, None]).astype(np.int8))
                scales.append(scale.astype(np.float32))
                total = total + rows.sum(axis=0, dtype=np.float64)
        first = np.concatenate([[0], np.cumsum([len(line) for line in keys], dtype=np.int64)])
        spread = Counter(key for line in keys for key in set(line))
        weights = [np.log((1 + len(keys)) / spread[key]) for line in keys for key in line]
        return cls(
            np.concatenate(steps) if steps else np.zeros((0, 1), np.int8),
            np.concatenate(scales) if scales else np.zeros(0, np.float32),
            (total / (first[-1] + _PRIOR_WORDS)).astype(np.float32),
            first,
            np.array(weights, dtype=np.float32),
        )

    def __len__(self) -> int:
        return int(self.first[-1])

    @property
    def lines(self) -> Ints:
        """The line of each word."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def rows(self, start: int, end: int) -> Floats:
        """Unit rows of some words, without what all words of this side share."""
        rows = self.steps[start:end].astype(np.float32)
        rows *= self.scales[start:end, None]
        rows -= self.mean
        return unit_rows(rows)

    def part(self, lines: slice) -> Words:
        """The words of lines `lines` (both ends given), centred on the whole side."""
        start, end = self.first[lines.start], self.first[lines.stop]
        return Words(
            self.steps[start:end],
            self.scales[start:end],
            self.mean,
            self.first[lines.start : lines.stop + 1] - start,
            self.weights[start:end],
        )

"""The words of one side: what each means where it stands, and how rare it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.protocol import Vectors, unit_rows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_STEPS = 127
# A few words have no mean to speak of: their mean counts for 1 / (1 + this / words).
_PRIOR_WORDS = 50.0
_BLOCK = 4096


@dataclass(frozen=True)
class Words:
    """Words in order; `first[k]` is the first of line k, `first[-1]` their number.

    Vectors are unit rows without what all words of the side share, in steps of 1/127 of their
    largest number, (words, dimensions): that changes no cosine by more than 0.01 and takes a
    quarter of the memory. `weights` are idf (Spärck Jones 1972): a word of few lines tells more.
    """

    steps: NDArray[np.int8]
    scales: Floats
    first: Ints
    weights: Floats

    @classmethod
    def of(cls, vectors: Iterable[Vectors], keys: Sequence[Sequence[str]]) -> Words:
        """Pack the vectors of each line's words, and what each word counts as."""
        packed = [_packed(rows) for rows in vectors if len(rows)]
        steps = np.concatenate([p[0] for p in packed] or [np.zeros((0, 1), np.int8)])
        scales = np.concatenate([p[1] for p in packed] or [np.zeros(0, np.float32)])
        total = sum(
            (scales[k : k + _BLOCK] @ steps[k : k + _BLOCK].astype(np.float32)).astype(np.float64)
            for k in range(0, len(steps), _BLOCK)
        )
        mean = np.asarray(total / (len(steps) + _PRIOR_WORDS), dtype=np.float32)
        for k in range(0, len(steps), _BLOCK):
            some = slice(k, k + _BLOCK)
            rows = steps[some].astype(np.float32) * scales[some, None]
            steps[some], scales[some] = _packed(unit_rows(rows - mean))
        first = np.concatenate([[0], np.cumsum([len(line) for line in keys], dtype=np.int64)])
        spread = Counter(key for line in keys for key in set(line))
        weights = [np.log((1 + len(keys)) / spread[key]) for line in keys for key in line]
        return cls(steps, scales, first, np.array(weights, dtype=np.float32))

    def __len__(self) -> int:
        return int(self.first[-1])

    @property
    def lines(self) -> Ints:
        """The line of each word."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def rows(self, start: int, end: int) -> Floats:
        """Return the rows of some words."""
        rows = self.steps[start:end].astype(np.float32)
        rows *= self.scales[start:end, None]
        return rows

    def part(self, lines: slice) -> Words:
        """Return the words of lines `lines` (both ends given), centred on the whole side."""
        start, end = self.first[lines.start], self.first[lines.stop]
        return Words(
            self.steps[start:end],
            self.scales[start:end],
            self.first[lines.start : lines.stop + 1] - start,
            self.weights[start:end],
        )


def _packed(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return rows in steps, and the size of each row's steps."""
    scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-6)) / np.float32(_STEPS)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales

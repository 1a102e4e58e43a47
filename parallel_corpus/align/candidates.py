"""Beads that may stand on the path, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Candidates:
    """Beads by their ends, in order of `i`, then of `j`; one entry a bead in every array.

    A bead holds source lines i - n .. i - 1 and target lines j - m .. j - 1. `meaning` is its
    cosine times log2(1 + ratio of lengths), `ratio` |log| of that ratio, `structure` what numbers
    and kinds say. Skipped lines are beads with an empty side, of one line each.
    """

    i: Ints
    j: Ints
    n: Ints
    m: Ints
    meaning: Floats
    ratio: Floats
    structure: Floats

    def __len__(self) -> int:
        return len(self.i)

    @property
    def paired(self) -> NDArray[np.bool_]:
        return (self.n > 0) & (self.m > 0)

    @classmethod
    def alike(cls, i: Ints, j: Ints, n: int, m: int, meaning: float = 0.0) -> Candidates:
        """Return beads of one shape and meaning that end at (i, j)."""
        one, zero = np.ones(len(i), np.int64), np.zeros(len(i), np.float32)
        return cls(i, j, n * one, m * one, zero + np.float32(meaning), zero, zero)

    @classmethod
    def joined(cls, parts: Sequence[Candidates]) -> Candidates:
        """Return all of them, in order."""
        columns = [np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)]
        order = np.lexsort((columns[1], columns[0]))
        return cls(*(column[order] for column in columns))

    def keys(self, columns: int) -> Ints:
        """Return a number that identifies each bead, in a target of `columns` lines."""
        place = self.i * (columns + 1) + self.j
        return np.asarray((place * 64 + self.n) * 64 + self.m, np.int64)

    def some(self, which: NDArray[np.bool_]) -> Candidates:
        """Return some of them."""
        return Candidates(*(getattr(self, f.name)[which] for f in fields(self)))

    def shifted(self, lines: int, columns: int) -> Candidates:
        """Return the same in a text of which this one's begins at the given lines."""
        return replace(self, i=self.i + lines, j=self.j + columns)

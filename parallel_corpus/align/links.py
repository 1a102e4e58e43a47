"""Which words of the two sides translate each other, given roughly where each line's match lies.

Every word chooses among the other side's words by their cosine in context and by their distance
from the place that the path so far implies, or chooses none; two words are linked as far as each
chooses the other (SimAlign's product of both directions, Jalili Sabet et al. 2020).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.arrays import Doubles, Floats, Ints
from parallel_corpus.encode.words import Words

# Weights of a choice: e to the power of cosine over temperature; of a word at a distance, a bell
# of so many words over a floor, since a free translation may put it anywhere near.
_TEMPERATURE = 0.07
_NONE = 0.4
_SPREAD = 12.0
_FLOOR = 0.02
# Words further than this from where they should be are not looked at, nor cosines below this, nor
# what weighs less than this against no choice at all.
_REACH = 64
_LEAST_COSINE = 0.2
_LEAST_WEIGHT = 0.05
# Words at a time: unpacked, and multiplied.
_UNPACKED = 1024
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class LineMass:
    """How much of each line's words is linked, by where the links lead; weights are idf.

    `sums[offsets[k] + c - low[k]]` is what line k's words have in the other side's lines before c,
    for c from `low[k]` to `high[k]`; `linked` counts all links, `words` all words.
    """

    sums: Doubles
    offsets: Ints
    low: Ints
    high: Ints
    linked: Doubles
    words: Doubles

    @classmethod
    def of(cls, words: Words, own: Ints, others: Ints, mass: Doubles) -> LineMass:
        """Make links from the mass of each pair of lines (own line, line of the other side)."""
        count = len(words.first) - 1
        low, high = _extents(own, others, count)
        offsets = np.concatenate([[0], np.cumsum(high - low + 1)])
        at = offsets[own] + others - low[own] + 1
        sums = np.cumsum(np.bincount(at, mass, offsets[-1]).astype(np.float64))
        # Sums within each line: what was before its first cell is taken off.
        sums -= np.repeat(sums[offsets[:-1]], np.diff(offsets))
        linked = np.bincount(own, mass, count).astype(np.float64)
        totals = np.bincount(words.lines, words.weights, count).astype(np.float64)
        return cls(sums, offsets[:-1], low, high, linked, totals)

    def between(self, lines: Ints, begin: Ints, end: Ints) -> Doubles:
        """Return the mass that each of `lines` has in the other side's lines begin .. end - 1."""
        low, high = self.low[lines], self.high[lines]
        at = self.offsets[lines] - low
        found: Doubles = self.sums[at + np.minimum(np.maximum(end, low), high)]
        found -= self.sums[at + np.minimum(np.maximum(begin, low), high)]
        return found


def _extents(own: Ints, others: Ints, count: int) -> tuple[Ints, Ints]:
    """Return for each of `count` lines the range (first, end) of lines that it is linked to."""
    low, high = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(low, own, others)
    np.maximum.at(high, own, others + 1)
    return np.minimum(low, high), high


class Links:
    """Cosines of the word pairs that lie near a path."""

    def __init__(self, source: Words, target: Words, ends: tuple[Ints, Ints]) -> None:
        """Take `ends`, the places (lines of source, lines of target) that the path goes through."""
        self.source, self.target = source, target
        there, back = self._expected(ends)
        starts = range(0, len(source), _UNPACKED)
        parts = [part for start in starts for part in self._blocks(start, there, back)]
        self._mine = np.concatenate([part[0] for part in parts])
        self._yours = np.concatenate([part[1] for part in parts])
        self._likeness = np.concatenate([part[2] for part in parts])
        # Which pair of lines each pair of words belongs to.
        mine, yours = source.lines[self._mine], target.lines[self._yours]
        low, high = _extents(mine, yours, len(source.first) - 1)
        begin = np.concatenate([[0], np.cumsum(high - low)])[:-1] - low
        self._cell = begin[mine] + yours
        own = np.repeat(np.arange(len(low)), high - low)
        self._lines = own, np.arange(len(own)) - begin[own]

    def _expected(self, ends: tuple[Ints, Ints]) -> tuple[Floats, Floats]:
        """Return for each word of either side where among the other's words the path puts it."""
        mine = self.source.first[np.concatenate([[0], ends[0]])].astype(np.float64)
        yours = self.target.first[np.concatenate([[0], ends[1]])].astype(np.float64)
        tilt = np.arange(len(mine)) * 1e-6  # a skipped line would make the places equal
        here, there = np.arange(len(self.source)) + 0.5, np.arange(len(self.target)) + 0.5
        found = np.interp(here, mine + tilt, yours), np.interp(there, yours + tilt, mine)
        return found[0].astype(np.float32), found[1].astype(np.float32)

    def _blocks(
        self, start: int, there: Floats, back: Floats
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], Floats]]:
        """Yield pairs of the source's words from `start` on: both words, and how alike they are."""
        end = min(start + _UNPACKED, len(self.source))
        near = there[start:end] - _REACH, there[start:end] + _REACH + 1
        first, last = np.clip(near, 0, len(self.target)).astype(np.int64)
        sources = self.source.rows(start, end)
        targets = self.target.rows(first[0], last[-1]).T
        for low in range(0, end - start, _BLOCK):
            high = min(low + _BLOCK, end - start)
            left = int(first[low])
            cosines = sources[low:high] @ targets[:, left - first[0] : last[high - 1] - first[0]]
            mine, yours = np.divmod(
                np.flatnonzero(cosines > _LEAST_COSINE).astype(np.int32), np.int32(cosines.shape[1])
            )
            likeness = np.exp((cosines[mine, yours] - np.float32(_NONE)) / np.float32(_TEMPERATURE))
            mine, yours = mine + np.int32(start + low), yours + np.int32(left)
            distance = np.minimum(np.abs(yours - there[mine]), np.abs(mine - back[yours]))
            kept = likeness * _nearness(distance) > _LEAST_WEIGHT
            yield mine[kept], yours[kept], likeness[kept]

    def masses(self, ends: tuple[Ints, Ints]) -> tuple[LineMass, LineMass]:
        """Return what the words of each line of either side have where, given the path's ends."""
        there, back = self._expected(ends)
        mine, yours = self._mine, self._yours
        forth = self._likeness * _nearness(yours - there[mine])
        and_back = self._likeness * _nearness(mine - back[yours])
        sums = np.bincount(mine, forth, len(there)), np.bincount(yours, and_back, len(back))
        null = [np.sqrt(1 / (1 + side)).astype(np.float32) for side in sums]
        link = np.sqrt(forth * and_back) * null[0][mine] * null[1][yours]
        own, others = self._lines
        masses: list[Doubles] = [
            np.bincount(self._cell, link * side.weights[words], len(own)).astype(np.float64)
            for side, words in ((self.source, mine), (self.target, yours))
        ]
        return (
            LineMass.of(self.source, own, others, masses[0]),
            LineMass.of(self.target, others, own, masses[1]),
        )


def _nearness(distance: Floats) -> Floats:
    bell = distance * np.float32(1 / _SPREAD)
    return np.asarray(np.exp(np.float32(-0.5) * bell * bell) + np.float32(_FLOOR))

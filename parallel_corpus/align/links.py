"""Which words of the two sides translate each other, given roughly where each line's match lies.

Every word chooses among the other side's words by their cosine in context and by their distance
from the place that the path so far implies, or chooses none; two words are linked as far as each
chooses the other (SimAlign's product of both directions, Jalili Sabet et al. 2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.words import Words

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Weights of a choice: e to the power of cosine over temperature; of a word at a distance, a bell
# of so many words over a floor, since a free translation may put it anywhere near.
_TEMPERATURE = 0.07
_NONE = 0.4
_SPREAD = 12.0
_FLOOR = 0.02
# Words further than this from where they should be are not looked at, nor cosines below this.
_REACH = 150
_LEAST_COSINE = 0.15
_BLOCK = 256
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class LineMass:
    """How much of each line's words is linked, by where the links lead; weights are idf.

    `sums[offsets[k] + c]` is what line k's words have in the other side's lines before
    `low[k] + c`, from `low[k]` on; `linked` counts all links, `words` all words.
    """

    sums: Doubles
    offsets: Ints
    low: Ints
    linked: Doubles
    words: Doubles

    def between(self, lines: Ints, begin: Ints, end: Ints) -> Doubles:
        """The mass that each of `lines` has in the other side's lines begin .. end - 1."""
        at = self.offsets[lines] - self.low[lines]
        found: Doubles = self.sums[at + end] - self.sums[at + begin]
        return found


class Links:
    """Cosines of the word pairs that lie near a path."""

    def __init__(self, source: Words, target: Words, ends: tuple[Ints, Ints]) -> None:
        """`ends` are the places (lines of source, lines of target) that the path goes through."""
        self.source, self.target = source, target
        there, back = self._expected(ends)
        parts = [self._block(start, there, back) for start in range(0, len(source), _BLOCK)]
        self._mine = np.concatenate([part[0] for part in parts] or [np.zeros(0, np.int32)])
        self._yours = np.concatenate([part[1] for part in parts] or [np.zeros(0, np.int32)])
        self._likeness = np.concatenate([part[2] for part in parts] or [np.zeros(0, np.float32)])

    def _expected(self, ends: tuple[Ints, Ints]) -> tuple[Doubles, Doubles]:
        """For each word of either side the place among the other's where the path puts it."""
        mine = self.source.first[np.concatenate([[0], ends[0]])].astype(np.float64)
        yours = self.target.first[np.concatenate([[0], ends[1]])].astype(np.float64)
        tilt = np.arange(len(mine)) * 1e-6  # a skipped line would make the places equal
        here, there = np.arange(len(self.source)) + 0.5, np.arange(len(self.target)) + 0.5
        return np.interp(here, mine + tilt, yours), np.interp(there, yours + tilt, mine)

    def _block(self, start: int, there: Doubles, back: Doubles) -> tuple[NDArray[np.int32], ...]:
        end = min(start + _BLOCK, len(self.source))
        first = max(0, int(there[start]) - _REACH)
        last = min(len(self.target), int(there[end - 1]) + _REACH + 1)
        cosines = self.source.rows(start, end) @ self.target.rows(first, last).T
        mine, yours = np.nonzero(cosines > _LEAST_COSINE)
        likeness = np.exp((cosines[mine, yours] - np.float32(_NONE)) / np.float32(_TEMPERATURE))
        mine, yours = mine + start, yours + first
        near = np.abs(yours - there[mine]) <= _REACH
        near |= np.abs(mine - back[yours]) <= _REACH
        return mine[near].astype(np.int32), yours[near].astype(np.int32), likeness[near]

    def masses(self, ends: tuple[Ints, Ints], beads: Candidates) -> tuple[LineMass, LineMass]:
        """What the words of each line of either side have where, given the path's ends."""
        there, back = self._expected(ends)
        sums = np.zeros(len(self.source)), np.zeros(len(self.target))
        weights = []
        for part in self._slices():
            mine, yours = self._mine[part], self._yours[part]
            forth = self._likeness[part] * _nearness(yours - there[mine])
            and_back = self._likeness[part] * _nearness(mine - back[yours])
            sums[0][:] += np.bincount(mine, forth, len(sums[0]))
            sums[1][:] += np.bincount(yours, and_back, len(sums[1]))
            weights.append(np.sqrt(forth * and_back, dtype=np.float32))
        links = [
            weight / np.sqrt((1 + sums[0][self._mine[part]]) * (1 + sums[1][self._yours[part]]))
            for part, weight in zip(self._slices(), weights, strict=True)
        ]
        link = np.concatenate(links) if links else np.zeros(0)
        mine, yours = self._mine, self._yours
        my_lines, your_lines = self.source.lines[mine], self.target.lines[yours]
        return (
            _line_mass(
                self.source,
                my_lines,
                your_lines,
                link * self.source.weights[mine],
                (beads.i, beads.n),
                (beads.j, beads.m),
            ),
            _line_mass(
                self.target,
                your_lines,
                my_lines,
                link * self.target.weights[yours],
                (beads.j, beads.m),
                (beads.i, beads.n),
            ),
        )

    def _slices(self) -> list[slice]:
        return [slice(k, k + _AT_ONCE) for k in range(0, len(self._mine), _AT_ONCE)]


def _nearness(distance: Doubles) -> Floats:
    bell = (distance * (1 / _SPREAD)).astype(np.float32)
    return np.asarray(np.exp(-0.5 * bell * bell) + np.float32(_FLOOR))


def _line_mass(
    words: Words,
    own: Ints,
    others: Ints,
    mass: Doubles,
    ends: tuple[Ints, Ints],
    beyond: tuple[Ints, Ints],
) -> LineMass:
    """Sums by line over the columns that a candidate bead holds with it."""
    count = len(words.first) - 1
    low, high = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    for back in range(int(ends[1].max(initial=0))):
        held = ends[1] > back
        lines = ends[0][held] - 1 - back
        np.minimum.at(low, lines, beyond[0][held] - beyond[1][held])
        np.maximum.at(high, lines, beyond[0][held])
    low = np.minimum(low, high)
    offsets = np.concatenate([[0], np.cumsum(high - low + 1)])
    inside = (others >= low[own]) & (others < high[own])
    at = offsets[own[inside]] + others[inside] - low[own[inside]] + 1
    cells = np.bincount(at, mass[inside], offsets[-1]).astype(np.float64)
    # Sums within each line: what was before its first cell is taken off.
    sums = np.cumsum(cells)
    sums -= np.repeat(sums[offsets[:-1]], np.diff(offsets))
    totals = np.bincount(words.lines, words.weights, count).astype(np.float64)
    return LineMass(
        sums, offsets[:-1], low, np.bincount(own, mass, count).astype(np.float64), totals
    )

"""Paths through candidate beads: the best one, and how likely each bead is over all of them.

A semi-Markov chain (Sarawagi and Cohen 2004): a path is a sequence of beads that covers both
sides, its weight e to the power of the sum of its beads' scores. Forward and backward passes sum
over all paths; the likely path is then that of the most expected right beads (minimum Bayes risk,
Goel and Byrne 2000). There are few candidates a line, so plain loops over them are fast enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, log1p

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.neighbourhood import SKIP_MORE

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Posterior:
    """Of each candidate: the probability that it stands on the path.

    `further` is the part of it in which a skip continues a run. `total` is the log of the weight
    of all paths.
    """

    beads: Doubles
    further: Doubles
    total: float


class Lattice:
    """Candidates as edges between the places where beads end.

    A skipped line costs less where the line before it is skipped as well, so every place has three
    states: reached by a pair, a source skip or a target skip.
    """

    def __init__(self, beads: Candidates) -> None:
        self.beads = beads
        columns = int(beads.j.max(initial=0)) + 1
        ends = beads.i * columns + beads.j
        starts = (beads.i - beads.n) * columns + beads.j - beads.m
        places = np.unique(np.concatenate([[0], starts, ends]))
        self._starts: list[int] = np.searchsorted(places, starts).tolist()
        self._ends: list[int] = np.searchsorted(places, ends).tolist()
        self._kinds: list[int] = np.where(beads.m == 0, 1, np.where(beads.n == 0, 2, 0)).tolist()
        self._places = len(places)

    def posterior(self, scores: Doubles) -> Posterior:
        """Sum over all paths."""
        into = self._forward(scores.tolist())
        count = self._places
        last = count - 1
        total = _sum3(into[0][last], into[1][last], into[2][last])
        onward = [[-inf] * count, [-inf] * count, [-inf] * count]
        for state in onward:
            state[last] = 0.0
        beads, further = np.zeros(len(scores)), np.zeros(len(scores))
        values = scores.tolist()
        for k in range(len(values) - 1, -1, -1):
            start, end, kind = self._starts[k], self._ends[k], self._kinds[k]
            ahead = onward[kind][end]
            if ahead == -inf:
                continue
            ahead += values[k]
            if not kind:
                for state, row in enumerate(onward):
                    row[start] = _sum(row[start], ahead)
                beads[k] = exp(
                    min(0.0, _sum3(into[0][start], into[1][start], into[2][start]) + ahead - total)
                )
                continue
            less = ahead - (1 - SKIP_MORE) * values[k]
            for state, row in enumerate(onward):
                row[start] = _sum(row[start], less if state == kind else ahead)
            further[k] = exp(min(0.0, into[kind][start] + less - total))
            beads[k] = further[k] + exp(
                min(0.0, _sum(into[0][start], into[3 - kind][start]) + ahead - total)
            )
        return Posterior(np.minimum(beads, 1.0), further, total)

    def _forward(self, values: list[float]) -> list[list[float]]:
        """Log weights of all paths to each place, by the state they are in."""
        count = self._places
        into = [[-inf] * count, [-inf] * count, [-inf] * count]
        pairs, sources, targets = into
        pairs[0] = 0.0
        for k, value in enumerate(values):
            start, end, kind = self._starts[k], self._ends[k], self._kinds[k]
            if not kind:
                way = _sum3(pairs[start], sources[start], targets[start]) + value
            elif kind == 1:
                way = _sum(_sum(pairs[start], targets[start]) + value, sources[start] + SKIP_MORE * value)
            else:
                way = _sum(_sum(pairs[start], sources[start]) + value, targets[start] + SKIP_MORE * value)
            row = into[kind]
            row[end] = _sum(row[end], way)
        return into

    def best(self, gains: Doubles) -> Ints:
        """The candidates of the path with the highest sum of gains, in order."""
        count = self._places
        reached = [-inf] * count
        by = [-1] * count
        reached[0] = 0.0
        starts, ends = self._starts, self._ends
        for k, gain in enumerate(gains.tolist()):
            value = reached[starts[k]] + gain
            if value > reached[ends[k]]:
                reached[ends[k]] = value
                by[ends[k]] = k
        path = []
        place = count - 1
        while place:
            path.append(by[place])
            place = starts[by[place]]
        return np.array(path[::-1], dtype=np.int64)


def _sum(a: float, b: float) -> float:
    """log(e^a + e^b)."""
    if a < b:
        a, b = b, a
    return a if b == -inf else a + log1p(exp(b - a))


def _sum3(a: float, b: float, c: float) -> float:
    top = max(a, b, c)
    if top == -inf:
        return top
    return top + log(exp(a - top) + exp(b - top) + exp(c - top))

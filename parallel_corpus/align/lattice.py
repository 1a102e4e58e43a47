"""Paths through candidate beads: the best one, and how likely each bead is over all of them.

A semi-Markov chain (Sarawagi and Cohen 2004): a path is a sequence of beads that covers both
sides, its weight e to the power of the sum of its beads' scores. Forward and backward passes sum
over all paths; the likely path is then that of the most expected right beads (minimum Bayes risk,
Goel and Byrne 2000). There are few candidates a line, so plain loops over them are fast enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, isnan, log, log1p, nan

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
        values = scores.tolist()
        into, whole = self._forward(values)
        count = self._places
        total = whole[count - 1] = _sum3(*(row[count - 1] for row in into))
        onward = [[-inf] * count, [-inf] * count, [-inf] * count]
        # A pair that ends somewhere is followed by anything; one row serves where states agree.
        after_pair, *after_skip = onward
        for row in onward:
            row[count - 1] = 0.0
        beads, further = [0.0] * len(values), [0.0] * len(values)
        starts, ends, kinds = self._starts, self._ends, self._kinds
        for k in range(len(values) - 1, -1, -1):
            start, kind, value = starts[k], kinds[k], values[k]
            ahead = onward[kind][ends[k]]
            if ahead == -inf:
                continue
            ahead += value
            less = ahead - (1 - SKIP_MORE) * value if kind else ahead
            after_pair[start] = _sum(after_pair[start], ahead)
            for state, row in enumerate(after_skip, start=1):
                row[start] = _sum(row[start], less if state == kind else ahead)
            if not kind:
                log_share = whole[start] + ahead - total
                beads[k] = exp(log_share) if log_share < 0 else 1.0
                continue
            further[k] = exp(min(0.0, into[kind][start] + less - total))
            begun = _sum(into[0][start], into[3 - kind][start]) + ahead - total
            beads[k] = min(1.0, further[k] + exp(min(0.0, begun)))
        return Posterior(np.array(beads), np.array(further), total)

    def _forward(self, values: list[float]) -> tuple[list[list[float]], list[float]]:
        """Log weights of all paths to each place, by the state they are in, and of them all."""
        count = self._places
        into = [[-inf] * count, [-inf] * count, [-inf] * count]
        pairs, sources, targets = into
        pairs[0] = 0.0
        # All that end at a place come before any that begins there, so its sum is made once.
        whole = [nan] * count
        for start, end, kind, value in zip(
            self._starts, self._ends, self._kinds, values, strict=True
        ):
            every = whole[start]
            if isnan(every):
                every = whole[start] = _sum3(pairs[start], sources[start], targets[start])
            if not kind:
                way, old = every + value, pairs[end]
                if way < old:
                    pairs[end] = old + log1p(exp(way - old))
                else:
                    pairs[end] = way if old == -inf else way + log1p(exp(old - way))
                continue
            run, other = (sources, targets) if kind == 1 else (targets, sources)
            way = _sum(_sum(pairs[start], other[start]) + value, run[start] + SKIP_MORE * value)
            run[end] = _sum(run[end], way)
        return into, whole

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

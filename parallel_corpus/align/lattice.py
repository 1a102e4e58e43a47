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

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

# The share of its score that a skip has where it continues a run: omissions come in blocks.
SKIP_MORE = 0.2


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
        into = np.array(self._forward(values))
        whole = np.logaddexp.reduce(into, axis=0)
        total = float(whole[-1])
        after_pair, begun, continued = (np.array(row) for row in self._backward(values))
        starts, ends, kinds = (np.array(x) for x in (self._starts, self._ends, self._kinds))
        share = np.exp(np.minimum(0, whole[starts] + scores + after_pair[ends] - total))
        further = np.zeros(len(scores))
        for kind in (1, 2):
            lone = np.flatnonzero(kinds == kind)
            start = starts[lone]
            others = np.logaddexp(into[0, start], into[3 - kind, start])
            further[lone] = np.exp(np.minimum(0, into[kind, start] + continued[lone] - total))
            share[lone] = further[lone] + np.exp(np.minimum(0, others + begun[lone] - total))
        return Posterior(np.minimum(share, 1.0), further, total)

    def _forward(self, values: list[float]) -> list[list[float]]:
        """Log weights of all paths to each place, by the state they are in."""
        count = self._places
        into = [[-inf] * count, [-inf] * count, [-inf] * count]
        pairs, sources, targets = into
        pairs[0] = 0.0
        # All that end at a place come before any that begins there, so its sum is made once.
        whole = [nan] * count
        for start, end, kind, value in zip(
            self._starts, self._ends, self._kinds, values, strict=True
        ):
            if not kind:
                every = whole[start]
                if isnan(every):
                    every = whole[start] = _sum3(pairs[start], sources[start], targets[start])
                way, old = every + value, pairs[end]
                if way < old:
                    pairs[end] = old + log1p(exp(way - old))
                else:
                    pairs[end] = way if old == -inf else way + log1p(exp(old - way))
            elif kind == 1:
                run = sources[start] - (1 - SKIP_MORE) * value
                sources[end] = _sum3(pairs[start], targets[start], run) + value
            else:
                run = targets[start] - (1 - SKIP_MORE) * value
                targets[end] = _sum3(pairs[start], sources[start], run) + value
        return into

    def _backward(self, values: list[float]) -> tuple[list[float], list[float], list[float]]:
        """Log weights of all ways on: from each place after a pair; through each skip.

        A skip's are given twice, as it begins a run and as it continues one.
        """
        count = self._places
        after_pair = [nan] * count
        pairs = [-inf] * count
        after_pair[-1] = 0.0
        begun, continued = [-inf] * len(values), [-inf] * len(values)
        # The skip of either side that begins at each place.
        skips = [-1] * count, [-1] * count
        begun.append(-inf)  # for places where none does
        continued.append(-inf)
        lattice = zip(
            *(reversed(x) for x in (self._starts, self._ends, self._kinds, values)), strict=True
        )
        for k, (start, end, kind, value) in zip(
            range(len(values) - 1, -1, -1), lattice, strict=True
        ):
            if not kind:
                ahead = after_pair[end]
                if isnan(ahead):
                    ahead = after_pair[end] = _sum3(
                        pairs[end], begun[skips[0][end]], begun[skips[1][end]]
                    )
                way, old = ahead + value, pairs[start]
                if way < old:
                    pairs[start] = old + log1p(exp(way - old))
                else:
                    pairs[start] = way if old == -inf else way + log1p(exp(old - way))
                continue
            if end == count - 1:
                ahead = 0.0
            else:
                same, other = skips[kind - 1][end], skips[2 - kind][end]
                ahead = _sum3(pairs[end], continued[same], begun[other])
            begun[k], continued[k] = ahead + value, ahead + SKIP_MORE * value
            skips[kind - 1][start] = k
        return after_pair, begun[:-1], continued[:-1]

    def best(self, gains: Doubles) -> Ints:
        """Return the candidates of the path with the highest sum of gains, in order."""
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


def _sum3(a: float, b: float, c: float) -> float:
    """Compute log(e^a + e^b + e^c)."""
    top = max(a, b, c)
    if top == -inf:
        return top
    return top + log(exp(a - top) + exp(b - top) + exp(c - top))

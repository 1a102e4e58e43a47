"""Paths through candidate beads: the best one, and how likely each bead is over all of them.

A semi-Markov chain (Sarawagi and Cohen 2004): a path is a sequence of beads that covers both
sides, its weight e to the power of the sum of its beads' scores. Forward and backward passes sum
over all paths; the likely path is then that of the most expected right beads (minimum Bayes risk,
Goel and Byrne 2000). Weights are relative to that of the best path to each place, and are scaled
again every few beads (Rabiner 1989), so that sums of products neither vanish nor overflow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log
from typing import Any

import numpy as np

from parallel_corpus.align.arrays import Doubles, Ints
from parallel_corpus.align.candidates import Candidates

Sums = list[list[float]]
Edges = list[list[Any]]

# The share of its score that a skip has where it continues a run: omissions come in blocks.
SKIP_MORE = 0.2
# Beads between two scalings.
_AT_ONCE = 512


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
        self._places = len(places)
        self._starts, self._ends = np.searchsorted(places, starts), np.searchsorted(places, ends)
        self._kinds = np.where(beads.m == 0, 1, np.where(beads.n == 0, 2, 0))

    def posterior(self, scores: Doubles) -> Posterior:
        """Sum over all paths."""
        starts, ends, kinds = self._starts, self._ends, self._kinds
        further = np.where(kinds > 0, SKIP_MORE * scores, scores)
        level = np.array(self._reached(np.maximum(scores, further))[0])
        known = np.isfinite(level[starts])
        fall = np.subtract(level[starts], level[ends], out=np.full(len(scores), -inf), where=known)
        begun, run = np.exp(scores + fall), np.exp(further + fall)
        edges = [x.tolist() for x in (starts, ends, kinds, begun, run)]
        into, before = self._forward(edges)
        onward, behind = self._backward(edges)
        whole = log(into[0, -1]) + before[-1]
        ahead = np.where(kinds > 0, onward[kinds, ends], 0) + onward[0, ends]
        ahead *= np.exp(before[starts] + behind[ends] - whole)
        same = np.where(kinds > 0, into[kinds, starts], 0)
        run *= same * ahead
        begun *= (into[0, starts] - same) * ahead
        return Posterior(np.clip(begun + run, 0, 1), run, whole + float(level[-1]))

    def _forward(self, edges: Edges) -> tuple[Doubles, Doubles]:
        """Return the weights of the paths to each place, (3, places), and the logs of their scales.

        They are those of all paths, and of those that end with a skip of the source, of the target.
        """
        sums: Sums = [[0.0] * self._places for _ in range(3)]
        scales = np.zeros(self._places)
        every = sums[0]
        every[0] = 1.0
        for some, active in self._parts():
            scales[active.start :] += _scale(sums, active)
            for start, end, kind, begun, run in zip(*(x[some] for x in edges), strict=True):
                if kind:
                    same = sums[kind]
                    same[end] = way = (every[start] - same[start]) * begun + same[start] * run
                    every[end] += way
                else:
                    every[end] += every[start] * begun
        return np.array(sums), scales

    def _backward(self, edges: Edges) -> tuple[Doubles, Doubles]:
        """Return the weights of the ways on from each place, (3, places), and logs of their scales.

        They are those of all ways after a pair, and what is to be added after a skip of the source,
        of the target, since a run may go on.
        """
        sums: Sums = [[0.0] * self._places for _ in range(3)]
        scales = np.zeros(self._places)
        every = sums[0]
        every[-1] = 1.0
        for some, active in reversed(list(self._parts())):
            for start, end, kind, begun, run in zip(*(x[some][::-1] for x in edges), strict=True):
                if kind:
                    way = every[end] + sums[kind][end]
                    every[start] += way * begun
                    sums[kind][start] = way * (run - begun)
                else:
                    every[start] += every[end] * begun
            scales[: active.stop] += _scale(sums, active)
        return np.array(sums), scales

    def _parts(self) -> Iterator[tuple[slice, slice]]:
        """Yield beads, some at a time, with the places that those before them lead them from."""
        lowest = np.minimum.accumulate(self._starts[::-1])[::-1]
        for first in range(0, len(lowest), _AT_ONCE):
            end = int(self._ends[first - 1]) + 1 if first else 1
            yield slice(first, first + _AT_ONCE), slice(int(lowest[first]), end)

    @property
    def is_connected(self) -> bool:
        """Whether a path leads from the beginning of both sides to the end."""
        return bool(self._reached(np.zeros(len(self._starts)))[0][-1] == 0)

    def best(self, gains: Doubles) -> Ints:
        """Return the candidates of the path with the highest sum of gains, in order.

        Raises ValueError where no path leads to the end.
        """
        by, starts = self._reached(gains)[1], self._starts
        if self._places > 1 and by[-1] < 0:
            raise ValueError("no path of candidates leads to the end of both sides")
        path = []
        place = self._places - 1
        while place:
            path.append(by[place])
            place = int(starts[by[place]])
        return np.array(path[::-1], dtype=np.int64)

    def _reached(self, gains: Doubles) -> tuple[list[float], list[int]]:
        """Return the highest sum of gains with which each place is reached, and by which bead."""
        reached, by = [-inf] * self._places, [-1] * self._places
        reached[0] = 0.0
        edges = zip(self._starts.tolist(), self._ends.tolist(), gains.tolist(), strict=True)
        for k, (start, end, gain) in enumerate(edges):
            value = reached[start] + gain
            if value > reached[end]:
                reached[end], by[end] = value, k
        return reached, by


def _scale(sums: Sums, active: slice) -> float:
    """Divide the sums of the active places by their largest, and return its log."""
    top = max(sums[0][active])
    for row in sums:
        row[active] = [value / top for value in row[active]]
    return log(top)

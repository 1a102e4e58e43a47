"""Anchors: lines that are unmistakably each other's nearest, in a chain that only goes forward.

A fixed band about the diagonal loses its way at the first large omission; anchors do not.
Moore (2002) anchors on confident 1-1 sentences, Sennrich & Volk (2010, Bleualign) on
translations; here vectors alone say which lines are mutual nearest neighbours, by what margin,
and the heaviest increasing chain of them is kept. Only so many lines of the source ask for
their neighbour at each level, so the cost stays linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from parallel_corpus.align.arrays import Floats, Ints

Anchor = tuple[int, int]

_QUERIES = 1024
_CHUNK = 256
# Lines this near to the best one are no rivals: parts of a split sentence resemble each other.
_NEIGHBOURHOOD = 4
_MIN_MARGIN = 0.05


def find_anchors(source: Floats, target: Floats) -> list[Anchor]:
    """Return increasing (source line, target line) anchors for unit vectors of two stretches."""
    if not len(source) or not len(target):
        return []
    step = max(1, -(-len(source) // _QUERIES))
    queries = np.arange(step // 2, len(source), step, dtype=np.int64)
    best, margin = _nearest(source[queries], target)
    kept = np.flatnonzero(margin >= _MIN_MARGIN)
    back, _ = _nearest(target[best[kept]], source)
    kept = kept[back == queries[kept]]
    return heaviest_chain(queries[kept], best[kept], margin[kept])


def _nearest(queries: Floats, lines: Floats) -> tuple[Ints, Floats]:
    """Return each query's nearest line, and by how much it is nearer than those not beside it."""
    best = np.empty(len(queries), dtype=np.int64)
    margin = np.empty(len(queries), dtype=np.float32)
    near = np.arange(-_NEIGHBOURHOOD, _NEIGHBOURHOOD + 1)
    for first in range(0, len(queries), _CHUNK):
        similar = queries[first : first + _CHUNK] @ lines.T
        some = slice(first, first + len(similar))
        rows = np.arange(len(similar))
        best[some] = top = similar.argmax(axis=1)
        value = similar[rows, top]
        similar[rows[:, None], np.clip(top[:, None] + near, 0, len(lines) - 1)] = -1
        margin[some] = value - np.maximum(similar.max(axis=1), 0)
    return best, margin


def heaviest_chain(sources: Ints, targets: Ints, weights: Floats) -> list[Anchor]:
    """Return the increasing chain of greatest weight; `sources` are increasing already.

    >>> heaviest_chain(np.arange(4), np.array([0, 9, 1, 2]), np.ones(4, np.float32))
    [(0, 0), (2, 1), (3, 2)]
    """
    tails: list[int] = []  # targets of undominated chain ends, increasing
    values: list[float] = []  # their chains' weights, increasing too
    ends: list[int] = []
    before = np.full(len(sources), -1, dtype=np.int64)
    for index, (target, weight) in enumerate(zip(targets.tolist(), weights.tolist(), strict=True)):
        place = bisect_left(tails, target)
        before[index] = ends[place - 1] if place else -1
        total = (values[place - 1] if place else 0.0) + weight
        stop = place
        while stop < len(tails) and values[stop] <= total:
            stop += 1
        if stop == place and place < len(tails) and tails[place] == target:
            continue
        tails[place:stop], values[place:stop], ends[place:stop] = [target], [total], [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append((int(sources[index]), int(targets[index])))
        index = int(before[index])
    return chain[::-1]

"""The search against exhaustive enumeration, and the corridor against the whole rectangle."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.align.anchors import find_anchors, heaviest_chain
from parallel_corpus.align.corridor import make_corridor
from parallel_corpus.align.grid import Window
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.score import BeadScorer, ScoredWindows
from parallel_corpus.align.search import best_path, rough_path
from parallel_corpus.align.spans import centre, make_side

OPTIONS = AlignOptions(max_size=4)


def scorer(seed, rows, columns, floor=None):
    rng = np.random.default_rng(seed)
    sides = []
    for count in (rows, columns):
        vectors = rng.standard_normal((count, 6)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        sides.append(make_side(centre(vectors), rng.integers(10, 90, count) * 1.0, 3))
    return BeadScorer(*sides, OPTIONS, floor=floor)


def direct(scoring, i, j, n, m):
    """The score of one bead from the definition, without prefix sums."""
    source, target, options = scoring.source, scoring.target, scoring.options
    mine, yours = source.rows[i - n : i], target.rows[j - m : j]
    span, other = mine.sum(axis=0), yours.sum(axis=0)
    lengths = source.lengths[i - n : i].sum(), target.lengths[j - m : j].sum()
    log = min(abs(np.log(lengths[0] / lengths[1])), 2)
    ratio = np.exp(-log)
    cosine = span @ other / (np.linalg.norm(span) * np.linalg.norm(other))
    score = cosine * ratio * (4 - ratio) / 3 - options.length_charge * log - options.bead_charge
    for lines, across in ((mine, other), (yours, span)) if scoring.floor is not None else ():
        for line in lines:
            agreement = line @ across / (np.linalg.norm(line) * np.linalg.norm(across))
            score -= options.support_charge * max(0, scoring.floor - agreement)
    return score


def every_path(scoring, i, j):
    """All ways to (i, j): lists of (source lines, target lines) with their scores, skips merged."""
    if i == j == 0:
        return [((), 0.0, "")]
    paths = []
    skip, more = scoring.options.skip, scoring.options.skip_more
    for n in range(min(i, 3) + 1):
        for m in range(min(j, 3) + 1):
            if (n, m) == (0, 0) or n + m > 4 or (0 in (n, m) and n + m > 1):
                continue
            gap = "s" if m == 0 else "t" if n == 0 else ""
            for beads, total, last in every_path(scoring, i - n, j - m):
                gain = (more if gap == last else skip) if gap else direct(scoring, i, j, n, m)
                bead = tuple(range(i - n, i)), tuple(range(j - m, j))
                paths.append(((*beads, bead), total + gain, gap))
    return paths


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    # Not 4: a run of source lines longer than the largest bead is charged as two runs.
    rows=st.integers(1, 3),
    columns=st.integers(1, 4),
    floor=st.sampled_from([None, 0.2]),
)
def test_the_path_and_its_margins_are_those_of_enumeration(seed, rows, columns, floor):
    scoring = scorer(seed, rows, columns, floor)
    windows = [Window(first, first + 1, 0, columns) for first in range(rows)]
    steps = best_path(ScoredWindows(scoring, windows))
    paths = every_path(scoring, rows, columns)
    best = max(total for _, total, _ in paths)
    found = {(tuple(range(s.i - s.n, s.i)), tuple(range(s.j - s.m, s.j))): s for s in steps}
    mine = max(total for beads, total, _ in paths if set(beads) == set(found))
    assert mine == pytest.approx(best, abs=1e-3)
    for bead, step in found.items():
        if step.n and step.m:
            assert step.score == pytest.approx(
                direct(scoring, step.i, step.j, step.n, step.m), abs=1e-3
            )
            without = max((total for beads, total, _ in paths if bead not in beads), default=best)
            assert step.margin == pytest.approx(best - without, abs=2e-3)
    assert [(s.i, s.j) for s in rough_path(ScoredWindows(scoring, windows))] == [
        (s.i, s.j) for s in steps
    ]


def test_windows_of_any_size_give_one_result():
    scoring = scorer(7, 40, 45)
    results = [
        best_path(
            ScoredWindows(scoring, [Window(f, min(f + k, 40), 0, 45) for f in range(0, 40, k)])
        )
        for k in (1, 3, 40)
    ]
    shapes = [[(s.i, s.j, s.n, s.m) for s in steps] for steps in results]
    assert shapes[0] == shapes[1] == shapes[2]
    assert np.allclose([s.margin for s in results[0]], [s.margin for s in results[2]], atol=1e-3)


@given(st.lists(st.integers(0, 12), max_size=9))
def test_the_chain_is_the_longest_increasing_one(targets):
    chain = heaviest_chain(
        np.arange(len(targets)),
        np.array(targets, dtype=np.int64),
        np.ones(len(targets), np.float32),
    )
    assert chain == sorted(set(chain))
    assert all(a[1] < b[1] for a, b in pairwise(chain))
    longest = [1] * len(targets)
    for i, target in enumerate(targets):
        longest[i] = 1 + max((longest[k] for k in range(i) if targets[k] < target), default=0)
    assert len(chain) == max(longest, default=0)


def test_a_corridor_covers_every_row_and_overlaps():
    rng = np.random.default_rng(3)
    source = rng.standard_normal((900, 32)).astype(np.float32)
    source /= np.linalg.norm(source, axis=1, keepdims=True)
    target = np.concatenate([source[:300], source[700:], source[300:350]])
    assert find_anchors(source, target)
    corridor = make_corridor(source, target)
    assert corridor.low[0] == 0
    assert corridor.high[-1] == len(target)
    assert (corridor.low[1:] <= corridor.high[:-1]).all()
    windows = corridor.windows()
    assert [w.first for w in windows] == [0, *(w.last for w in windows[:-1])]
    assert windows[-1].last == len(source)
    assert sum(w.shape[0] * w.shape[1] for w in windows) < len(source) * len(target) / 3


def test_unrelated_or_uniform_texts_are_searched_in_bounded_space():
    same = np.ones((4000, 8), dtype=np.float32) / np.sqrt(np.float32(8))
    corridor = make_corridor(same, same)
    assert (corridor.high - corridor.low).max() < 1000

"""Both stages of the search against enumeration of all paths, and their laws."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.align import align_vectors, neighbourhood
from parallel_corpus.align.anchors import find_anchors, heaviest_chain
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.corridor import make_corridor
from parallel_corpus.align.grid import Shapes
from parallel_corpus.align.lattice import SKIP_MORE, Lattice
from parallel_corpus.align.neighbourhood import SHARPNESS, SKIP_ON, likely_beads
from parallel_corpus.align.spans import centre, make_span_table

SHAPES = Shapes.of(4, 4)


def vectors(seed: int, count: int, near: np.ndarray | None = None) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((count, 16)).astype(np.float32)
    if near is not None:
        rows[: len(near)] += 2 * near[:count]
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def sides(seed: int, rows: int, columns: int):
    rng = np.random.default_rng(seed)
    first = vectors(seed, rows)
    second = vectors(seed + 1, columns, first)
    lengths = [rng.integers(5, 50, count).astype(float) for count in (rows, columns)]
    units = centre(first), centre(second)
    return tuple(make_span_table(u, k, SHAPES.size) for u, k in zip(units, lengths, strict=True))


def paths(beads, rows: int, columns: int):
    """All sequences of beads, each as its number, that cover both sides."""
    begin = {}
    for k, (i, j, n, m) in enumerate(beads):
        begin.setdefault((i - n, j - m), []).append((k, (i, j)))

    def onward(place):
        if place == (rows, columns):
            yield ()
        for k, end in begin.get(place, ()):
            for rest in onward(end):
                yield (k, *rest)

    return onward((0, 0))


def weight(path, beads, scores, more: float = SKIP_MORE) -> float:
    """The sum of a path's scores; a skip that continues a run of its side costs less."""
    total, before = 0.0, None
    for k in path:
        _, _, n, m = beads[k]
        kind = None if n and m else (n, m)
        total += scores[k] * (more if kind and kind == before else 1)
        before = kind
    return total


def all_beads(rows: int, columns: int) -> Candidates:
    shapes = [(n, m) for n in range(3) for m in range(3) if (n and m) or n + m == 1]
    beads = [
        (i, j, n, m)
        for i in range(rows + 1)
        for j in range(columns + 1)
        for n, m in shapes
        if n <= i and m <= j
    ]
    places = np.array(beads, dtype=np.int64).T
    zeros = np.zeros(len(beads), np.float32)
    return Candidates(*places, zeros, zeros, zeros)


def listed(beads: Candidates) -> list[tuple[int, int, int, int]]:
    return list(zip(*(getattr(beads, name).tolist() for name in "ijnm"), strict=True))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(1, 4), columns=st.integers(1, 4))
def test_the_lattice_sums_over_all_paths(seed, rows, columns):
    beads = all_beads(rows, columns)
    scores = np.random.default_rng(seed).normal(-1, 2, len(beads))
    found = Lattice(beads).posterior(scores)
    every = list(paths(listed(beads), rows, columns))
    weights = np.array([exp(weight(path, listed(beads), scores)) for path in every])
    assert found.total == pytest.approx(log(weights.sum()))
    expected = np.zeros(len(beads))
    for path, share in zip(every, weights / weights.sum(), strict=True):
        expected[list(path)] += share
    assert found.beads == pytest.approx(expected, abs=1e-9)
    gains = np.random.default_rng(seed + 1).normal(0, 1, len(beads))
    best = Lattice(beads).best(gains)
    assert gains[best].sum() == pytest.approx(max(gains[list(path)].sum() for path in every))
    assert tuple(best.tolist()) in every


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 1000),
    rows=st.integers(1, 4),
    columns=st.integers(1, 4),
    exponent=st.floats(-9, -0.1),
)
def test_the_first_stage_keeps_what_is_likely_over_all_paths(seed, rows, columns, exponent):
    source, target = sides(seed, rows, columns)
    corridor = make_corridor(source.units, target.units)
    floor = exp(exponent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbourhood, "_LEAST", floor)
        found = likely_beads(source, target, corridor, SHAPES)
    skip = -0.2 * SHARPNESS
    shapes = [*zip(SHAPES.source.tolist(), SHAPES.target.tolist(), strict=True), (1, 0), (0, 1)]
    beads, scores = [], []
    for i in range(rows + 1):
        for j in range(columns + 1):
            for n, m in shapes:
                if n <= i and m <= j:
                    beads.append((i, j, n, m))
                    scores.append(
                        SHARPNESS * _meaning(source, target, beads[-1]) if n and m else skip
                    )
    every = list(paths(beads, rows, columns))
    weights = np.array([exp(weight(path, beads, scores, SKIP_ON / skip)) for path in every])
    share = dict.fromkeys(beads, 0.0)
    for path, part in zip(every, weights / weights.sum(), strict=True):
        for k in path:
            share[beads[k]] += part
    kept = dict(zip(listed(found), found.meaning.tolist(), strict=True))
    for bead, likely in share.items():
        if abs(likely / floor - 1) > 1e-4:
            assert (bead in kept) == (likely > floor)
        if bead in kept and bead[2] and bead[3]:
            assert kept[bead] == pytest.approx(_meaning(source, target, bead), abs=1e-4)


def _meaning(source, target, bead) -> float:
    i, j, n, m = bead
    first, second = source.rows[i - n : i].sum(axis=0), target.rows[j - m : j].sum(axis=0)
    norms = np.linalg.norm(first) * np.linalg.norm(second)
    if norms < 1e-6:
        return 0.0
    lengths = np.exp(source.log_lengths[n, i]), np.exp(target.log_lengths[m, j])
    return float(first @ second / norms) * np.log2(1 + min(lengths) / max(lengths))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(1, 12), columns=st.integers(1, 12))
def test_the_direction_makes_no_difference(seed, rows, columns):
    first = vectors(seed, rows)
    second = vectors(seed + 1, columns, first)
    lengths = [np.random.default_rng(seed).integers(5, 50, count) for count in (rows, columns)]
    there = align_vectors(first, second, *lengths)
    back = align_vectors(second, first, *lengths[::-1])
    turned = sorted((b.target, b.source, b.score) for b in back)
    for mine, yours in zip(
        sorted((b.source, b.target, b.score) for b in there), turned, strict=True
    ):
        assert mine[:2] == yours[:2]
        assert mine[2] == pytest.approx(yours[2], abs=1e-3)


def test_a_paragraph_against_a_list_of_fifteen_lines():
    lines = vectors(1, 27)
    lengths = np.full(27, 40.0)
    whole = lines[6:21].sum(axis=0, keepdims=True)
    source = np.vstack([lines[:6], whole / np.linalg.norm(whole), lines[21:]])
    beads = align_vectors(source, lines, [*lengths[:6], 600.0, *lengths[21:]], lengths)
    found = [(b.source, b.target) for b in beads]
    assert ((6,), tuple(range(6, 21))) in found
    assert all(source and target for source, target in found)


def test_the_corridor_crosses_what_one_side_lacks():
    whole = vectors(3, 400)
    cut = np.vstack([whole[:100], whole[250:]])
    corridor = make_corridor(whole, cut)
    for row, column in ((50, 50), (100, 100), (250, 100), (399, 249)):
        assert corridor.low[row] <= column <= corridor.high[row]
    windows = corridor.windows()
    assert [w.first for w in windows] == [-1, *(w.last for w in windows[:-1])]
    assert windows[-1].last == 400
    for window in windows:
        rows = slice(window.first + 1, window.last + 1)
        assert window.low == corridor.low[rows].min()
        assert window.high == corridor.high[rows].max()


def test_anchors_only_go_forward():
    whole = vectors(5, 60)
    shuffled = np.vstack([whole[30:], whole[:30]])
    anchors = find_anchors(whole, shuffled)
    assert anchors == sorted(anchors)
    assert len({j for _, j in anchors}) == len(anchors)
    chain = heaviest_chain(np.arange(4), np.array([0, 9, 1, 2]), np.ones(4, np.float32))
    assert chain == [(0, 0), (2, 1), (3, 2)]

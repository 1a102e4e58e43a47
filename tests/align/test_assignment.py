"""The pairing of least cost is scipy's own, also where only its compiled part is loaded."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parallel_corpus.support import assignment
from parallel_corpus.support.assignment import assign

COSTS = arrays(
    np.float64,
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    elements=st.integers(0, 4).map(float),  # so few values that many pairings cost the same
)


@given(cost=COSTS, maximize=st.booleans())
def test_it_is_the_one_of_scipy(cost, maximize):
    from scipy.optimize import linear_sum_assignment  # not at the top: loading it takes a second

    rows, columns = linear_sum_assignment(cost, maximize=maximize)
    assert assign(cost, maximize=maximize) == list(zip(rows, columns, strict=True))


def test_without_the_compiled_module_the_package_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PathFinder, "find_spec", lambda *_: None)
    assignment._solver.cache_clear()
    try:
        assert assignment._solver() is sys.modules["scipy.optimize"]
    finally:
        assignment._solver.cache_clear()

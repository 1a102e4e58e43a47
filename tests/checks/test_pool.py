"""One divergence from the odds of omission, addition and mismatch."""

from __future__ import annotations

import numpy as np
import pytest

from parallel_corpus.evidence.coverage import Coverage, Side
from parallel_corpus.evidence.divergence import Judgement, pool

NOTHING = Coverage(Side("", (), (), ()), Side("", (), (), ()), 1.0, 0.0, 0.0)


def judged(omission: float, addition: float, mismatch: float = -9.0) -> Judgement:
    return Judgement(NOTHING, omission, addition, mismatch)


def usual(count: int, lift: float = 0.0) -> list[Judgement]:
    """Clean pairs with about the spread of the UN's; `lift` is what a freer text adds."""
    rng = np.random.default_rng(0)
    rows = rng.normal((-3.7, -3.0), (1.6, 1.7), (count, 2))
    return [judged(omission + lift, addition) for omission, addition in rows.tolist()]


def test_two_faults_half_seen_count_for_more_than_one():
    both, one = pool([judged(0.5, 0.5), judged(0.5, -5.0)])
    assert both > one > 0


def test_what_only_the_translation_says_counts_half():
    omission, addition = pool([judged(2.0, -9.0), judged(-9.0, 2.0)])
    assert omission - addition == pytest.approx(np.log(2), abs=0.01)


def test_a_mismatch_is_as_grave_as_it_is():
    assert pool([judged(-3.0, -3.0, 6.0)])[0] == pytest.approx(6.0, abs=0.01)


def test_odds_of_a_usual_text_stay_as_they_are_whatever_it_is_put_with():
    faulty = [judged(1.0, -2.0)] * 100
    alone, among = pool(usual(200)), pool(usual(200) + faulty)
    assert np.abs(np.array(alone) - among[:200]).max() < 0.1


def test_a_free_translation_does_not_drown_what_was_added():
    """In verse nearly every line of the source has words without counterpart."""
    free, added = usual(200, lift=4.5), judged(-1.0, 2.0)
    pooled = pool([*free, added])
    assert pooled[-1] > np.quantile(pooled[:-1], 0.9)
    plain = [np.logaddexp(item.omission, item.addition) for item in [*free, added]]
    assert plain[-1] < np.quantile(plain[:-1], 0.9)


def test_nothing_is_pooled_to_nothing():
    assert pool([]) == []

"""How likely two pieces side by side in a damaged text are one word that OCR took apart.

A logistic model of how common the whole and the pieces are, in general texts and in the document,
and of the letters at the gap. `tests/benchmarks/learn_joining.py` fitted the weights to real OCR
with its truth; leaving one book out at a time, what it proposes was right as often as it said.
"""

from __future__ import annotations

import math
from functools import partial

from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.ranking import likely

_RARE = 1e-9
_ORDERS = 9.0  # negative powers of ten of the rarest share
_UNHEARD = 1e-8
_STEM = 4
_LONGEST = 9
# Two words of such a share each are never pieces.
_COMMONEST = 3e-3
# A gap inside a word opens after a letter that does not join the next.
UNJOINED = frozenset("اأإآدذرزوؤ")
_AND = "و"

NAMES = (
    *("base", "odds", "share of the whole", "whole taken apart", "whole stands here", "stem here"),
    *("after an unjoined letter", "first alone", "second alone", "first is و", "rarer share"),
    *("commoner share", "stand apart here", "length", "first a scrap", "second a scrap"),
    *("first doubtful", "second doubtful", "first stands here", "second stands here"),
)
# Fitted to auc_aco000838, columbia_aco000270 and cornell_aco000177 (CAMeL Lab; Apache-2.0).
WEIGHTS: tuple[float, ...] = (
    -3.02, 0.32, 0.52, -0.74, 0.45, 0.7, 1.48, -0.81, -0.67, 1.23, -0.12, -0.22, 0.73, 0.12,
    -0.48, -0.07, -0.25, -0.06, -0.31, -0.38,
)  # fmt: skip


def features(bench: Bench, owner: int, first: str, second: str) -> tuple[float, ...] | None:
    """Return the numbers of `NAMES` for two pieces, in their order; None where no word is made."""
    own, whole = bench.counts_of(owner), first + second
    share = partial(bench.share, owner)
    listed = likely(share, whole)
    shares = share(first), share(second)
    if (listed <= 0 and not own[whole]) or min(shares) > _COMMONEST:
        return None
    apart = (likely(share, first) + _UNHEARD) * (likely(share, second) + _UNHEARD)
    if listed < apart and not own[whole]:
        return None
    stem = lightly(whole)
    return (
        1.0,
        math.log10(listed / apart + 1e-3),
        _order(listed),
        float(share(whole) == 0),
        math.log1p(own[whole]),
        math.log1p(bench.stems_of(owner)[stem]) if len(stem) >= _STEM else 0.0,
        float(first[-1] in UNJOINED),
        float(len(first) == 1 and first != _AND),
        float(len(second) == 1 and second != _AND),
        float(first == _AND),
        _order(min(shares)),
        _order(max(shares)),
        math.log1p(bench.pairs_here(owner, first, second) - 1),
        float(min(_LONGEST, len(whole))),
        float(bench.is_scrap(owner, first)),
        float(bench.is_scrap(owner, second)),
        float(bench.is_doubtful_form(owner, first)),
        float(bench.is_doubtful_form(owner, second)),
        math.log1p(own[first] - 1),
        math.log1p(own[second] - 1),
    )


def _order(share: float) -> float:
    return math.log10(share + _RARE) + _ORDERS


def joined(values: tuple[float, ...]) -> float:
    """Return how often pieces with these features are one word (0-1), to two places."""
    weighed = sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return round(1 / (1 + math.exp(-weighed)), 2)

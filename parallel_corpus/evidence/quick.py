"""What is said of a pair before its words are read in their context: cheap, and for every pair.

Three logistic models, fitted on faults injected into UN sentences (tests/benchmarks/
checks_calibrate.py): omission and addition are two directions of one question and are asked apart,
since one pooled classifier blurred them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parallel_corpus.evidence.coverage import Coverage
from parallel_corpus.evidence.lexicon import TranslationLexicon


class Odds(NamedTuple):
    """Log odds against an even prior."""

    omission: float
    addition: float
    mismatch: float


def quick_odds(
    item: Coverage, gains: tuple[float, float] | None, lexicon: TranslationLexicon
) -> Odds:
    """Return the three log odds of a pair; `gains` are those of leave-one-span-out, where it was
    asked."""
    models = lexicon.logistic
    return Odds(
        _logit(models, "omission", features(item, gains, source=True)),
        _logit(models, "addition", features(item, gains, source=False)),
        _logit(models, "mismatch", mismatch_features(item)),
    )


def limits_of(lexicon: TranslationLexicon) -> Odds:
    """Return what 98.5% of clean UN pairs stay below."""
    limits = lexicon.logistic["limits"]
    return Odds(limits["omission"], limits["addition"], limits["mismatch"])


def suspicion(odds: Odds, lexicon: TranslationLexicon) -> float:
    """Return by how much a pair exceeds the nearer limit of the two that say where something is
    missing."""
    limits = limits_of(lexicon)
    return max(odds.omission - limits.omission, odds.addition - limits.addition)


def _logit(models: Mapping[str, Any], name: str, values: Sequence[float]) -> float:
    model = models[name]
    if len(values) < len(model["weights"]):
        model = models[f"{name}, quick"]
    return float(model["bias"] + sum(w * v for w, v in zip(model["weights"], values, strict=True)))


def features(item: Coverage, gains: tuple[float, float] | None, *, source: bool) -> list[float]:
    """Return what the omission model (source) or the addition model sees of a pair."""
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
    """Return what the mismatch model sees of a pair."""
    return [item.similarity, item.source.mean, item.target.mean]

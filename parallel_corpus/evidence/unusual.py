"""What stands out in a text: its omissions and additions against what is usual in it.

In verse, or a free translation, every sentence has words without counterparts, and some many; there
the log odds are lowered and drawn together. All figures are fitted on eight kinds of text and
measured on the ninth (tests/benchmarks/checks_limits.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from parallel_corpus.evidence.coverage import Run
from parallel_corpus.evidence.divergence import SAMPLE, Judgement
from parallel_corpus.evidence.habits import against_others
from parallel_corpus.evidence.lexicon import TranslationLexicon
from parallel_corpus.evidence.lost_sentences import Whole, lost_sentences
from parallel_corpus.evidence.quick import Odds, limits_of
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.evidence.runs import has_content, runs
from parallel_corpus.evidence.unaligned_sentences import unaligned_sentence
from parallel_corpus.evidence.vectors import TextVectors

LIMITS = Odds(omission=3.3, addition=2.8, mismatch=math.inf)
"""What a pair must exceed to stand out, on the scale of `stand_out`; that of a mismatch is the
lexicon's."""

Kind = Literal["omission", "addition"]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What of a pair makes its score, and by which of a text's habits it is judged."""

    by_length: float
    """A step by which a side is longer than the other makes one expect (see `Coverage`)."""
    by_run: float
    """The weight of the weightiest run of words without counterparts, by the network."""
    by_words: float
    """The highest log odds of a word of that run by the logistic model, a second opinion."""
    usual: float
    """The network's median log odds in professional translation of news (FLORES)."""
    lowered: float
    """The share of a text's distance from that median by which its pairs are lowered. Not all of
    it: the odds do not rise as far above a high median as above a low one."""


_WEIGHTS: dict[Kind, _Weights] = {
    "omission": _Weights(by_length=0.5, by_run=0.3, by_words=0.0, usual=-3.4, lowered=0.65),
    "addition": _Weights(by_length=0.3, by_run=0.1, by_words=0.2, usual=-4.2, lowered=0.85),
}
_LIGHTEST, _LEAST_SURE = -3.0, -4.0  # of runs, and of their words
# From a text's median to its third quartile, in log odds, by the network: what is usual, and the
# share of what is more by which the odds are drawn together. Width takes more pairs to believe than
# a median does.
_HIGH, _WIDTH, _DRAWN, _SOME = 0.75, 1.45, 0.8, 60
_SURE = 0.5  # how far above the limit a lost sentence stands at least
_OWN_LENGTH = 0.9  # how much of a text's median excess of length is its habit
# The third decile of clean UN pairs, and their median absolute deviation, of quick odds.
_USUAL_QUICK = Odds(omission=-2.7, addition=-2.35, mismatch=-7.8)
_SPREAD = 1.12
_FEW = 20  # pairs: what so many say of a text's habits is half believed


def stand_out(
    judged: Sequence[Judgement], lexicon: TranslationLexicon, memory: TextVectors | None = None
) -> list[Judgement]:
    """Return the judgements against what is usual in this bitext.

    With `memory`, the sentences of a pair are aligned where one of them may be missing.

    A few pairs say little of what is usual, so this grows with their number. A text that fits
    better than most is not made to look worse. Afterwards `LIMITS` hold.
    """
    if not judged:
        return []
    judged, limits = _against_others(judged, memory), limits_of(lexicon)
    mismatches = _centred([item.mismatch for item in judged], _USUAL_QUICK.mismatch)
    return [
        replace(item, omission=omission, addition=addition, mismatch=mismatch)
        for item, omission, addition, mismatch in zip(
            judged,
            _column(judged, "omission", limits),
            _column(judged, "addition", limits),
            mismatches,
            strict=True,
        )
    ]


def _against_others(judged: Sequence[Judgement], memory: TextVectors | None) -> list[Judgement]:
    """Return the judgements less what is usual in this text.

    Runs of words that usually have counterparts here come first, and before them lost sentences.
    """
    read = [(item.coverage, item.reading) for item in judged if item.reading is not None]
    source = [Whole(r.source, r.target, c.source_excess) for c, r in read]
    target = [Whole(r.target, r.source, c.target_excess) for c, r in read]
    missing, added = (
        iter(_runs(wholes, memory, first=wholes is source)) for wholes in (source, target)
    )
    return [
        item if item.reading is None else replace(item, missing=next(missing), added=next(added))
        for item in judged
    ]


def _runs(
    wholes: Sequence[Whole], memory: TextVectors | None, *, first: bool
) -> list[tuple[Run, ...]]:
    sides = [whole.side for whole in wholes]
    found = (runs(side, odds) for side, odds in zip(sides, against_others(sides), strict=True))
    lost = lost_sentences(wholes)
    if memory is not None:
        english = (memory.source_language if first else memory.target_language) == "en"
        lost = [
            run or unaligned_sentence(memory, whole, english=english)
            for run, whole in zip(lost, wholes, strict=True)
        ]
    return [here if run is None else (run, *here) for here, run in zip(found, lost, strict=True)]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of one side of a pair makes its score."""

    odds: float
    excess: float
    side: ReadSide
    runs: tuple[Run, ...]

    def lost(self, limit: float) -> float:
        """Return a score above `limit` where the first run is a lost sentence."""
        return limit + _SURE if self.runs and self.runs[0].sentence else -math.inf

    def score(self, habit: _Habit, weights: _Weights) -> float:
        run = self.runs[0] if self.runs else None
        return (
            habit.odds(self.odds)
            + weights.by_length * (self.excess - habit.excess)
            + weights.by_run * (max(_LIGHTEST, run.weight) if run else _LIGHTEST)
            + weights.by_words * (_surest(self.side, run) if run else _LEAST_SURE)
        )


def _surest(side: ReadSide, run: Run) -> float:
    """Return the highest log odds of a content word in a run, by the logistic model."""
    inside = (i for i in range(run.first, run.last + 1) if has_content(side, i))
    return max((float(side.logistic[i]) for i in inside), default=_LEAST_SURE)


@dataclass(frozen=True, slots=True)
class _Habit:
    """What is usual in a text: the middle of its odds, how wide they lie, and its excess."""

    middle: float
    width: float
    shift: float
    excess: float

    @classmethod
    def of(cls, sample: Sequence[_Seen], weights: _Weights) -> _Habit:
        if not sample:
            return cls(0.0, 1.0, 0.0, 0.0)
        trust = len(sample) / (len(sample) + _FEW)
        odds = np.array([item.odds for item in sample])
        middle = float(np.median(odds))
        wide = float(np.quantile(odds, _HIGH)) - middle
        return cls(
            middle,
            1 + len(sample) / (len(sample) + _SOME) * _DRAWN * max(0.0, wide / _WIDTH - 1),
            trust * weights.lowered * max(0.0, middle - weights.usual),
            trust * _OWN_LENGTH * float(np.median([item.excess for item in sample])),
        )

    def odds(self, value: float) -> float:
        return self.middle + (value - self.middle) / self.width - self.shift


def _seen(item: Judgement, kind: Kind) -> _Seen | None:
    if item.reading is None:
        return None
    if kind == "omission":
        return _Seen(item.omission, item.coverage.source_excess, item.reading.source, item.missing)
    return _Seen(item.addition, item.coverage.target_excess, item.reading.target, item.added)


def _column(judged: Sequence[Judgement], kind: Kind, limits: Odds) -> list[float]:
    """Return one number per pair, from its reading or its quick odds, on the scale of one limit."""
    weights, seen = _WEIGHTS[kind], [_seen(item, kind) for item in judged]
    unread = [item for item, one in zip(judged, seen, strict=True) if one is None]
    quick = iter(_centred([getattr(item, kind) for item in unread], getattr(_USUAL_QUICK, kind)))
    gated = len(unread) > len(judged) / 2
    sample = [one for i, one in enumerate(seen) if one and (not gated or i % SAMPLE == 0)]
    habit = _Habit.of(sample, weights)
    moved = getattr(LIMITS, kind) - getattr(limits, kind)
    limit = getattr(LIMITS, kind)
    return [
        next(quick) + moved if one is None else max(one.score(habit, weights), one.lost(limit))
        for one in seen
    ]


def _centred(values: list[float], usual: float) -> list[float]:
    """Shift and shrink quick odds until their third decile and spread match the UN's."""
    if not values:
        return []
    trust = len(values) / (len(values) + _FEW)
    ranked = sorted(values)
    here = ranked[int(0.3 * len(ranked))]
    middle = ranked[len(ranked) // 2]
    spread = sorted(abs(value - middle) for value in values)[len(values) // 2]
    wider = 1 + trust * max(0.0, spread / _SPREAD - 1)
    shift = trust * max(0.0, here - usual)
    return [here - shift + (value - here) / wider for value in values]

"""From the evidence to log odds: something missing, something added, something else.

Every pair has cheap odds (see `quick`). The pairs of a corpus up to some thousands are all read in
their context (see `readings`), of larger ones those that look worst; where that cannot be done,
leave-one-span-out takes its place. What stands out in a text is then told against the rest of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from parallel_corpus.evidence.coverage import Coverage, Run, cover, rises
from parallel_corpus.evidence.habits import against_others
from parallel_corpus.evidence.lexicon import Lexicon
from parallel_corpus.evidence.quick import Odds, limits_of, quick_odds, suspicion
from parallel_corpus.evidence.readings import Reading, read
from parallel_corpus.evidence.runs import runs
from parallel_corpus.evidence.vectors import TextVectors

_BATCH = 480  # a multiple of _SAMPLE
# Leave-one-span-out costs four sentences a pair; where even a high rise would not make the pair
# worth a word, it is not asked. In logits, against the clean pairs' limit.
_WORTH_ASKING = 1.0
_GATE = 10  # of a large table one pair in so many is read, those that look worst ...
_SAMPLE = 40  # ... and one in so many whatever it looks like, to know what is usual there

LIMITS = Odds(omission=3.0, addition=2.9, mismatch=math.inf)
"""What a pair must exceed to stand out, on the scale of `stand_out`; that of a mismatch is the
lexicon's."""
# A finding's score: the network's odds of the pair, by how many steps a side is longer than the
# other makes one expect, and the weightiest run of words without counterparts.
_BY_LENGTH, _BY_RUN, _LIGHTEST = 0.5, 0.3, -3.0
# The median of professional translation of news on that scale (FLORES), by which a text's own
# median is judged; and the share of the distance that a pair's odds are lowered by. Not all of it:
# the network's odds do not rise as far above a high median as above a low one.
_USUAL = Odds(omission=-4.2, addition=-5.2, mismatch=-7.8)
_LOWERED = 0.65
# The third decile of clean UN pairs, and their median absolute deviation, of quick odds.
_USUAL_QUICK = Odds(omission=-2.7, addition=-2.35, mismatch=-7.8)
_SPREAD = 1.12
_FEW = 20
# The second decile of clean UN pairs by the network: where half of a bitext is faulty, its first
# decile lies there; and how many pairs it takes to say so.
_USUAL_NETWORK = {"omission": -5.0, "addition": -4.7}
_SOME = 50
# A few words that only the translation has are often explicitation (Blum-Kulka 1986), no fault.
_EXPLICIT = math.log(0.5)


@dataclass(frozen=True)
class Judgement:
    """The log odds of a pair against an even prior, and what they rest on."""

    coverage: Coverage
    omission: float
    addition: float
    mismatch: float
    reading: Reading | None = None
    missing: tuple[Run, ...] = field(default=())
    """Runs of the source's words without counterparts, the weightiest first."""
    added: tuple[Run, ...] = field(default=())
    """The same of the target's words."""


def judge(
    memory: TextVectors,
    pairs: Sequence[tuple[str, str]],
    lexicon: Lexicon,
    *,
    gated: bool = False,
) -> Iterator[Judgement]:
    """Judge every (source, target), in order, in batches.

    All pairs are read in their context; with `gated` only the tenth of each batch that looks worst
    by the cheap evidence, and a small sample.
    """
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        coverages = cover(memory, batch, lexicon)
        quick = [quick_odds(item, None, lexicon) for item in coverages]
        chosen = _chosen(quick, lexicon) if gated else range(len(batch))
        readings: dict[int, Reading | None] = dict(
            zip(chosen, read(memory, [coverages[i] for i in chosen], lexicon), strict=True)
        )
        unread = [
            i
            for i in chosen
            if readings[i] is None and suspicion(quick[i], lexicon) > -_WORTH_ASKING
        ]
        gains = rises(memory, [batch[i] for i in unread], [coverages[i] for i in unread])
        for i, gain in zip(unread, gains, strict=True):
            quick[i] = quick_odds(coverages[i], gain, lexicon)
        for i, item in enumerate(coverages):
            yield _judgement(item, quick[i], readings.get(i))


def _chosen(quick: Sequence[Odds], lexicon: Lexicon) -> list[int]:
    """The pairs that look worst, and the sample."""
    ranked = sorted(range(len(quick)), key=lambda i: (-suspicion(quick[i], lexicon), i))
    worst = ranked[: math.ceil(len(quick) / _GATE)]
    return sorted({*worst, *range(0, len(quick), _SAMPLE)})


def _judgement(item: Coverage, quick: Odds, reading: Reading | None) -> Judgement:
    if reading is None:
        return Judgement(item, *quick, None, item.source.runs, item.target.runs)
    source, target = reading.source, reading.target
    return Judgement(
        coverage=item,
        omission=source.odds,
        addition=target.odds,
        mismatch=quick.mismatch,
        reading=reading,
        missing=runs(source, source.network),
        added=runs(target, target.network),
    )


def stand_out(judged: Sequence[Judgement], lexicon: Lexicon) -> list[Judgement]:
    """The judgements against what is usual in this bitext, for whoever asks what stands out.

    In verse, or a free translation, every sentence has words without counterparts; there the log
    odds are lowered. A few pairs say little of what is usual, so this grows with their number.
    Never the other way: a text that fits better than most is not made to look worse. Afterwards
    `LIMITS` hold for omissions and additions.
    """
    if not judged:
        return []
    judged, limits = _against_others(judged), limits_of(lexicon)
    omissions = _columns(judged, lambda item: item.omission, _missing, "omission", limits)
    additions = _columns(judged, lambda item: item.addition, _added, "addition", limits)
    mismatches = _centred([item.mismatch for item in judged], _USUAL_QUICK.mismatch)
    return [
        replace(item, omission=omission, addition=addition, mismatch=mismatch)
        for item, omission, addition, mismatch in zip(
            judged, omissions, additions, mismatches, strict=True
        )
    ]


def _against_others(judged: Sequence[Judgement]) -> list[Judgement]:
    """The judgements with runs of words that usually do have counterparts in this text."""
    readings = [item.reading for item in judged if item.reading is not None]
    sources = iter(against_others([reading.source for reading in readings]))
    targets = iter(against_others([reading.target for reading in readings]))
    return [
        item
        if item.reading is None
        else replace(
            item,
            missing=runs(item.reading.source, next(sources)),
            added=runs(item.reading.target, next(targets)),
        )
        for item in judged
    ]


def _missing(item: Judgement) -> float:
    return _score(item.omission, item.coverage.source_excess, item.missing)


def _added(item: Judgement) -> float:
    return _score(item.addition, item.coverage.target_excess, item.added)


def _score(odds: float, excess: float, found: Sequence[Run]) -> float:
    weight = max(_LIGHTEST, found[0].weight) if found else _LIGHTEST
    return odds + _BY_LENGTH * excess + _BY_RUN * weight


def _columns(
    judged: Sequence[Judgement],
    odds: Callable[[Judgement], float],
    score: Callable[[Judgement], float],
    name: str,
    limits: Odds,
) -> list[float]:
    """One number a pair: from its reading, or else from its quick odds, moved to the same limit."""
    usual, quick_usual = getattr(_USUAL, name), getattr(_USUAL_QUICK, name)
    quick = _centred([odds(item) for item in judged if item.reading is None], quick_usual)
    read_ = [score(item) for item in judged if item.reading is not None]
    gated = len(read_) < len(judged) / 2
    sample = [
        score(item)
        for i, item in enumerate(judged)
        if item.reading is not None and (not gated or i % _SAMPLE == 0)
    ]
    shift = _lowering(sample, usual)
    moved = getattr(LIMITS, name) - getattr(limits, name)
    quicks, scores = iter(quick), iter(read_)
    return [
        next(quicks) + moved if item.reading is None else next(scores) - shift for item in judged
    ]


def _lowering(sample: Sequence[float], usual: float) -> float:
    """By how much the scores of a text are lowered, whose sample is given."""
    if not sample:
        return 0.0
    trust = len(sample) / (len(sample) + _FEW)
    return trust * _LOWERED * max(0.0, float(np.median(sample)) - usual)


def _centred(values: list[float], usual: float) -> list[float]:
    """Quick odds, lowered and drawn together until third decile and spread are the UN's."""
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


def pool(judged: Sequence[Judgement]) -> list[float]:
    """The log of the summed odds of each judgement: two faults half seen count for more than one.

    An addition counts half, since translations tend to say more. Where a bitext is plainly of
    another kind than the UN's, and even the tenth that fits best has many words without counterpart
    on one side, the odds of that side are lowered; else they would drown what the other tells.
    """
    if not judged:
        return []
    shift = {
        name: _above(usual, sorted(getattr(item, name) for item in judged))
        for name, usual in _USUAL_NETWORK.items()
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


def probability(logit: float, prior: float = 0.5) -> float:
    """The probability that a pair diverges, when a share `prior` of pairs does.

    >>> round(probability(0.0), 2), round(probability(0.0, prior=0.05), 2)
    (0.5, 0.05)
    """
    value = logit + math.log(prior / (1 - prior))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

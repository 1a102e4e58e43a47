"""From the evidence to log odds: something missing, something added, something else.

Every pair has cheap odds (see `quick`). The pairs of a corpus up to some thousands are all read in
their context (see `readings`), of larger ones those that look worst; where that cannot be done,
leave-one-span-out takes its place. What stands out in a text is then told against the rest of it
(see `unusual`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from parallel_corpus.evidence.coverage import Coverage, Run, cover, know_words, rises
from parallel_corpus.evidence.lexicon import TranslationLexicon
from parallel_corpus.evidence.quick import Odds, quick_odds, suspicion
from parallel_corpus.evidence.readings import TOGETHER, Reading, read, read_ahead
from parallel_corpus.evidence.runs import runs
from parallel_corpus.evidence.vectors import TextVectors

_BATCH = 480  # a multiple of SAMPLE
# Leave-one-span-out costs four sentences a pair; where even a high rise would not make the pair
# worth a word, it is not asked. In logits, against the clean pairs' limit.
_WORTH_ASKING = 1.0
_GATE = 10  # of a large table one pair in so many is read, those that look worst ...
SAMPLE = 40  # ... and one in so many whatever it looks like, to know what is usual there

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
    lexicon: TranslationLexicon,
    *,
    gated: bool = False,
) -> Iterator[Judgement]:
    """Judge every (source, target), in order, in batches.

    All pairs are read in their context; with `gated` only the tenth of each batch that looks worst
    by the cheap evidence, and a small sample.
    """
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        if gated:
            yield from _judge(memory, batch, lexicon, gated=True)
            continue
        know_words(memory, batch)
        # Few at a time: what is known of their words takes much room until they are read.
        for first in range(0, len(batch), TOGETHER):
            some = batch[first : first + TOGETHER]
            read_ahead(memory, some)
            yield from _judge(memory, some, lexicon, gated=False)


def _judge(
    memory: TextVectors,
    batch: Sequence[tuple[str, str]],
    lexicon: TranslationLexicon,
    *,
    gated: bool,
) -> Iterator[Judgement]:
    coverages = cover(memory, batch, lexicon)
    quick = [quick_odds(item, None, lexicon) for item in coverages]
    chosen = _chosen(quick, lexicon) if gated else range(len(batch))
    readings: dict[int, Reading | None] = dict(
        zip(chosen, read(memory, [coverages[i] for i in chosen], lexicon), strict=True)
    )
    unread = [
        i for i in chosen if readings[i] is None and suspicion(quick[i], lexicon) > -_WORTH_ASKING
    ]
    gains = rises(memory, [batch[i] for i in unread], [coverages[i] for i in unread])
    for i, gain in zip(unread, gains, strict=True):
        quick[i] = quick_odds(coverages[i], gain, lexicon)
    for i, item in enumerate(coverages):
        yield _judgement(item, quick[i], readings.get(i))


def _chosen(quick: Sequence[Odds], lexicon: TranslationLexicon) -> list[int]:
    """Return the pairs that look worst, and the sample."""
    ranked = sorted(range(len(quick)), key=lambda i: (-suspicion(quick[i], lexicon), i))
    worst = ranked[: math.ceil(len(quick) / _GATE)]
    return sorted({*worst, *range(0, len(quick), SAMPLE)})


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


def pool(judged: Sequence[Judgement]) -> list[float]:
    """Return the log of the summed odds of each judgement: two half-seen faults outweigh one.

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
    """Return how far the first decile is above what is usual.

    Small differences count for almost nothing, and so do few pairs.
    """
    distance = max(0.0, ranked[len(ranked) // 10] - usual)
    return distance * min(1.0, distance) ** 2 * len(ranked) / (len(ranked) + _SOME)


def probability(logit: float, prior: float = 0.5) -> float:
    """Return the probability that a pair diverges, when a share `prior` of pairs does.

    >>> round(probability(0.0), 2), round(probability(0.0, prior=0.05), 2)
    (0.5, 0.05)
    """
    value = logit + math.log(prior / (1 - prior))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

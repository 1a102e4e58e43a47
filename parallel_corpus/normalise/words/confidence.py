"""How often a reading is right: a logistic model of what speaks for it and against it.

The posterior of the noisy channel knows neither the document's phrases and habits nor that a lost
letter is guessed worse than a letter misread. The weights were fitted to real OCR with its truth by
`tests/benchmarks/learn_confidence.py`, which names the books; leaving one book out at a time,
repairs were right as often as the model said (`tests/benchmarks/reliability_normalise.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.ranking import Reading

_LONGEST = 8
_RARE = 1e-9
_USUAL_SHARE = 7.0  # a share of 1e-7, in negative powers of ten
_LEAST = 1e-6
_LEAD = 1e-3
_WORD = 4
_SCRAP = 2
_OFTEN = 5
_ONCE = 0.1

NAMES = (
    *("base", "odds of the posterior", "share of the next reading", "lead", "own word"),
    *("letter gained", "letter lost", "letter misread", "length", "one letter", "share of text"),
    *("expected", "stands here", "form recurs", "phrase", "habit", "beside a scrap"),
    "end of a scrap lost",
)
# Fitted to auc_aco000838, columbia_aco000270 and cornell_aco000177 (CAMeL Lab; Apache-2.0).
WEIGHTS = (
    *(-1.94, 0.24, 0.8, 0.53, 0.87, -2.48, -1.57, -1.51, 0.18, -0.68, 0.4),
    *(0.33, 0.61, 0.41, 0.61, 0.82, -0.51, 0.65),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A damaged form in its document, and what the document says of its first reading.

    `seen` is how often the document has the word as one of its own, `beside` how often the word
    stands next to the same neighbours elsewhere, `habit` how many strange forms of the document
    the same confusion explains, and `by_scrap` whether the next word on either side is a scrap.
    """

    owner: int
    form: str
    seen: int
    beside: int
    habit: int
    by_scrap: bool


def features(bench: Bench, place: Place, found: Sequence[Reading]) -> tuple[float, ...]:
    """Return the numbers of `NAMES` for the first reading of `found`, in their order."""
    best, owner, form = found[0], place.owner, place.form
    second = found[1].posterior if len(found) > 1 else 0.0
    own, length = bench.counts_of(owner), bench.length_of(owner)
    share = bench.share(owner, best.word)
    posterior = min(max(best.posterior, _LEAST), 1 - _LEAST)
    here = min(_OFTEN, own[best.word]) if len(best.word) >= _WORD else 0
    return (
        1.0,
        math.log(posterior / (1 - posterior)),
        second / best.posterior,
        math.log((best.posterior + _LEAD) / (second + _LEAD)),
        float(place.seen > 0),
        float(best.by.startswith("gained")),
        float(best.by.startswith("lost")),
        float("<" in best.by),
        float(min(_LONGEST, len(form))),
        float(len(form) == 1),
        math.log10(share + _RARE) + _USUAL_SHARE,
        math.log10(share * length + _ONCE),
        math.log1p(here),
        math.log(max(1, own[form])),
        math.log1p(place.beside),
        math.log10(1 + 1000 * place.habit / length),
        float(place.by_scrap),
        float(len(form) <= _SCRAP and best.word[:-1] == form),
    )


def confidence(values: Sequence[float]) -> float:
    """Return how often a reading with these features is right (0-1), to two places."""
    weighed = sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return round(1 / (1 + math.exp(-weighed)), 2)

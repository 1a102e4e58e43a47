"""How often a reading is right: a logistic model of what speaks for it and against it.

The posterior of the noisy channel knows neither the document's phrases nor that a lost letter is
guessed worse than a letter misread. The weights were fitted to real OCR with its truth by
`tests/benchmarks/learn_confidence.py`, which names the books; leaving one book out at a time,
repairs were right as often as the model said (`tests/benchmarks/reliability_normalise.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.ranking import Reading

_LONGEST = 8
_RARE = 1e-9
_USUAL_SHARE = 7.0  # a share of 1e-7, in negative powers of ten
_LEAST = 1e-6

NAMES = (
    *("base", "odds of the posterior", "lead", "stands in the document", "own word"),
    *("letter gained", "letter lost", "letter misread", "length", "share of text"),
    *("form recurs", "phrase"),
)
# Fitted to auc_aco000838, columbia_aco000270 and cornell_aco000177 (CAMeL Lab; Apache-2.0).
WEIGHTS = (-0.87, 0.37, -0.77, 0.2, 1.02, -3.01, -1.83, -2.08, 0.32, 0.49, 0.46, 0.67)


def features(
    bench: Bench, owner: int, form: str, found: Sequence[Reading], seen: int, beside: int
) -> tuple[float, ...]:
    """Return the numbers of `NAMES` for the first reading of `found`, in their order.

    `seen` is how often the document has the word as one of its own, `beside` how often the word
    stands next to the same neighbours elsewhere.
    """
    best = found[0]
    rival = found[1].posterior / best.posterior if len(found) > 1 else 0.0
    own = bench.counts_of(owner)
    share = bench.share(owner, best.word)
    posterior = min(max(best.posterior, _LEAST), 1 - _LEAST)
    return (
        1.0,
        math.log(posterior / (1 - posterior)),
        rival,
        math.log1p(own[best.word]),
        float(seen > 0),
        float(best.by.startswith("gained")),
        float(best.by.startswith("lost")),
        float("<" in best.by),
        float(min(_LONGEST, len(form))),
        math.log10(share + _RARE) + _USUAL_SHARE,
        math.log(max(1, own[form])),
        math.log1p(beside),
    )


def confidence(values: Sequence[float]) -> float:
    """Return how often a reading with these features is right (0-1), to two places."""
    weighed = sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return round(1 / (1 + math.exp(-weighed)), 2)

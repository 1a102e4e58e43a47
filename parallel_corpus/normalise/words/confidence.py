"""How often a chosen reading is right: a logistic model of what speaks for it and against it.

The probability that `choice` gives knows nothing of how much the readings themselves are worth. The
weights were fitted to real OCR with its truth by `tests/benchmarks/learn_choice.py`, which names
the books; leaving one book out at a time, repairs were right as often as the model said
(`tests/benchmarks/reliability_normalise.py`).
"""

from __future__ import annotations

import math

from parallel_corpus.normalise.words import choice
from parallel_corpus.normalise.words.choice import Choice, DoubtfulForm, Values

_LEAST = 1e-4
_TWO = 2

NAMES = (
    "base",
    *(name for name in choice.NAMES if not name.startswith(("kept", "none"))),
    *(name for name in choice.NAMES if name.startswith("kept: ")),
    *("odds", "odds of the form", "odds of none", "lead", "odds among readings"),
    *("one letter", "two letters"),
)
_BEST = tuple(
    index for index, name in enumerate(choice.NAMES) if not name.startswith(("kept", "none"))
)
_FORM = tuple(index for index, name in enumerate(choice.NAMES) if name.startswith("kept: "))
# Fitted to pages, and to whole books, of auc_aco000838, columbia_aco000270 and cornell_aco000177
# (CAMeL Lab; Apache-2.0).
WEIGHTS: tuple[Values, Values] = (
    (
        -1.05, 0.31, -0.84, 0.05, 1.53, 0.03, 0.27, -0.63, 0.52, 1.22, 0.5, 0.42, 2.79, -0.2,
        0.0, 0.0, 0.07, 0.24, 0.52, -0.38, -0.44, 1.7, 0.01, -0.46, -0.91, -1.36, 0.22, 0.02,
        0.11, -0.38, 0.54, 0.16, 0.18, -0.03, 0.3, 0.36, -0.02,
    ),
    (
        -1.89, 0.25, -1.0, -0.22, 1.59, 0.09, 1.35, -0.61, 0.52, 0.45, 0.15, 0.27, 1.76, 0.55,
        -3.35, 0.0, -0.26, 0.12, 0.78, 0.2, -0.44, 0.17, 0.41, 0.13, -1.2, -0.23, 0.2, 0.09,
        -0.17, 0.2, 0.42, 0.07, 0.16, 0.09, 0.21, -0.23, -0.13,
    ),
)  # fmt: skip


def features(place: DoubtfulForm, chosen: Choice) -> Values:
    """Return the numbers of `NAMES` for a chosen reading, in their order."""
    readings = 1 - chosen.kept - chosen.none
    return (
        1.0,
        *(chosen.values[index] for index in _BEST),
        *(chosen.kept_values[index] for index in _FORM),
        _odds(chosen.probability),
        _odds(chosen.kept),
        _odds(chosen.none),
        math.log((chosen.probability + _LEAST) / (chosen.second + _LEAST)),
        _odds(chosen.probability / max(_LEAST, readings)),
        float(len(place.form) == 1),
        float(len(place.form) == _TWO),
    )


def _odds(probability: float) -> float:
    return math.log((probability + _LEAST) / (max(0.0, 1 - probability) + _LEAST))


def confidence(values: Values, extent: float) -> float:
    """Return how often a reading with these features is right (0-1), to two places.

    `extent` is that of the document (see `DoubtfulForm`).
    """
    return round(1 / (1 + math.exp(-choice.weigh(WEIGHTS, values, extent))), 2)

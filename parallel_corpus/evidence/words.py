"""How surely a word has no counterpart, by a logistic model over all evidence on it.

The model sees a word's own features (see `features` and `links.linked`) and, of some, the mean of
its two neighbours'. It was trained on faults put into texts of several kinds (tests/benchmarks/
checks_words.py). The network is better at words that were left out or put in, this model at real
errors: it trusts lexicon, E5 and USE in context each for itself, and has not learnt how UN texts
read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# Columns of a word's features that the model sees: all but the summed evidence (14, 15), which the
# columns before it make up; and those of which it sees the neighbours' mean.
OWN = (*range(14), *range(16, 29))
BESIDE = (0, 11, 12, 13, 16, 22, 24)


@dataclass(frozen=True)
class WordModel:
    """A weight a column of `columns`, and a bias, by language."""

    weights: Mapping[str, Array]
    bias: Mapping[str, float]

    def odds(self, language: str, features: Array) -> Array:
        """Return the log odds that a word has no counterpart, shape (words,).

        `features` is `Known.words`.
        """
        return np.asarray(columns(features) @ self.weights[language] + self.bias[language])


def columns(features: Array) -> Array:
    """Return what the model sees of each word, shape (words, own columns + neighbours')."""
    beside = features[:, BESIDE]
    before, after = np.vstack([beside[:1], beside[:-1]]), np.vstack([beside[1:], beside[-1:]])
    return np.hstack([features[:, OWN], (before + after) / 2])


@lru_cache(maxsize=1)
def load_words() -> WordModel:
    """Load the model that the package ships."""
    file = resources.files("parallel_corpus.evidence") / "data" / "words.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    weights = {name: np.asarray(model["weights"], np.float32) for name, model in data.items()}
    return WordModel(weights, {name: float(model["bias"]) for name, model in data.items()})

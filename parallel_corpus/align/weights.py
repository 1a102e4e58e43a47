"""The learnt weights of a bead's features; `tests/benchmarks/alignment_learn.py` learns them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

LINKED_WEIGHTS = "linked"
PLAIN_WEIGHTS = "plain"


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, by name."""

    of: Mapping[str, float]

    def scores(self, features: Mapping[str, Doubles]) -> Doubles:
        """The score of each bead: the weighted sum of its features."""
        found: Doubles = np.sum([value * features[name] for name, value in self.of.items()], axis=0)
        return found


@lru_cache(maxsize=4)
def load_weights(name: str) -> Weights:
    """The weights for beads with linked words, or for vectors and lengths alone."""
    text = files("parallel_corpus.align").joinpath("data/weights.json").read_text("utf-8")
    return Weights(json.loads(text)[name])

"""The learnt weights of a bead's features; `tests/benchmarks/alignment_learn.py` learns them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from parallel_corpus.align.arrays import Doubles

_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, by name, and what makes posteriors true on unknown texts."""

    of: Mapping[str, float]
    slope: float
    offset: float

    def scores(self, features: Mapping[str, Doubles]) -> Doubles:
        """Return the score of each bead: the weighted sum of its features."""
        found: Doubles = np.sum([value * features[name] for name, value in self.of.items()], axis=0)
        return found

    def calibrated(self, posterior: Doubles) -> Doubles:
        """Return posteriors as probabilities that hold on unseen texts (Platt 1999)."""
        found: Doubles = 1 / (1 + np.exp(-self.slope * logit(posterior) - self.offset))
        return np.where(posterior > _LEAST, found, 0.0)


def logit(probability: Doubles) -> Doubles:
    """Return the log odds of probabilities, kept finite."""
    kept = np.clip(probability, _LEAST, 1 - _LEAST)
    found: Doubles = np.log(kept / (1 - kept))
    return found


@lru_cache(maxsize=2)
def load_weights(name: str) -> Weights:
    """Load the weights for beads with linked words (`linked`), or without (`plain`)."""
    text = files("parallel_corpus.align").joinpath("data/weights.json").read_text("utf-8")
    known = json.loads(text)
    return Weights(known[name], **known[f"{name}_calibration"])

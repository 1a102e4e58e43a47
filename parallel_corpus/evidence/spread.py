"""Median and robust deviation, for what is unusual in its own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_MAD_TO_SIGMA = 1.4826  # makes the median absolute deviation of a normal sample its deviation


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and robust deviation (scaled MAD) of a sample."""

    median: float
    deviation: float

    @classmethod
    def of(cls, values: Sequence[float], prior: Spread, weight: int = 8) -> Spread:
        """Estimate the spread of `values`, drawn to `prior` as if it were `weight` further values.

        A document of three paragraphs has no spread of its own to speak of.
        """
        if not values:
            return prior
        share = len(values) / (len(values) + weight)
        median = float(np.median(values))
        deviation = _MAD_TO_SIGMA * float(np.median(np.abs(np.asarray(values) - median)))
        return cls(
            share * median + (1 - share) * prior.median,
            share * deviation + (1 - share) * prior.deviation,
        )

    def below(self, value: float) -> float:
        """Return how many deviations `value` lies below the median."""
        return (self.median - value) / max(self.deviation, 1e-6)

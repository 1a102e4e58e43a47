"""What is known of each candidate bead, as numbers that learnt weights add up.

All are symmetric in the two sides, so one set of weights serves both directions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parallel_corpus.align.arrays import Doubles
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.links import LineMass

# The spread of a text's lines, robustly estimated; and the least it is taken for.
_MAD_TO_SIGMA = 1.4826
_LEAST_SPREAD = 0.03
_MOST_SPREADS = 4.0
_PRIOR_LINES = 4.0

PLAIN = ("meaning", "ratio", "several", "more", "skip", "structure")
LINKED = ("covered", "leaving", "weakest", "barest", "skip_covered")


def plain_features(beads: Candidates) -> dict[str, Doubles]:
    """Return the features that need no words: meaning, lengths, shape and structure.

    `several` are beads with more than one line on both sides, `more` counts lines beyond two.
    """
    paired = beads.paired
    more = np.maximum(0.0, beads.n - 2.0) + np.maximum(0.0, beads.m - 2.0)
    return {
        "meaning": beads.meaning.astype(np.float64),
        "ratio": beads.ratio.astype(np.float64),
        "several": ((beads.n > 1) & (beads.m > 1)).astype(np.float64),
        "more": more,
        "skip": (~paired).astype(np.float64),
        "structure": beads.structure.astype(np.float64),
    }


def linked_features(beads: Candidates, masses: tuple[LineMass, LineMass]) -> dict[str, Doubles]:
    """Return the features of linked words.

    - `covered`: the share of both sides' words, by idf, that is linked inside the bead;
    - `leaving`: the roots of the linked mass that leaves the bead, of either side;
    - `weakest`: the smallest share of a line's links that stay inside;
    - `barest`: of a bead's several lines the one that is linked least inside it, as far as that is
      below the side's median: a line that the other side lacks has hardly a word linked;
    - `skip_covered`: how much of a skipped line is linked anywhere, against the side's median.
    """
    count = len(beads)
    inside, words = np.zeros(count), np.zeros(count)
    leaving, weakest = np.zeros(count), np.where(beads.paired, 1.0, 0.0)
    barest, skip_covered = np.zeros(count), np.zeros(count)
    sides = ((beads.i, beads.n, beads.j, beads.m), (beads.j, beads.m, beads.i, beads.n))
    for mass, (end, size, other_end, other_size) in zip(masses, sides, strict=True):
        own, linked_own = np.zeros(count), np.zeros(count)
        standard = _Standard.of(mass)
        for back in range(int(size.max(initial=0))):
            held = np.flatnonzero(size > back)
            lines = end[held] - 1 - back
            there = mass.between(lines, (other_end - other_size)[held], other_end[held])
            own[held] += there
            linked_own[held] += mass.linked[lines]
            words[held] += mass.words[lines]
            share = there / np.maximum(mass.linked[lines], 1e-6)
            weakest[held] = np.minimum(weakest[held], np.where(mass.words[lines] > 0, share, 1))
            many = size[held] > 1
            bare = standard.of_lines(there[many], mass.words[lines[many]])
            barest[held[many]] = np.minimum(barest[held[many]], bare)
        inside += own
        leaving += np.sqrt(np.maximum(0, linked_own - own))
        lone = np.flatnonzero((size == 1) & (other_size == 0))
        lines = end[lone] - 1
        skip_covered[lone] = standard.of_lines(mass.linked[lines], mass.words[lines])
    paired = beads.paired
    return {
        "covered": np.where(paired, inside / np.maximum(words, 1e-6), 0.0),
        "leaving": leaving,
        "weakest": np.where(paired, weakest, 0.0),
        "barest": np.where(paired, barest, 0.0),
        "skip_covered": skip_covered,
    }


@dataclass(frozen=True, slots=True)
class _Standard:
    """How much of a side's lines is linked: the median, and its robust spread."""

    median: float
    spread: float
    trust: float

    @classmethod
    def of(cls, mass: LineMass) -> _Standard:
        some = (mass.linked / np.maximum(mass.words, 1e-6))[mass.words > 0]
        if not len(some):
            return cls(0.0, 1.0, 0.0)
        median = float(np.median(some))
        spread = _MAD_TO_SIGMA * float(np.median(np.abs(some - median))) + _LEAST_SPREAD
        return cls(median, spread, len(some) / (len(some) + _PRIOR_LINES))

    def of_lines(self, linked: Doubles, words: Doubles) -> Doubles:
        """Return how far the linked share of some lines is from the median, in spreads."""
        share = np.where(words > 0, linked / np.maximum(words, 1e-6), self.median)
        away = (share - self.median) / self.spread
        found: Doubles = np.clip(away, -_MOST_SPREADS, _MOST_SPREADS) * self.trust
        return found

"""What a word's odds are against those of the same word elsewhere in the text.

A note that only one language has ("Amended by Law No. 93-74"), or a term that no model knows, has
no counterpart in any of its places: that is how this text is, and no fault of one pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.readings import ReadSide

Array = NDArray[np.float32]

_COVERED = -5.0  # log odds of a word that has a counterpart
_LEAST = 3  # other pairs that must have the word
_FEW = 2


def against_others(sides: Sequence[ReadSide]) -> list[Array]:
    """Return the network's odds of each text's words, lowered by what is usual for their stems.

    What is usual is taken from the other texts. All are of one language; shapes (words,).
    """
    highest = [_highest(side) for side in sides]
    by_stem: dict[str, list[float]] = defaultdict(list)
    for own in highest:
        for stem, value in own.items():
            by_stem[stem].append(value)
    for values in by_stem.values():
        values.sort()
    found = []
    for side, own in zip(sides, highest, strict=True):
        lower = {stem: _lowering(by_stem[stem], value) for stem, value in own.items()}
        usual = np.array([lower[word.stem] for word in side.words], np.float32)
        found.append(np.asarray(side.network - usual, np.float32))
    return found


def _highest(side: ReadSide) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, value in zip(side.words, side.network.tolist(), strict=True):
        found[word.stem] = max(found.get(word.stem, value), value)
    return found


def _lowering(ranked: Sequence[float], own: float) -> float:
    """Compute by how much to lower a word.

    It is 0 where the other words of its stem have counterparts, and the less, the fewer there are.
    """
    others = len(ranked) - 1
    if others < _LEAST:
        return 0.0
    usual = median_without(ranked, own)
    return max(0.0, usual - _COVERED) * others / (others + _FEW)


def median_without(ranked: Sequence[float], value: float) -> float:
    """Return the median of sorted values without one that is `value`.

    >>> median_without([1.0, 2.0, 4.0, 9.0], 9.0), median_without([1.0, 2.0, 4.0], 1.0)
    (2.0, 3.0)
    """
    at, rest = bisect_left(ranked, value), len(ranked) - 1
    low, high = ((rest - 1) // 2, rest // 2)
    return (ranked[low + (low >= at)] + ranked[high + (high >= at)]) / 2

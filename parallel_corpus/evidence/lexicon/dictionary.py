"""A general dictionary beside what was learnt: it knows words that no sentence pair had.

What it holds are stems, many of them of forms that a learnt lexicon never meets, and no strengths:
whether a match tells anything is for the models to say.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.lexicon.stems import places_of, root

_SAME_ROOT = 0.5


@dataclass(frozen=True)
class Dictionary:
    """English stems, and the Arabic stems that translate them."""

    translations: Mapping[str, frozenset[str]]

    @cached_property
    def _roots(self) -> dict[str, frozenset[str]]:
        """By English stem, of those that were asked for."""
        return {}

    @cached_property
    def arabic(self) -> frozenset[str]:
        return frozenset(other for others in self.translations.values() for other in others)

    def matches(self, english: Sequence[str], arabic: Sequence[str]) -> NDArray[np.float32]:
        """Return 1 where two stems translate each other, 0.5 where only their roots do, else 0.

        >>> known = Dictionary({"write": frozenset({"كتب"})})
        >>> known.matches(["write"], ["كتب", "كاتب", "قرا"]).tolist()
        [[1.0, 0.5, 0.0]]
        """
        found = np.zeros((len(english), len(arabic)), dtype=np.float32)
        places, roots = places_of(arabic), places_of([root(word) for word in arabic])
        for i, word in enumerate(english):
            direct = self.translations.get(word)
            if direct is None:
                continue
            near = self._roots.get(word)
            if near is None:
                near = self._roots[word] = frozenset(map(root, direct))
            for other in near & roots.keys():
                found[i, roots[other]] = _SAME_ROOT
            for other in direct & places.keys():
                found[i, places[other]] = 1.0
        return found


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """Load the dictionary that the package ships; see data/README.md for its source."""
    packed = resources.files("parallel_corpus.evidence") / "data" / "dictionary.tsv.gz"
    lines = gzip.decompress(packed.read_bytes()).decode().splitlines()
    entries = (line.split("\t") for line in lines)
    return Dictionary({word: frozenset(others.split(" ")) for word, others in entries})

"""One space for the words of both languages, in which a word and its translation lie close.

The states of multilingual E5 (see `encode.states`), through one matrix a language, which was
trained on words that lexicon and dictionary link (tests/benchmarks/checks_calibrate_context.py),
as Dou and Neubig (2021, EACL) tune such models. It knows words that neither of the two knows, and
tells which sense is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode import Places
from parallel_corpus.encode.states import WordStates

Array = NDArray[np.float32]

_PHRASES = (3, 5)  # words
_COUNTERPARTS = (1, 2, 3, 4)


class Placed(NamedTuple):
    """The words of a text: their states, (words, 384), and unit rows in the space."""

    states: Array
    vectors: Array


class WordSpace:
    """`projections` has for "en" and "ar" a weight, (dimensions, states), and a bias."""

    def __init__(self, states: WordStates, projections: Mapping[str, Mapping[str, Array]]) -> None:
        self._states = states
        self._projections = projections

    def place(
        self, language: str, texts: Sequence[str], words: Sequence[Places]
    ) -> Iterator[Placed]:
        """Place the words of each text in the space, all of one language."""
        matrix = self._projections[language]
        for states in self._states(texts, words):
            yield Placed(states, _unit(states @ matrix["weight"].T + matrix["bias"]))


def phrase_matches(words: Array, others: Array) -> Array:
    """Return how close any phrase of the other side comes to each word and its neighbours.

    The shape is (words, 2): phrases of three words and of five. Phrases lie where their words lie
    together.
    """
    phrases = np.concatenate([_means(others, size) for size in _COUNTERPARTS])
    best = [(_around(words, size) @ phrases.T).max(axis=1) for size in _PHRASES]
    return np.stack(best, axis=1).astype(np.float32)


def _means(rows: Array, size: int) -> Array:
    """Return each run of `size` rows as a unit row, or one of all rows where there are fewer."""
    starts = np.arange(max(1, len(rows) - size + 1))
    return _runs(rows, starts, np.minimum(starts + size, len(rows)))


def _around(rows: Array, size: int) -> Array:
    """Return each row with its neighbours, as a unit row."""
    places = np.arange(len(rows))
    return _runs(
        rows, np.maximum(0, places - size // 2), np.minimum(len(rows), places + size // 2 + 1)
    )


def _runs(rows: Array, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Array:
    sums = np.vstack([np.zeros((1, rows.shape[1])), rows.cumsum(axis=0)])
    return _unit(sums[ends] - sums[starts])


def _unit(rows: NDArray[Any]) -> Array:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)

"""Vectors of single words, and how alike the words of two sides are by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode import knows_words
from parallel_corpus.evidence.lexicon import Token
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.language import script

_ROWS = 512  # words whose cosines with all words of the other side are in memory at once


def word_vectors(
    memory: TextVectors,
    pairs: Sequence[tuple[str, str]],
    words: tuple[Sequence[Sequence[Token]], Sequence[Sequence[Token]]],
) -> Mapping[str, NDArray[np.float32]]:
    """Return a unit vector for each stem: that of its shortest form in the first batch with it."""
    known = memory.word_vectors
    forms: dict[str, str] = {}
    for side, found in enumerate(words):
        for pair, tokens_ in zip(pairs, found, strict=True):
            for word in tokens_:
                if word.stem in known:
                    continue
                form = script.strip_marks(pair[side][word.start : word.end]).casefold()
                if (len(form), form) < (
                    len(forms.get(word.stem, form)),
                    forms.get(word.stem, "\uffff"),
                ):
                    forms[word.stem] = form
    stems = sorted(forms)
    if stems and not knows_words(memory.encoder):
        known.update((stem, np.zeros(1, np.float32)) for stem in stems)  # like no other word
    elif stems:
        vectors = memory.encoder.encode([forms[stem] for stem in stems])
        known.update(zip(stems, vectors, strict=True))
    return known


def word_cosines(
    vectors: Mapping[str, NDArray[np.float32]], here: Sequence[Token], there: Sequence[Token]
) -> NDArray[np.float32]:
    """Return the cosine of each word here with each word there, shape (words here, words there)."""
    if not here or not there:
        return np.zeros((len(here), len(there)), dtype=np.float32)
    rows = np.stack([vectors[word.stem] for word in here])
    columns = np.stack([vectors[word.stem] for word in there])
    return np.asarray(rows @ columns.T)


def closest(
    vectors: Mapping[str, NDArray[np.float32]], here: Sequence[str], there: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Return the best cosine of each word with any of the other side, for both sides.

    Each stem is compared once, and a few hundred rows of the table are in memory at a time.
    """
    own, others = list(dict.fromkeys(here)), list(dict.fromkeys(there))
    columns = np.stack([vectors[stem] for stem in others]).T
    best = np.empty(len(own), np.float32)
    best_there = np.full(len(others), -1, np.float32)
    for start in range(0, len(own), _ROWS):
        cosines = np.stack([vectors[stem] for stem in own[start : start + _ROWS]]) @ columns
        best[start : start + _ROWS] = cosines.max(axis=1)
        np.maximum(best_there, cosines.max(axis=0), out=best_there)
    by_stem = dict(zip(own, best.tolist(), strict=True))
    by_other = dict(zip(others, best_there.tolist(), strict=True))
    return [by_stem[stem] for stem in here], [by_other[stem] for stem in there]

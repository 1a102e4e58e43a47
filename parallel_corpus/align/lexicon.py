"""Words as evidence: a bilingual lexicon that the encoder itself provides.

A sentence encoder places single words of both languages in one space, so the nearest word of
the other text is most often its translation; no dictionary and no training text is needed.
Two spans are compared by the words that translate each other, each word weighted by its rarity
(Spärck Jones 1972). Sums of words are bilinear as sums of vectors are, so spans cost no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.spans import Floats
from parallel_corpus.encode import Encoder, Vectors
from parallel_corpus.language.script import western_digits, words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Words are translations above this cosine (after centring), fully so at 1.
_THRESHOLD = 0.4
# The rarest words of very long texts are left out, to bound time and memory.
_MAX_WORDS = 3000
_CHUNK = 1024

Nearest = tuple[NDArray[np.int64], Floats]


@dataclass(frozen=True)
class WordEvidence:
    """Lines as weighted words; `source` is already translated into words of the target.

    Rows are lines, columns the target's words. The weights (lines,) are the squared lengths of
    the lines as bags of words.
    """

    source: csr_array
    target: csr_array
    source_weights: NDArray[np.float64]
    target_weights: NDArray[np.float64]

    def cells(self, sources: slice, targets: slice) -> Floats:
        """Weighted words that lines share, dense, shape (sources, targets)."""
        product = self.source[sources] @ self.target[targets].T
        return np.asarray(product.toarray(), dtype=np.float32)

    def part(self, sources: slice, targets: slice) -> WordEvidence:
        """The evidence for a stretch of either side."""
        return WordEvidence(
            self.source[sources],
            self.target[targets],
            self.source_weights[sources],
            self.target_weights[targets],
        )


def word_evidence(
    source: Sequence[str], target: Sequence[str], encoder: Encoder | None
) -> WordEvidence | None:
    """Words that the two texts share or that translate each other.

    Without an encoder only equal words count, which is right within one language. None where
    a side has no words.
    """
    mine, yours = _Vocabulary.of(source), _Vocabulary.of(target)
    if not mine.order or not yours.order:
        return None
    links = _equal(mine, yours) if encoder is None else _translations(mine, yours, encoder)
    a, b = mine.matrix(), yours.matrix()
    return WordEvidence(
        (a @ links).tocsr(),
        b.tocsr(),
        np.asarray(a.multiply(a).sum(axis=1)).ravel(),
        np.asarray(b.multiply(b).sum(axis=1)).ravel(),
    )


@dataclass(frozen=True)
class _Vocabulary:
    """The words of a text, the lines they are in, and how rare they are."""

    lines: list[Counter[str]]
    order: dict[str, int]
    rarity: NDArray[np.float64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Vocabulary:
        lines = [Counter(_keys(text)) for text in texts]
        spread = Counter(word for line in lines for word in line)
        common = sorted(spread, key=lambda word: (-spread[word], word))[:_MAX_WORDS]
        order = {word: index for index, word in enumerate(sorted(common))}
        rarity = np.array([np.log((1 + len(lines)) / spread[word]) for word in order])
        return cls(lines, order, rarity)

    def matrix(self) -> csr_array:
        from scipy.sparse import csr_array

        rows, columns, values = [], [], []
        for row, line in enumerate(self.lines):
            for word, count in sorted(line.items()):
                if word in self.order:
                    rows.append(row)
                    columns.append(self.order[word])
                    values.append(count**0.5 * self.rarity[self.order[word]])
        return csr_array((values, (rows, columns)), shape=(len(self.lines), len(self.order)))


def _keys(text: str) -> list[str]:
    return [western_digits(word).casefold() for _, _, word in words(text)]


def _equal(mine: _Vocabulary, yours: _Vocabulary) -> csr_array:
    from scipy.sparse import csr_array

    shared = [word for word in mine.order if word in yours.order]
    rows, columns = [mine.order[w] for w in shared], [yours.order[w] for w in shared]
    shape = len(mine.order), len(yours.order)
    return csr_array((np.ones(len(shared)), (rows, columns)), shape=shape)


def _translations(mine: _Vocabulary, yours: _Vocabulary, encoder: Encoder) -> csr_array:
    """Each word's nearest word, from either side, by how far it is above the threshold."""
    from scipy.sparse import csr_array

    vectors = encoder.encode([*mine.order, *yours.order])
    source, target = (_centred(v) for v in np.split(vectors, [len(mine.order)]))
    forth, back = _nearest(source, target)
    links = {(i, int(j)): float(s) for i, (j, s) in enumerate(zip(*forth, strict=True))}
    links |= {(int(i), j): float(s) for j, (i, s) in enumerate(zip(*back, strict=True))}
    links |= {(mine.order[w], yours.order[w]): 1.0 for w in mine.order if w in yours.order}
    kept = sorted((place, s) for place, s in links.items() if s > _THRESHOLD)
    values = [(s - _THRESHOLD) / (1 - _THRESHOLD) for _, s in kept]
    rows, columns = [i for (i, _), _ in kept], [j for (_, j), _ in kept]
    return csr_array((values, (rows, columns)), shape=(len(source), len(target)))


def _centred(vectors: Vectors) -> Vectors:
    centred = vectors - vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.where(norms > 1e-6, norms, 1), dtype=np.float32)


def _nearest(source: Vectors, target: Vectors) -> tuple[Nearest, Nearest]:
    """The nearest row of the other side and its cosine, for the source's rows and the target's."""
    best = np.empty(len(source), dtype=np.int64)
    value = np.empty(len(source), dtype=np.float32)
    back = np.zeros(len(target), dtype=np.int64)
    back_value = np.full(len(target), -np.inf, dtype=np.float32)
    for first in range(0, len(source), _CHUNK):
        similar = source[first : first + _CHUNK] @ target.T
        best[first : first + len(similar)] = similar.argmax(axis=1)
        value[first : first + len(similar)] = similar.max(axis=1)
        highest = similar.max(axis=0)
        better = highest > back_value
        back[better] = similar.argmax(axis=0)[better] + first
        back_value[better] = highest[better]
    return (best, value), (back, back_value)

"""Vectors of texts and words, each computed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode import Encoder, Places
from parallel_corpus.encode.context import contextual
from parallel_corpus.encode.memory import RememberedWords
from parallel_corpus.language import script
from parallel_corpus.model import Language

# Characters that are encoded at once. An encoder's memory grows with the text, and 20,000 words
# took 850 MB; the texts of a unit are seldom a tenth as long.
_PIECE = 8000


class TextVectors:
    """An encoder, the languages of a bitext, and a memory of the vectors computed for it."""

    def __init__(self, encoder: Encoder, source: Language, target: Language) -> None:
        self.encoder = encoder
        self.source_language = source
        self.target_language = target
        self.word_vectors: dict[str, NDArray[np.float32]] = {}
        """By stem; see `evidence.word_vectors`."""
        self._by_text: dict[str, NDArray[np.float32]] = {}
        inner = contextual(encoder)
        kept = inner if inner is None or isinstance(inner, RememberedWords) else None
        self.in_context = kept or (RememberedWords(inner) if inner else None)
        """The encoder of words in context, None where there is none."""

    def read_ahead(self, texts: Sequence[str], words: Sequence[Places]) -> None:
        """Encode plain texts with their words, in one pass, unless they are known already.

        The words are kept until `in_context` is asked for them.
        """
        if not hasattr(self.in_context, "encode_with_words"):
            return
        remembers = getattr(self.encoder, "remembers", self._by_text.__contains__)
        new = {
            text: places
            for text, places in zip(texts, words, strict=True)
            if len(text) <= _PIECE and not (text in self._by_text or remembers(text))
        }
        if new and self.in_context:
            rows, states = self.in_context.encode_with_words(list(new), list(new.values()))
            self._by_text.update(zip(new, rows, strict=True))
            self.in_context.keep(list(new), list(new.values()), states)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode `texts` to unit rows; vowel marks and tatweel never reach the encoder."""
        bare = [script.strip_marks(text) for text in texts]
        missing = sorted({text for text in bare if text not in self._by_text})
        if missing:
            rows = self.encode(missing)
            self._by_text.update(zip(missing, rows, strict=True))
        if not bare:
            return np.zeros((0, 1), dtype=np.float32)
        return np.stack([self._by_text[text] for text in bare])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode `texts` to unit rows and remember none.

        The row of a very long text is the mean of the rows of its pieces.
        """
        if all(len(text) <= _PIECE for text in texts):
            return self.encoder.encode(texts)
        pieces = [_pieces(text) for text in texts]
        rows = self.encoder.encode([piece for found in pieces for piece in found])
        ends = accumulate(map(len, pieces), initial=0)
        means = np.stack([rows[start:end].mean(axis=0) for start, end in pairwise(ends)])
        norms = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.where(norms > 0, norms, 1), np.float32)

    def similarity(self, source: str, target: str) -> float:
        """Return the cosine of two texts, -1 to 1."""
        one, other = self.vectors([source, target])
        return float(one @ other)


def _pieces(text: str) -> list[str]:
    """Cut the text into pieces, at white space where there is some.

    >>> [len(piece) for piece in _pieces("word " * 2000)]
    [7999, 2001]
    """
    return re.findall(rf"(?s).{{1,{_PIECE}}}(?=\s|\Z)|.{{1,{_PIECE}}}", text) or [text]

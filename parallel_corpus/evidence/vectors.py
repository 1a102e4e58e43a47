"""Vectors of texts and words, each computed once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode import Encoder
from parallel_corpus.language import script
from parallel_corpus.model import Language


class TextVectors:
    """An encoder, the languages of a bitext, and a memory of the vectors computed for it."""

    def __init__(self, encoder: Encoder, source: Language, target: Language) -> None:
        self.encoder = encoder
        self.source_language = source
        self.target_language = target
        self.word_vectors: dict[str, NDArray[np.float32]] = {}
        """By stem; see `coverage`."""
        self._by_text: dict[str, NDArray[np.float32]] = {}

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode `texts` to unit rows; vowel marks and tatweel never reach the encoder."""
        bare = [script.strip_marks(text) for text in texts]
        missing = sorted({text for text in bare if text not in self._by_text})
        if missing:
            rows = self.encoder.encode(missing)
            self._by_text.update(zip(missing, rows, strict=True))
        if not bare:
            return np.zeros((0, 1), dtype=np.float32)
        return np.stack([self._by_text[text] for text in bare])

    def similarity(self, source: str, target: str) -> float:
        """Return the cosine of two texts, -1 to 1."""
        one, other = self.vectors([source, target])
        return float(one @ other)

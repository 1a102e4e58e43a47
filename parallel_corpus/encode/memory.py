"""Vectors in memory, for as long as one piece of work takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallel_corpus.encode.protocol import Encoder, Places, Vectors, knows_words, word_encoder
from parallel_corpus.errors import EncoderError


class RememberingEncoder:
    """An encoder that encodes each text once.

    A text's vector depends in its last bits on the texts it is encoded with, so whoever wants
    the same bytes again begins each piece of work with a memory of its own.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.knows_words = knows_words(encoder)
        self.contextual = getattr(encoder, "contextual", encoder)
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows for `texts`, as the encoder gives them."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if missing:
            rows = self._encoder.encode(missing)
            self._vectors.update(zip(missing, rows, strict=True))
        if not texts:
            return self._encoder.encode([])
        return np.stack([self._vectors[text] for text in texts])

    def encode_with_words(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit rows for `texts`, the same as `encode` gives, and rows of their words."""
        inner = word_encoder(self._encoder)
        if inner is None:
            raise EncoderError(f"the encoder {self.name!r} has no vectors of words")
        rows, states = inner.encode_with_words(texts, words)
        for text, row in zip(texts, rows, strict=True):
            self._vectors.setdefault(text, row)
        return self.encode(texts), states

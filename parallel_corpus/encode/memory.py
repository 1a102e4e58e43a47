"""Vectors in memory: the stages of one build ask for the same texts again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallel_corpus.encode.protocol import Encoder, Vectors, knows_words

# Some 40 MB with the default encoder.
_MOST_TEXTS = 20_000


class RememberingEncoder:
    """An encoder that remembers the texts it has seen last, up to a bounded number."""

    def __init__(self, encoder: Encoder, most: int = _MOST_TEXTS) -> None:
        self.name = encoder.name
        self.knows_words = knows_words(encoder)
        self._encoder = encoder
        self._most = most
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        fresh = self._encoder.encode(new) if new or not texts else np.empty((0, 0), np.float32)
        if len(new) == len(texts):
            vectors = fresh
        else:
            row = {text: k for k, text in enumerate(new)}
            vectors = np.stack(
                [fresh[row[text]] if text in row else self._known[text] for text in texts]
            )
        self._remember(new, fresh)
        return np.asarray(vectors, dtype=np.float32)

    def _remember(self, texts: list[str], vectors: Vectors) -> None:
        self._known |= {text: vectors[k].copy() for k, text in enumerate(texts)}
        for text in list(self._known)[: max(0, len(self._known) - self._most)]:
            del self._known[text]

    def __reduce__(self) -> tuple[object, ...]:
        # To another process goes the encoder, not the memory.
        return RememberingEncoder, (self._encoder, self._most)

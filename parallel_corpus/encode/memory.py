"""Vectors in memory, for as long as one piece of work takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from parallel_corpus.encode.protocol import Encoder, Places, Vectors, knows_words, word_encoder
from parallel_corpus.errors import EncoderError

_WORDS = 16_384  # whose vectors are kept until they are asked for again: 32 MB
_Key = tuple[str, tuple[tuple[int, int], ...]]


class RememberingEncoder:
    """An encoder that encodes each text once.

    A text's vector depends in its last bits on the texts it is encoded with, so whoever wants
    the same bytes again begins each piece of work with a memory of its own.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.knows_words = knows_words(encoder)
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}
        inner = getattr(encoder, "contextual", encoder)
        self._words = RememberedWords(inner) if hasattr(inner, "encode_in_context") else None
        self.contextual = self._words or inner

    def remembers(self, text: str) -> bool:
        """Tell whether the text was encoded already."""
        return text in self._vectors

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
        if self._words:
            self._words.keep(texts, words, states)
        return self.encode(texts), states


class RememberedWords:
    """An encoder of words in context that remembers those that were encoded with their texts.

    The aligner asks for them before the checks do, mostly for the same words. What is given is
    forgotten, since nobody asks a third time.
    """

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._known: dict[_Key, Vectors] = {}
        self._room = _WORDS

    def keep(self, texts: Sequence[str], words: Sequence[Places], rows: Sequence[Vectors]) -> None:
        """Keep the rows of the words of texts until they are asked for, as far as there is room."""
        for text, places, found in zip(texts, words, rows, strict=True):
            key = _key(text, places)
            if key not in self._known and len(found) <= self._room:
                self._known[key] = found.copy()  # not a view that keeps those of other texts
                self._room -= len(found)

    def encode_in_context(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]:
        """Return one unit row a word of each text."""
        keys = [_key(text, places) for text, places in zip(texts, words, strict=True)]
        known = {key: self._known.pop(key) for key in dict.fromkeys(keys) if key in self._known}
        self._room += sum(map(len, known.values()))
        missing = [i for i, key in enumerate(keys) if key not in known]
        fresh = self._encoder.encode_in_context(
            [texts[i] for i in missing], [words[i] for i in missing]
        )
        known.update((keys[i], rows) for i, rows in zip(missing, fresh, strict=True))
        return [known[key] for key in keys]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._encoder, name)


def _key(text: str, places: Places) -> _Key:
    return text, tuple((start, end) for start, end in places)

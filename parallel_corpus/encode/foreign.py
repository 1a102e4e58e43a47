"""Encoders that users bring: any object with `encode`, sentence-transformers' models among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

import numpy as np

from parallel_corpus.encode.cache import CachedEncoder
from parallel_corpus.encode.load import DEFAULT, load_encoder
from parallel_corpus.encode.protocol import Encoder, Vectors, as_array, encode_unique
from parallel_corpus.encode.transformer import SentenceTransformerEncoder
from parallel_corpus.encode.vector_file import VectorFile
from parallel_corpus.errors import EncoderError


class Encodes(Protocol):
    """An object whose `encode` gives a vector a text: an array, rows, lists or tensors."""

    def encode(self, texts: list[str], /) -> object: ...


EncoderLike = Encoder | Encodes | str
"""What stands for an encoder: a name, an encoder, or an object with `encode`."""


class ForeignEncoder:
    """An object with `encode`, held to what an `Encoder` promises.

    Its vectors may be lists, arrays or tensors, of any length. Its `name` is the object's, or that
    of its class.

    >>> class Lengths:
    ...     def encode(self, texts): return [[len(text), 3] for text in texts]
    >>> ForeignEncoder(Lengths()).encode(["abcd"]).tolist()
    [[0.800000011920929, 0.6000000238418579]]
    """

    def __init__(self, model: Any) -> None:
        if not callable(getattr(model, "encode", None)):
            raise EncoderError(
                f"{type(model).__name__} is not an encoder",
                hint="Give a name as 'use', or an object whose encode(texts) gives a vector a text",
            )
        self._model = model
        name = getattr(model, "name", None)
        self.name = name if isinstance(name, str) else type(model).__name__

    @property
    def knows_words(self) -> bool:
        """Tell whether the object takes single words, too."""
        return bool(getattr(self._model, "knows_words", True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text. Raises EncoderError for what is no such array."""
        return encode_unique(self._rows, texts)

    def _rows(self, texts: list[str]) -> Vectors:
        given = self._model.encode(texts)
        try:
            rows = [as_array(row) for row in given]
            return np.stack(rows) if rows else np.zeros((0, 1), np.float32)
        except (TypeError, ValueError) as error:
            raise EncoderError(
                f"the encoder {self.name} gave no vectors: {error}",
                hint="encode(texts) must give one vector of numbers a text, all of one length",
            ) from error


def as_encoder(encoder: EncoderLike | None) -> Encoder:
    """Return an encoder for a name, an encoder or a user's object; by default the embedded one.

    Raises EncoderError for an unknown name, and for an object without `encode`.
    """
    if encoder is None or isinstance(encoder, str):
        return load_encoder(encoder or DEFAULT)
    if isinstance(encoder, CachedEncoder | VectorFile) or hasattr(encoder, "encode_with_words"):
        return cast("Encoder", encoder)
    if _is_sentence_transformer(encoder):
        return SentenceTransformerEncoder.of(encoder)
    return ForeignEncoder(encoder)


def _is_sentence_transformer(encoder: Any) -> bool:
    """Tell by the name of the class, since importing its package takes seconds."""
    return any(
        cls.__name__ == "SentenceTransformer" and cls.__module__.startswith("sentence_transformers")
        for cls in type(encoder).__mro__
    )

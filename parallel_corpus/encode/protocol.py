"""What an encoder is, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.errors import EncoderError
from parallel_corpus.support.journal import JOURNAL

Vectors = NDArray[np.float32]
"""One unit row a text, shape (texts, dimensions)."""

Places = Sequence[tuple[int, int]]
"""Where words stand in a text: (start, end) offsets, in order."""

_CHUNK = 64


class Encoder(Protocol):
    """Anything that turns texts into unit vectors.

    `name` says which model with which settings: equal names give equal vectors. An encoder that
    cannot encode single words (because it only knows the vectors it was given) says so with an
    attribute `knows_words = False`; one that says `is_bilingual`, whether it brings English and
    Arabic together, is not tried on sentences of both.
    """

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class WordEncoder(Encoder, Protocol):
    """An encoder that also tells what each word means where it stands.

    `encode_with_words` gives the texts' vectors as `encode` does, and for each text one unit row a
    word; words of both languages lie in one space. Rows of words may have another size than texts'.
    """

    def encode_with_words(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]: ...


def word_encoder(encoder: Encoder) -> WordEncoder | None:
    """Return the encoder if it, or the one it wraps, has vectors of words in context."""
    inner: Any = getattr(encoder, "contextual", encoder)
    if not hasattr(inner, "encode_with_words"):
        return None
    return cast("WordEncoder", encoder if hasattr(encoder, "encode_with_words") else inner)


def knows_words(encoder: Encoder) -> bool:
    """Tell whether the encoder can be asked for words that are no segment of the text."""
    return bool(getattr(encoder, "knows_words", True))


def encode_unique(
    model: Callable[[list[str]], Vectors], texts: Sequence[str], chunk: int = _CHUNK
) -> Vectors:
    """Encode each distinct text once, shortest first (batches then pad least); unit rows.

    Raises EncoderError when the model gives anything but one finite vector a text.
    """
    order = sorted(set(texts), key=lambda text: (len(text), text))
    if not order:
        return np.zeros((0, 1), dtype=np.float32)
    JOURNAL.debug("encode %d texts", len(order))
    chunks = [np.atleast_2d(model(order[i : i + chunk])) for i in range(0, len(order), chunk)]
    if len({rows.shape[1:] for rows in chunks}) > 1:
        raise EncoderError("the encoder gave vectors of different sizes")
    vectors = np.concatenate(chunks).astype(np.float32)
    if vectors.ndim != 2 or len(vectors) != len(order) or not np.isfinite(vectors).all():
        raise EncoderError("the encoder gave missing or non-finite vectors")
    vectors = unit_rows(vectors)
    row = {text: i for i, text in enumerate(order)}
    return np.asarray(vectors[[row[text] for text in texts]], dtype=np.float32)


def unit_rows(rows: Vectors) -> Vectors:
    """Scale rows to length one; rows of zeros stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1), dtype=np.float32)


def as_array(values: Any) -> Vectors:
    """Return a list, an array or a tensor (on any device) as an array.

    >>> as_array([1, 2]).tolist()
    [1.0, 2.0]
    """
    if hasattr(values, "detach"):
        values = values.detach().cpu().float().numpy()
    return np.asarray(values, dtype=np.float32)


def first_line(error: BaseException) -> str:
    """Return what an exception says, in one line."""
    return (str(error) or type(error).__name__).splitlines()[0]

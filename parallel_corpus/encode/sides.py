"""Both sides of a bitext: vectors of their lines, and of their words in context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from parallel_corpus.encode.bilingual import is_bilingual
from parallel_corpus.encode.protocol import Encoder, Vectors, WordEncoder, word_encoder
from parallel_corpus.encode.words import Words
from parallel_corpus.errors import EncoderError
from parallel_corpus.language.script import majority_script, western_digits
from parallel_corpus.language.script import words as words_in
from parallel_corpus.support.journal import say_once

_LINES_AT_ONCE = 256
_MOST_WORDS = 4000  # of a line; a long chapter in one line has about as many
# What an encoder's limits mean, once for each encoder.
_LESS = "their vectors and lengths alone, which is less exact"
_WRONG = "expect a wrong alignment, or choose a multilingual model"


def encode_sides(
    encoder: Encoder, source: Sequence[str], target: Sequence[str]
) -> tuple[tuple[Vectors, Vectors], tuple[Words, Words] | None]:
    """Return vectors of both sides' lines and of their words, where the encoder has those."""
    texts = [*source, *target]
    with_words = word_encoder(encoder)
    words = None
    if with_words is None:
        say_once(
            f"the encoder {encoder.name!r} has no words in context: lines are aligned by {_LESS}"
        )
        vectors = encoder.encode(texts)
    else:
        vectors, words = _with_words(with_words, source, target)
    if majority_script(source) != majority_script(target) and not is_bilingual(encoder):
        say_once(
            f"the encoder {encoder.name!r} does not bring English and Arabic together: {_WRONG}"
        )
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise EncoderError(
            f"encoder {encoder.name!r} gave vectors of shape {vectors.shape} for {len(texts)} texts"
        )
    # A line without a letter or digit says nothing, whatever an encoder makes of it.
    silent = [not any(c.isalnum() for c in text) for text in texts]
    vectors = np.where(np.array(silent)[:, None], np.float32(0), vectors)
    return (vectors[: len(source)], vectors[len(source) :]), words


def _with_words(encoder: WordEncoder, *sides: Sequence[str]) -> tuple[Vectors, tuple[Words, Words]]:
    """Encode lines and words in one pass.

    A few lines at a time: words need much more room before they are packed.
    """
    vectors: list[Vectors] = []

    def packed(side: Sequence[str], places: list[list[tuple[int, int]]]) -> Iterator[Vectors]:
        for first in range(0, len(side), _LINES_AT_ONCE):
            some = slice(first, first + _LINES_AT_ONCE)
            rows, words = encoder.encode_with_words(side[some], places[some])
            vectors.append(rows)
            yield from words

    found = []
    for side in sides:
        spans = [_some_words(text) for text in side]
        keys = [[western_digits(word).casefold() for *_, word in line] for line in spans]
        places = [[(start, end) for start, end, _ in line] for line in spans]
        found.append(Words.of(packed(side, places), keys))
    return np.concatenate(vectors), (found[0], found[1])


def _some_words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a line that are compared one by one: no more than fit in memory."""
    found = words_in(text)
    if len(found) > _MOST_WORDS:
        say_once(
            f"a line has {len(found):,} words: its first {_MOST_WORDS:,} are compared word by word"
        )
    return found[:_MOST_WORDS]

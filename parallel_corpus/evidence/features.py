"""What is known of each word of a unit, from all evidence and in its context.

A single word's vector knows neither its sense nor its neighbours. Encoders that know words in
context (see `encode.context`) are asked for the best match of each word on the other side, as
SimAlign (Jalili Sabet et al. 2020) and BERTScore (Zhang et al. 2020) do; the space of translations
(see `space`), the lexicon, a dictionary and the words' links (see `links`) join in. `network` makes
of all that whether something is missing. It takes the place of leave-one-span-out: it finds more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.context import ContextualEncoder
from parallel_corpus.evidence.coverage import (
    BY_COSINE,
    COSINES,
    NAME_HEARD,
    Coverage,
    Side,
    heaviest,
)
from parallel_corpus.evidence.lexicon import Dictionary, Token, TranslationLexicon, load_dictionary
from parallel_corpus.evidence.links import (
    CLOSE,
    CLOSE_HERE,
    HEARD,
    LISTED,
    MATCHED,
    STRENGTH,
    Words,
    channels,
    linked,
    scores,
)
from parallel_corpus.evidence.network import Network, Rows
from parallel_corpus.evidence.space import Placed, WordSpace, phrase_matches
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.evidence.word_vectors import word_cosines
from parallel_corpus.language import script

Array = NDArray[np.float32]

# Half the log likelihood ratio of "in an unrelated sentence" by the best cosine of a word in
# context, in the deciles of related and unrelated together: half, since neighbours share what they
# say. 240 clean and 240 neighbouring UN pairs, 25,928 words.
_COSINES_HERE = (0.15, 0.21, 0.27, 0.34, 0.48, 0.61, 0.69, 0.76, 0.82)
_BY_COSINE_HERE = np.array((3.63, 3.0, 1.99, 1.38, 0.28, -0.85, -1.37, -1.61, -1.98, -2.23))
# What the dictionary adds for words that the lexicon links to nothing: a translation stands there,
# one of its root does, none does; 300 clean and 300 unrelated UN pairs, 5,700 words.
_TRANSLATION, _ROOT, _NONE = -1.6, -1.1, 0.35
_NEEDS = 4  # the column of a word's features that says how many words a word makes
_WINDOWS = ((3, 8.0), (7, 10.0))  # words: a phrase, a clause; what makes their weight about 1


@dataclass(frozen=True)
class Known:
    """What is known of a unit: rows for English words, for Arabic words, and of the whole."""

    channels: Array
    """(English words, Arabic words, 9), see `links.channels`."""
    english: Rows
    arabic: Rows
    whole: Array

    def words(self, network: Network) -> tuple[Rows, Rows, Array]:
        """Return what the network reads of each word, and the log odds that each two go together.

        The words are rows of features with those of their links; the log odds have shape (English
        words, Arabic words).
        """
        score = scores(self.channels, network.links)
        sides = self.english, self.arabic
        links = linked(score, (sides[0].features[:, _NEEDS], sides[1].features[:, _NEEDS]))
        english, arabic = (
            Rows(np.hstack([side.features, columns]), side.states)
            for side, columns in zip(sides, links, strict=True)
        )
        return english, arabic, score


def known(
    memory: TextVectors,
    encoders: tuple[ContextualEncoder, WordSpace],
    coverages: Sequence[Coverage],
    lexicon: TranslationLexicon,
) -> Iterator[Known]:
    """Yield what is known of each pair, which has words on both sides."""
    from_english = memory.source_language == "en"
    sides = [item.source for item in coverages], [item.target for item in coverages]
    english, arabic = sides if from_english else sides[::-1]
    read = zip(_read("en", english, encoders), _read("ar", arabic, encoders), strict=True)
    knowledge = lexicon, load_dictionary()
    for item, one, other, (here, there) in zip(coverages, english, arabic, read, strict=True):
        words = Words(one.text, one.words), Words(other.text, other.words)
        single = word_cosines(memory.word_vectors, one.words, other.words)
        spaces = here.placed.vectors, there.placed.vectors
        cosines = single, here.context @ there.context.T, spaces[0] @ spaces[1].T
        seen = channels(*words, knowledge, cosines)
        evidence = (
            _Evidence(one.lexical, phrase_matches(*spaces), here.placed.states),
            _Evidence(other.lexical, phrase_matches(*spaces[::-1]), there.placed.states),
        )
        excess = item.source_excess if from_english else item.target_excess
        yield _known(seen, words, evidence, knowledge, (item.similarity, excess / 3))


class _Read(NamedTuple):
    """The words of a text as the encoder has them in context, unit rows, and in the space."""

    context: Array
    placed: Placed


def _read(
    language: str, sides: Sequence[Side], encoders: tuple[ContextualEncoder, WordSpace]
) -> Iterator[_Read]:
    encoder, space = encoders
    texts = [script.strip_marks(side.text) for side in sides]
    places = [
        word_places(side.text, side.words, plain) for side, plain in zip(sides, texts, strict=True)
    ]
    return map(
        _Read, encoder.encode_in_context(texts, places), space.place(language, texts, places)
    )


def word_places(text: str, words: Sequence[Token], plain: str) -> list[tuple[int, int]]:
    """Find the words in the plain text, which lacks the vowel marks that encoders never see."""
    if plain == text:
        return [(word.start, word.end) for word in words]
    return [_place(text, word) for word in words]


def _place(text: str, word: Token) -> tuple[int, int]:
    return len(script.strip_marks(text[: word.start])), len(script.strip_marks(text[: word.end]))


class _Evidence(NamedTuple):
    """On the words of one text: the lexicon's, how their phrases match, and their states."""

    lexical: Sequence[float]
    phrases: Array
    states: Array


def _known(
    seen: Array,
    words: tuple[Words, Words],
    evidence: tuple[_Evidence, _Evidence],
    knowledge: tuple[TranslationLexicon, Dictionary],
    pair: tuple[float, float],
) -> Known:
    """Return what is known of the words; `pair` holds similarity and excess of length."""
    (english, here), (arabic, there) = (
        _side(seen.max(axis=1 - axis), words[axis], evidence[axis], knowledge, language)
        for axis, language in enumerate(("en", "ar"))
    )
    return Known(seen, english, arabic, np.array([*pair, *here, *there], np.float32))


def _side(
    best: Array,
    words: Words,
    evidence: _Evidence,
    knowledge: tuple[TranslationLexicon, Dictionary],
    language: str,
) -> tuple[Rows, list[float]]:
    """Return rows for the words of one language, and what is known of them together."""
    lexicon, dictionary = knowledge
    stems, phrases = words.stems, evidence.phrases
    listed = dictionary.translations.keys() if language == "en" else dictionary.arabic
    is_listed = np.array([stem in listed for stem in stems], np.float32)
    habits = np.asarray(lexicon.habits(language, stems), np.float32)
    from_lexicon = np.asarray(evidence.lexical, np.float32)
    alone, here = _evidence(from_lexicon, best, is_listed)
    columns = [
        from_lexicon / 3,
        *habits.T,
        is_listed,
        [stem.isdigit() for stem in stems],
        [min(len(stem), 7) / 7 for stem in stems],
        *(best[:, k] for k in (STRENGTH, LISTED, HEARD, CLOSE, CLOSE_HERE, MATCHED)),
        alone / 4,
        here / 4,
        *phrases.T,
        *words.written().T,
    ]
    together = [math.log(len(stems)), *habits[:, :3].mean(axis=0), is_listed.mean()]
    together += [float((best[:, LISTED] == 1).mean()), float(best[:, MATCHED].mean())]
    for values in (alone, here):
        run = heaviest(values.tolist())
        together += [math.log1p(run.weight) if run else 0.0, float(values.mean()) / 2]
    together += [_heaviest_of(here, size) / usual for size, usual in _WINDOWS]
    together += [float(phrases[:, 0].mean()), float(phrases[:, 0].min())]
    return Rows(np.stack(columns, axis=1).astype(np.float32), evidence.states), together


def _evidence(lexical: Array, best: Array, listed: Array) -> tuple[Array, Array]:
    """Return the evidence on each word that it has no counterpart, without and with its context."""
    alone = lexical + np.asarray(BY_COSINE)[np.searchsorted(COSINES, best[:, CLOSE])]
    alone = np.where(best[:, HEARD] > 0, np.minimum(alone, NAME_HEARD), alone)
    match = best[:, LISTED]
    alone = alone + np.select(
        [match == 1, match > 0, listed > 0], [_TRANSLATION, _ROOT, _NONE], default=0.0
    )
    here = alone + _BY_COSINE_HERE[np.searchsorted(_COSINES_HERE, best[:, CLOSE_HERE])]
    return alone.astype(np.float32), here.astype(np.float32)


def _heaviest_of(evidence: Array, size: int) -> float:
    size = min(size, len(evidence))
    return float(np.convolve(evidence, np.ones(size), "valid").max())

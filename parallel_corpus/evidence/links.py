"""Which word of one side goes with which of the other, and where a side has words too many.

Every pair of words gets a score from all that speaks for it: the learnt lexicon, the dictionary,
single words and words in context of the encoder, the space of translations, their sound, their
places. Words compete for each other, as in Melamed (2000, Computational Linguistics 26:2) but
softly. What links a word tells whether it is covered; where the links of its neighbours on one side
and on the other lie closer together on the far side than the words between them need, something was
left out there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.lexicon import Dictionary, Token, TranslationLexicon, places_of
from parallel_corpus.evidence.lexicon.transliteration import sounds_like

Array = NDArray[np.float32]

STRENGTH, LISTED, HEARD, CLOSE, CLOSE_HERE, MATCHED, APART = 0, 2, 3, 4, 5, 6, 7
"""Columns of `channels` that others read."""

# Strengths below which a name is listened for, and below which a word is free.
_WEAK, _TAKEN = 0.05, 0.25
_LEAST = 0.003  # strength that stands for none where its logarithm is taken
_AROUND = 4  # words on either side whose links say where a word should stand
_MARKS = frozenset(",;:،؛.()[]-–")
_NEAR = 3.0  # words: how far from that place a free word may be its counterpart


@dataclass(frozen=True)
class Words:
    """The words of one language in a unit: the text they are of, and their stems."""

    text: str
    tokens: Sequence[Token]

    @property
    def stems(self) -> list[str]:
        return [token.stem for token in self.tokens]

    def form(self, i: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[i].end]

    def written(self) -> Array:
        """Return how each word is written, shape (words, 4).

        The columns are: all in capitals, as acronyms are, which the other language often spells
        out; with a capital inside the text; in brackets; before a punctuation mark.
        """
        found, depth, at = [], 0, 0
        ends = [*(token.start for token in self.tokens[1:]), len(self.text)]
        for i, (token, end) in enumerate(zip(self.tokens, ends, strict=True)):
            before, after = self.text[at : token.start], self.text[token.end : end]
            depth += sum(before.count(mark) for mark in "([") - sum(map(before.count, ")]"))
            form = self.form(i)
            capitals = len(form) > 1 and form.isupper(), i > 0 and form[:1].isupper()
            found.append((*capitals, depth > 0, not _MARKS.isdisjoint(after)))
            at = token.end
        return np.array(found, np.float32)


def channels(
    english: Words,
    arabic: Words,
    knowledge: tuple[TranslationLexicon, Dictionary],
    cosines: Sequence[Array],
) -> Array:
    """Return the evidence for each pair of words, shape (English words, Arabic words, 9).

    `cosines` are those of single words, of words in their context, and in the `WordSpace`. The
    columns: strength in the lexicon, as a logarithm; whether it has one; the dictionary; the same
    token, or a name by its sound; the three cosines; the distance of their places, in shares of the
    texts and in words.
    """
    lexicon, dictionary = knowledge
    stems = english.stems, arabic.stems
    strengths, same = _strengths(lexicon, *stems)
    listed = np.where(same, 0, dictionary.matches(*stems)).astype(np.float32)
    heard = same.astype(np.float32) + _heard(english, arabic, strengths, listed)
    apart = np.abs(_places(len(stems[0]))[:, None] - _places(len(stems[1]))[None, :])
    words = max(map(len, stems))
    return np.stack(
        [
            np.log(strengths + _LEAST) / 3 + 1,
            strengths > 0,
            listed,
            heard,
            *cosines,
            apart * 4,
            np.minimum(apart * words, 10) / 5,
        ],
        axis=-1,
    ).astype(np.float32)


def strength_of(column: Array) -> Array:
    """Return the strengths that `channels` has as logarithms in its column `STRENGTH`."""
    return np.asarray(np.exp((column - 1) * 3) - _LEAST, np.float32)


def _strengths(
    lexicon: TranslationLexicon, english: Sequence[str], arabic: Sequence[str]
) -> tuple[Array, NDArray[np.bool_]]:
    found = np.zeros((len(english), len(arabic)), dtype=np.float32)
    same = np.zeros(found.shape, dtype=bool)
    places = places_of(arabic)
    for i, word in enumerate(english):
        known = lexicon.strengths.get(word, {})
        for other in known.keys() & places.keys():
            found[i, places[other]] = known[other]
        if word in places:
            found[i, places[word]], same[i, places[word]] = 1.0, True
    return found, same


def _heard(english: Words, arabic: Words, strengths: Array, listed: Array) -> Array:
    """Link names that nothing else links, by their sound."""
    found = np.zeros(strengths.shape, dtype=np.float32)
    free = np.flatnonzero(strengths.max(axis=0) < _TAKEN).tolist()
    open_ = (strengths.max(axis=1) < _WEAK) & (listed.max(axis=1) < 1)
    for i in np.flatnonzero(open_).tolist():
        name = english.form(i)
        if name[:1].isupper():
            for j in free:
                found[i, j] = sounds_like(name, arabic.form(j))
    return found


def _places(words: int) -> NDArray[np.float64]:
    return (np.arange(words) + 0.5) / max(words, 1)


def scores(seen: Array, model: Mapping[str, Any]) -> Array:
    """Return the log odds that two words go together, up to having no counterpart at all."""
    hidden = np.tanh(seen @ np.asarray(model["hidden"], np.float32).T + model["hidden_bias"])
    return np.asarray(hidden @ np.asarray(model["out"], np.float32) + model["bias"], np.float32)


def links(score: Array) -> Array:
    """Return how surely each two words are linked, as they compete for each other."""
    here = np.exp(score - _sum(score, 1)[:, None])
    there = np.exp(score - _sum(score, 0)[None, :])
    return np.asarray(here * there, np.float32)


def linked(score: Array, needs: tuple[Array, Array]) -> tuple[Array, Array]:
    """Return seven columns per word, for English and for Arabic.

    `needs` says how many words of the other language each word makes. The columns: the best score,
    the sum of all, how surely the word has a link of its own, the gap between where its neighbours
    before it and behind it are linked to, how surely those are linked, and how many words without
    a link stand about where it should be.
    """
    link = links(score)
    length = max(score.shape)
    apart = (_places(len(score))[:, None] - _places(score.shape[1])[None, :]) * length
    near = np.exp(-0.5 * (apart / _NEAR) ** 2)
    free = 1 - link.sum(axis=1), 1 - link.sum(axis=0)
    english = _columns(score, link, needs[0], near @ free[1])
    arabic = _columns(score.T, link.T, needs[1], near.T @ free[0])
    return english, arabic


def _sum(score: Array, axis: int) -> Array:
    """Return the log of the summed odds along `axis`, with "no counterpart" (log odds of 0)."""
    top = np.maximum(score.max(axis=axis), 0)
    total = np.exp(score - np.expand_dims(top, axis)).sum(axis=axis) + np.exp(-top)
    return np.asarray(top + np.log(total), np.float32)


def _columns(score: Array, link: Array, needs: Array, free: Array) -> Array:
    sure = link.sum(axis=1)
    place = (link @ np.arange(link.shape[1])) / (sure + 1e-3)
    lead = place - (np.cumsum(needs) - needs / 2)
    after, sure_after = _mean_of(lead, sure, range(1, _AROUND + 1))
    before, sure_before = _mean_of(lead, sure, range(-_AROUND, 0))
    gap = np.clip(after - before, -8, 8) / 4 * np.clip(np.minimum(sure_after, sure_before), 0, 1)
    columns = [
        score.max(axis=1) / 3,
        _sum(score, 1) / 3,
        sure,
        gap,
        np.clip(sure_after, 0, 2) / 2,
        np.clip(sure_before, 0, 2) / 2,
        free / 8,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _mean_of(values: Array, weights: Array, steps: range) -> tuple[Array, Array]:
    """Return the weighted mean over the neighbours that many steps away, and the weights' sum."""
    total, weight = np.zeros((2, len(values)), np.float32)
    for step in steps:
        if abs(step) >= len(values):
            continue
        mine = slice(max(0, -step), len(values) - max(0, step))
        theirs = slice(max(0, step), len(values) + min(0, step))
        total[mine] += (weights * values)[theirs]
        weight[mine] += weights[theirs]
    return np.asarray(total / (weight + 0.05), np.float32), weight

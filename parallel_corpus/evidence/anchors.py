"""Which words of a unit surely answer each other, cheaply: the ground that rules stand on.

Rules of closed lists ask "is the word that this one denies on the other side, and is it denied
there?". For that, few sure links are better than many likely ones, so only a strong entry of the
lexicon or dictionary, or two single words that the encoder finds nearly equal, make a link. Words
compete for each other, best first (competitive linking, Melamed 2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.bitext import BitextEvidence
from parallel_corpus.evidence.lexicon import Token, load_dictionary, places_of, tokens
from parallel_corpus.evidence.word_vectors import word_cosines, word_vectors
from parallel_corpus.model import Unit

_LEAST = 0.2  # strength in the lexicon
_LISTED = 0.35  # what an entry of the dictionary counts for
_CLOSE = 0.72  # cosine of single words
_APART = 2.5  # how fast a link loses by the distance of places, in shares of the text
_LONGEST = 400  # words: of longer texts the first ones are linked
_BATCH = 500
# English words that have no Arabic word of their own; whatever they are linked to is chance.
_BARE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "is",
        "are",
        "be",
        "was",
        "were",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "its",
        "it",
    ]
)


@dataclass(frozen=True)
class Anchors:
    """The words of a unit's English and Arabic text, and the links that are sure."""

    english: tuple[Token, ...]
    arabic: tuple[Token, ...]
    there: dict[int, int]
    """From English to Arabic words, by their numbers."""
    texts: tuple[str, str] = ("", "")
    """English and Arabic."""

    @cached_property
    def back(self) -> dict[int, int]:
        """From Arabic to English words."""
        return {j: i for i, j in self.there.items()}

    def filled(self, links: NDArray[np.float32], *, english_first: bool) -> Anchors:
        """Return the anchors and, for words without one, the likely links of a reading.

        `links` has shape (source words, target words), 0-1; of a text that was cut the first ones.
        """
        likely = links if english_first else links.T
        likely = likely[: len(self.english), : len(self.arabic)].copy()
        likely[list(self.there)] = 0.0
        likely[:, list(self.back)] = 0.0
        likely[[word.stem in _BARE for word in self.english]] = 0.0
        likely[likely < _LIKELY] = 0.0
        return replace(self, there={**self.there, **_compete(likely)})

    def expected(self, index: int, language: str) -> float:
        """Return where on the other side the counterpart of a word should stand, as a word number.

        Between its linked neighbours' counterparts; without any, in proportion to the lengths.
        """
        links = self.there if language == "en" else self.back
        here, other = len(self.english), len(self.arabic)
        if language != "en":
            here, other = other, here
        if index in links:
            return float(links[index])
        near = sorted(links, key=lambda i: (abs(i - index), i))[:2]
        if not near or abs(near[0] - index) > _NEAR:
            return (index + 0.5) / max(here, 1) * other
        return sum(links[i] for i in near) / len(near)


_NEAR = 6
_LIKELY = 0.5  # of a reading's links: more than of all others of the word


def anchors(evidence: BitextEvidence) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Anchors]:
    """Return the anchors of every paired unit, by the unit's key."""
    units = evidence.paired
    found = {}
    for start in range(0, len(units), _BATCH):
        for unit, item in _batch(evidence, units[start : start + _BATCH]):
            found[unit.key] = item
    return found


def _batch(evidence: BitextEvidence, units: tuple[Unit, ...]) -> Iterator[tuple[Unit, Anchors]]:
    english_first = evidence.bitext.source_language == "en"
    pairs = [
        (unit.source_text, unit.target_text)
        if english_first
        else (unit.target_text, unit.source_text)
        for unit in units
    ]
    english = [tuple(tokens(text)[:_LONGEST]) for text, _ in pairs]
    arabic = [tuple(tokens(text)[:_LONGEST]) for _, text in pairs]
    vectors = word_vectors(evidence, pairs, (english, arabic))
    for unit, here, there, texts in zip(units, english, arabic, pairs, strict=True):
        strengths = word_cosines(vectors, here, there)
        yield unit, Anchors(here, there, _linked(evidence, here, there, strengths), texts)


def _linked(
    evidence: BitextEvidence,
    english: tuple[Token, ...],
    arabic: tuple[Token, ...],
    cosines: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
) -> dict[int, int]:
    if not english or not arabic:
        return {}
    score = np.where(cosines >= _CLOSE, cosines - 0.3, 0.0)
    score = np.maximum(
        score,
        _LISTED
        * (
            load_dictionary().matches(
                [word.stem for word in english], [word.stem for word in arabic]
            )
            >= 1
        ),
    )
    known = evidence.lexicon.strengths
    score[[word.stem in _BARE for word in english]] = 0.0
    places = places_of([word.stem for word in arabic])
    for i, word in enumerate(english):
        if word.stem in _BARE:
            continue
        strengths = known.get(word.stem, {})
        for stem in strengths.keys() & places.keys():
            if strengths[stem] >= _LEAST:
                there = places[stem]
                score[i, there] = np.maximum(score[i, there], strengths[stem])
        if word.stem in places and strengths.get(word.stem, 0.0) < _LEAST:
            score[i, places[word.stem]] = 1.0
    apart = np.abs(
        (np.arange(len(english)) + 0.5)[:, None] / len(english)
        - (np.arange(len(arabic)) + 0.5)[None, :] / len(arabic)
    )
    score = score * np.exp(-_APART * apart)
    return _compete(score)


def _compete(score: NDArray[np.floating]) -> dict[int, int]:
    """Link words one to one, the strongest first."""
    rows, columns = np.nonzero(score > 0)
    order = np.argsort(-score[rows, columns], kind="stable")
    links: dict[int, int] = {}
    taken: set[int] = set()
    for k in order.tolist():
        i, j = int(rows[k]), int(columns[k])
        if i not in links and j not in taken:
            links[i] = j
            taken.add(j)
    return links

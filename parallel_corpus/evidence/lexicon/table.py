"""The lexicon: how strongly stems go together, and what a missing counterpart tells.

For each word of a pair, linking gives a code: linked one-to-one (by strength), covered by a word
that is taken already (by strength), not covered, or unknown. What a code tells depends on the word:
"the" without a counterpart is nothing, "extradition" is. So each word has counts of its codes in
translations and in unrelated pairs, and the log of their ratio is the evidence that this occurrence
is not translated.
"""

from __future__ import annotations

import gzip
import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

_MANY = 50_000  # candidate links of a pair; where there would be more, words look near by only
_NEAREST = 4  # occurrences of a repeated word

BOUNDS = (0.015, 0.05, 0.12, 0.25, 0.45)
CODES = 2 * (len(BOUNDS) + 1) + 1
_UNKNOWN = CODES - 1
_PRIOR = 4.0  # how many occurrences the general table counts for beside a word's own

Strengths = dict[str, dict[str, float]]
Counts = dict[str, tuple[Sequence[float], Sequence[float]]]
"""By word: counts of codes where the sides translate each other, and where they do not."""


@dataclass(frozen=True)
class TranslationLexicon:
    """English and Arabic stems, as `learn` in `learning` makes it or the package ships it."""

    strengths: Strengths
    """English stem, Arabic stem, strength (0-1)."""
    english: Counts
    arabic: Counts
    english_length: Mapping[str, float] = field(default_factory=dict)
    """How many Arabic words an English stem makes; "" is for all others."""
    arabic_length: Mapping[str, float] = field(default_factory=dict)
    logistic: Mapping[str, Any] = field(default_factory=dict)
    """Calibrated weights, see `divergence`."""

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of either language that the lexicon has an opinion on."""
        said = {other for others in self.strengths.values() for other in others}
        return frozenset(self.english) | frozenset(self.arabic) | said | self.strengths.keys()

    def codes(self, english: Sequence[str], arabic: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the code of every word of a pair, by competitive linking (Melamed 2000)."""
        links, best_en, best_ar = self._candidates(english, arabic)
        linked_en: dict[int, float] = {}
        linked_ar: dict[int, float] = {}
        for _, i, j, strength in links:
            if i not in linked_en and j not in linked_ar:
                linked_en[i] = linked_ar[j] = strength
        return (
            [self._code(linked_en.get(i), best_en[i], w in self.known)
             for i, w in enumerate(english)],
            [self._code(linked_ar.get(j), best_ar[j], w in self.known)
             for j, w in enumerate(arabic)],
        )  # fmt: skip

    def _candidates(
        self, english: Sequence[str], arabic: Sequence[str]
    ) -> tuple[list[tuple[float, int, int, float]], list[float], list[float]]:
        places = defaultdict(list)
        for j, word in enumerate(arabic):
            places[word].append(j)
        best: dict[str, float] = {}
        shared = {word: self._shared(word, places) for word in dict.fromkeys(english)}
        for others in shared.values():
            for other, strength in others:
                best[other] = max(best.get(other, 0.0), strength)
        many = sum(len(places[other]) for word in english for other, _ in shared[word]) > _MANY
        links = []
        across, down = max(len(arabic) - 1, 1), max(len(english) - 1, 1)
        for i, word in enumerate(english):
            for other, strength in shared[word]:
                there = places[other]
                for j in _nearest(there, i * across / down) if many else there:
                    near = strength * (1 - 0.5 * abs(i / down - j / across))
                    links.append((-near, i, j, strength))
        links.sort()
        best_en = [max((s for _, s in shared[word]), default=0.0) for word in english]
        return links, best_en, [best.get(word, 0.0) for word in arabic]

    def _shared(self, word: str, places: Mapping[str, Sequence[int]]) -> list[tuple[str, float]]:
        """Return the Arabic words of a pair that an English word goes with, and how strongly."""
        known = self.strengths.get(word, {})
        found = [(other, known[other]) for other in (known.keys() & places.keys())]
        if word in places:  # digits, acronyms: the same in both languages
            found.append((word, 1.0))
        return found

    @staticmethod
    def _code(linked: float | None, best: float, known: bool) -> int:
        if linked is not None:
            return bisect_right(BOUNDS, linked)
        if not known and not best:
            return _UNKNOWN
        return len(BOUNDS) + 1 + bisect_right(BOUNDS, best)

    def evidence(self, language: str, words: Sequence[str], codes: Sequence[int]) -> list[float]:
        """Return for each word the log likelihood ratio of "not translated" to "translated"."""
        counts = self.english if language == "en" else self.arabic
        return [
            _ratio(counts.get(word), counts[""], code)
            for word, code in zip(words, codes, strict=True)
        ]

    def habits(
        self, language: str, words: Sequence[str]
    ) -> list[tuple[float, float, float, float]]:
        """Return the habits of each word in translations.

        They are how often it goes without a link, how often it was seen (as a logarithm), whether
        it is known, and how many words of the other language it makes.
        """
        counts = self.english if language == "en" else self.arabic
        lengths = self.english_length if language == "en" else self.arabic_length
        usual = _alone(counts[""])
        found = []
        for word in words:
            own = counts.get(word)
            seen = sum(own[0]) if own else 0.0
            alone = (_alone(own) * seen + _PRIOR * usual) / (seen + _PRIOR) if own else usual
            length = lengths.get(word, lengths.get("", 1.0))
            found.append((alone, math.log1p(seen) / 5, float(word in self.known), length))
        return found

    def expected_length(self, language: str, words: Sequence[str]) -> float:
        """Return how many words the other language makes of these."""
        table = self.english_length if language == "en" else self.arabic_length
        other = table.get("", 1.0)
        return max(1.0, sum(table.get(word, other) for word in words))


def _nearest(places: Sequence[int], place: float) -> Sequence[int]:
    """Return the few of the sorted `places` around `place`.

    >>> _nearest([0, 10, 20, 30, 40, 50, 60], 31.0)
    [20, 30, 40, 50]
    """
    at = bisect_right(places, place)
    start = max(0, min(at - _NEAREST // 2, len(places) - _NEAREST))
    return places[start : start + _NEAREST]


def _alone(counts: tuple[Sequence[float], Sequence[float]]) -> float:
    """Return the share of occurrences in translations that had no link."""
    fine = counts[0]
    return sum(fine[len(BOUNDS) + 1 :]) / max(sum(fine), 1e-9)


def _ratio(
    own: tuple[Sequence[float], Sequence[float]] | None,
    general: tuple[Sequence[float], Sequence[float]],
    code: int,
) -> float:
    fine, apart = (general[side][code] / sum(general[side]) for side in (0, 1))
    if own is None:
        return math.log(apart / fine)
    return math.log((own[1][code] + _PRIOR * apart) / (sum(own[1]) + _PRIOR)) - math.log(
        (own[0][code] + _PRIOR * fine) / (sum(own[0]) + _PRIOR)
    )


@lru_cache(maxsize=1)
def load_translation_lexicon() -> TranslationLexicon:
    """Load the lexicon that the package ships; see data/README.md for its source."""
    packed = resources.files("parallel_corpus.evidence") / "data" / "lexicon.json.gz"
    return unpack(json.loads(gzip.decompress(packed.read_bytes())))


def unpack(data: Mapping[str, Any]) -> TranslationLexicon:
    """Make a TranslationLexicon of what `pack` gave."""
    return TranslationLexicon(
        strengths={
            word: {other: weight / 1000 for other, weight in others.items()}
            for word, others in data["strengths"].items()
        },
        english={word: (fine, apart) for word, (fine, apart) in data["english"].items()},
        arabic={word: (fine, apart) for word, (fine, apart) in data["arabic"].items()},
        english_length=data["english_length"],
        arabic_length=data["arabic_length"],
        logistic=data.get("logistic", {}),
    )


def pack(lexicon: TranslationLexicon) -> dict[str, Any]:
    """Return plain JSON, sorted and rounded, so that the same training gives the same bytes."""

    def lengths(table: Mapping[str, float]) -> dict[str, float]:
        return {word: round(table[word], 3) for word in sorted(table)}

    def counts(table: Counts) -> dict[str, list[list[int]]]:
        return {
            word: [[round(value) for value in side] for side in table[word]]
            for word in sorted(table)
        }

    return {
        "arabic": counts(lexicon.arabic),
        "arabic_length": lengths(lexicon.arabic_length),
        "english": counts(lexicon.english),
        "english_length": lengths(lexicon.english_length),
        "logistic": dict(lexicon.logistic),
        "strengths": {
            word: {
                other: round(1000 * weight)
                for other, weight in sorted(lexicon.strengths[word].items())
            }
            for word in sorted(lexicon.strengths)
        },
    }

"""A quality that one side grants and the other denies by غير, عدم or a prefix: "suitable" beside
غير مناسب, "unsuitable" beside مناسب.

The same of "without" beside ب or مع. Told only where a text has no other denial of any kind, and
the dictionary has the two words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallel_corpus.checks.denials import word_number
from parallel_corpus.evidence.anchors import Anchors
from parallel_corpus.evidence.lexicon import load_dictionary, stem
from parallel_corpus.language import script
from parallel_corpus.language.negation import Marker
from parallel_corpus.language.script import Offsets

_DENIES = re.compile(r"[وف]?(?:[بلك]?(?:ال)?(?:غير|عدم))")
_PREFIXED = re.compile(r"(?:un|in|im|ir|il|dis|non)-?([a-z]{4,})", re.IGNORECASE)
# Other words that turn what they stand with: "not" and "never" are denials, these are not.
_TURNS = re.compile(
    r"\b(?:another|others?|instead|else|rather|beyond|lack|free|anti\w*|counter\w*|mal\w+|ex|"
    r"all|any|whether|if|or)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile("without|[وف]?(?:ب?دون|بلا|بغير)")
_BETWEEN = 3  # words from "without" to its noun: "without his prior consent"
_CLOSE = 3  # words from where a counterpart is expected
_LONGEST = 40  # words: in a longer text a word of the dictionary is chance


def denied_in_arabic(
    english: Sequence[Marker], arabic: Sequence[Marker], links: Anchors
) -> tuple[Offsets, Offsets] | None:
    """Return the places of an English word and of غير with its Arabic counterpart, else None."""
    if english or len(arabic) != 1 or len(links.arabic) > _LONGEST:
        return None
    marker = arabic[0]
    said = script.strip_marks(links.texts[1][marker.start : marker.end])
    if not _DENIES.fullmatch(said) or _TURNS.search(links.texts[0]):
        return None
    at = word_number(links.arabic, marker.end)
    if at >= len(links.arabic):
        return None
    place = _counterpart(links.arabic[at].stem, links, at)
    if place is None:
        return None
    word = links.english[place]
    if _PREFIXED.fullmatch(links.texts[0][word.start : word.end]):
        return None  # "inequality" denies in its own word.
    return (word.start, word.end), (marker.start, links.arabic[at].end)


def _counterpart(arabic: str, links: Anchors, at: int) -> int | None:
    """Return the English word that the dictionary has for an Arabic one, near its place."""
    known = load_dictionary().translations
    expected = links.expected(at, "ar")
    for place, word in enumerate(links.english):
        if abs(place - expected) <= _CLOSE and arabic in known.get(word.stem, frozenset()):
            return place
    return None


def denied_in_english(
    english: Sequence[Marker], arabic: Sequence[Marker], links: Anchors
) -> tuple[Offsets, Offsets] | None:
    """Return the places of "unsuitable" and of the Arabic "suitable" in its place, else None."""
    if arabic or len(english) != 1 or len(links.english) > _LONGEST:
        return None
    marker = english[0]
    found = _PREFIXED.fullmatch(links.texts[0][marker.start : marker.end])
    if found is None:
        return None
    known = load_dictionary().translations
    own, granted = known.get(stem(found[0]), frozenset()), known.get(stem(found[1]), frozenset())
    expected = links.expected(word_number(links.english, marker.start), "en")
    for place, word in enumerate(links.arabic):
        if abs(place - expected) <= _CLOSE and word.stem in granted and word.stem not in own:
            return (marker.start, marker.end), (word.start, word.end)
    return None


def without_exchanged(
    english: Sequence[Marker], arabic: Sequence[Marker], links: Anchors
) -> tuple[Offsets, Offsets] | None:
    """Return "without the consent" and its بموافقة, or "with" and its دون موافقة, else None.

    One side says it without a denial of any kind, the other with this one alone.
    """
    if len(english) + len(arabic) != 1 or len(links.english) > _LONGEST:
        return None
    lost = bool(english)
    marker = (*english, *arabic)[0]
    said = script.strip_marks(links.texts[not lost][marker.start : marker.end]).casefold()
    if not _WITHOUT.fullmatch(said):
        return None
    known = load_dictionary().translations
    for first, here in enumerate(links.english):
        if not (_goes_with(links, first, marker) if lost else _is_had(links, first)):
            continue
        for place, there in enumerate(links.arabic):
            if there.stem not in known.get(here.stem, frozenset()):
                continue
            if _has_with(links, place) if lost else _stands_behind(links, place, marker):
                one = (marker.start, here.end) if lost else (here.start, here.end)
                return one, (there.start, there.end) if lost else (marker.start, there.end)
    return None


def _goes_with(links: Anchors, word: int, marker: Marker) -> bool:
    """Tell whether an English word stands closely behind "without"."""
    return 0 <= word - word_number(links.english, marker.end) < _BETWEEN


def _stands_behind(links: Anchors, word: int, marker: Marker) -> bool:
    """Tell whether an Arabic word stands behind دون, a preposition between them allowed."""
    return 0 <= word - word_number(links.arabic, marker.end) < _BETWEEN - 1


def _has_with(links: Anchors, word: int) -> bool:
    """Tell whether an Arabic word has ب before it, or مع."""
    here = script.strip_marks(links.texts[1][links.arabic[word].start : links.arabic[word].end])
    before = links.texts[1][: links.arabic[word].start].split()[-1:]
    return bool(re.match("[وف]?ب", here)) or before == ["مع"]


def _is_had(links: Anchors, word: int) -> bool:
    """Tell whether "with" stands closely before an English word."""
    before = links.texts[0][: links.english[word].start].casefold().split()[-_BETWEEN:]
    return "with" in before

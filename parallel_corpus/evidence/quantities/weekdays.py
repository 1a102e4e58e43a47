"""The days of the week that two texts name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from parallel_corpus.language import script
from parallel_corpus.language.weekdays import weekday_keys


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day, 0 for Monday to 6 for Sunday, and where it stands."""

    day: int
    start: int
    end: int


def weekdays(text: str, language: str) -> list[Weekday]:
    """Return the days of the week named in `text`, in order.

    >>> [day.day for day in weekdays("on Monday and on Wednesdays", "en")]
    [0, 2]
    >>> [day.day for day in weekdays("يوم الإثنين والأربعاء", "ar")]
    [0, 2]
    """
    keys = weekday_keys(language)
    return [
        Weekday(keys[key], start, end)
        for start, end, word in script.words(text)
        for key in (script.word_key(word),)
        if key in keys and not (language == "en" and word[0].islower())
    ]


def other_weekdays(
    source: str, target: str, languages: tuple[str, str]
) -> tuple[list[Weekday], list[Weekday]]:
    """Return the days that only one side names, of source and target."""
    left, right = (
        weekdays(text, lang) for text, lang in zip((source, target), languages, strict=True)
    )
    return _only(left, right), _only(right, left)


def _only(these: list[Weekday], those: list[Weekday]) -> list[Weekday]:
    there = Counter(day.day for day in those)
    return [day for day in these if not there[day.day]]

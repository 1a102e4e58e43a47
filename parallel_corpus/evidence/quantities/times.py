"""Times of day: 14:30, 2.30 p.m., الساعة الثانية والنصف بعد الظهر, 5:30 مساء."""

from __future__ import annotations

import re

from parallel_corpus.language import script
from parallel_corpus.language.numeral import Numeral, Value

_HOURS, _HALF_DAY, _DAY = 24, 720, 1440  # hours, minutes, minutes
_CLOCK = re.compile(r"(?<![\d:.,/])([0-5]?\d)([:.h/])([0-5]\d)(?::[0-5]\d)?(?![\d:/]|[.,-]\d)")
_AFTER_NOON = re.compile(
    r"[\s\u00a0]?(?:p\.?\s?m\b|مساء|ليلا|عصرا|ظهرا|بعد (?:الظهر|ظهر)|"
    r"من (?:مساء|بعد ظهر|ظهر|عصر|ليلة)|م\b(?!\.))"
    r"|(?:\s\S+){0,3}?\s(?:in the (?:afternoon|evening)|at night|tonight)\b",
    re.IGNORECASE,
)
_BEFORE_NOON = re.compile(
    r"[\s\u00a0]?(?:a\.?\s?m\b|صباحا|فجرا|قبل الظهر|من (?:صباح|فجر)|ص\b)|\sin the morning\b",
    re.IGNORECASE,
)
_HOUR_WORD = re.compile(r"(?:الساعة|ساعة|\bat)(?: حوالي| نحو)?\s+$")
# "At 5.25 per cent" is no time: behind a dotted number after "at", only these show that it is one.
_TIME_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)!?\u2013\u2014-]|(?:o['’]clock|hours?|hrs|h|GMT|UTC|sharp|local|on|in|and|for|to|"
    r"until|every|each|daily|today|tonight|tomorrow|yesterday|this|when|with|by|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(half|quarter)[ -](past|to)[ -]$", re.IGNORECASE)
_MILITARY = re.compile(r"\s?(?:hours?|hrs?|GMT|UTC|Z|بتوقيت)\b")
_LESS = re.compile(r"\s+إلا\s+(?:(ال)?(ربع|ثلث|خمس|عشر)\S*)")
_LESS_MINUTES = {"ربع": 15, "ثلث": 20, "خمس": 5, "عشر": 10}


def clock_times(text: str, language: str) -> list[tuple[int, int, int, int, frozenset[int]]]:
    """Return the times that are written with hours and minutes: start, end, hour, minute, and the
    minutes of the day that are meant.

    >>> [sorted(found[4]) for found in clock_times("at 2:30 p.m., at 14:30, 2.30 million", "en")]
    [[870], [870]]
    """
    found = []
    for match in _CLOCK.finditer(script.western_digits(text)):
        start, end = match.span()
        half = half_of_day(text[end : end + 40])
        asked = bool(_HOUR_WORD.search(text[max(0, start - 16) : start]))
        if match[2] != ":" and not half and not asked:
            continue
        if match[2] == "." and not half and language == "en" and not _TIME_GOES_ON.match(text, end):
            continue
        if match[2] == "/" and not (asked and language == "ar"):
            continue
        hour, minute = int(match[1]), int(match[3])
        meant = frozenset[int]()
        # Arabic files hold the hour behind the minutes as often as not: 00/10 is ten o'clock.
        turned = [(minute, hour)] if asked and language == "ar" else []
        for hours, minutes in [(hour, minute), *turned]:
            if hours < _HOURS:
                meant |= minutes_of_day(hours * 60 + minutes, half)
        if meant:
            found.append((start, end, hour, minute, meant))
    return found


def half_of_day(after: str) -> str:
    """Return "pm", "am" or nothing, by what stands behind a time."""
    if _AFTER_NOON.match(after):
        return "pm"
    return "am" if _BEFORE_NOON.match(after) else ""


def minutes_of_day(minutes: int, half: str) -> frozenset[int]:
    """Return the minutes of the day that a time may mean."""
    noon = minutes % _HALF_DAY
    if minutes >= _HALF_DAY + 60 or (half == "" and minutes < 60):
        return frozenset({minutes % _DAY})
    if half:
        return frozenset({noon + (_HALF_DAY if half == "pm" else 0)})
    return frozenset({noon, noon + _HALF_DAY})


def hour_of(text: str, numeral: Numeral) -> frozenset[int]:
    """Return the minutes of the day that a number may mean as a time; empty for any other number.

    >>> from parallel_corpus.language.numerals import numerals
    >>> text = "الساعة الثانية والنصف بعد الظهر"
    >>> hour_of(text, numerals(text, "ar")[0])
    frozenset({870})
    """
    after = text[numeral.end : numeral.end + 40]
    military = _military(text, numeral, after)
    if military is not None:
        return frozenset({military})
    half = half_of_day(after)
    asked = _HOUR_WORD.search(text[max(0, numeral.start - 20) : numeral.start])
    # السادسة والنصف: nothing but hours is counted so.
    hour = numeral.kind == "ordinal" and max(numeral.readings) % 1 != 0
    past = _PAST.search(text[max(0, numeral.start - 16) : numeral.start])
    less = _LESS.match(after)
    if not (half or asked or hour or past or less or re.match(r"\s?o['’]clock", after)):
        return frozenset()
    minutes = set[int]()
    for value in numeral.readings:
        if 0 < value <= _HOURS and (value * 60) % 1 == 0:
            at = int(value * 60) - (_LESS_MINUTES[less[2]] if less else 0)
            if past:
                at += (30 if past[1] == "half" else 15) * (1 if past[2] == "past" else -1)
            minutes |= minutes_of_day(at, half)
    return frozenset(minutes)


def _military(text: str, numeral: Numeral, after: str) -> int | None:
    if numeral.end - numeral.start != 4 or numeral.form != "digits":
        return None
    if not (
        _MILITARY.match(after)
        or re.search(r"\b[Aa]t $", text[max(0, numeral.start - 4) : numeral.start])
    ):
        return None
    value: Value = max(numeral.readings)
    hour, minute = divmod(int(value), 100)
    return hour * 60 + minute if hour < _HOURS and minute < 60 else None

"""Ranges and dates that stand in the order of the page instead of the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.language.months import arabic_month_pattern
from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.stage import Scene, fix

_DAY = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,2}"
_YEAR = r"[0-9\u0660-\u0669\u06f0-\u06f9]{4}"
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_AFTER = re.compile(r"[ ]*(?:[،؛.)\]\n(-]|\Z)")
_LAST_DAY = 31
# A later day first may mean "from one month into the next" only around the turn of a month.
_TURN = (28, 4)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds two days before a month, a date from its year on, and a year's month."""
    name = arabic_month_pattern()
    month = rf"{name}(?:[ ]?/[ ]?{name})?"
    return (
        re.compile(
            rf"(?<!{_DIGIT})(?<![-–/.])({_DAY})([ ]?[-–][ ]?)({_DAY})(?=[ ]+(?:من[ ]+)?{month})"
        ),
        re.compile(
            rf"(?<!{_DIGIT})(?<![/.-])({_YEAR})([ ]+{month}[ ]+)({_DAY})(?!{_DIGIT}|[/.-]{_DIGIT})"
        ),
        re.compile(rf"(?:{name}[ ،]*|(?:عام|سنة|العام|السنة)[ ]+(?:[(]?))\Z"),
    )


def reversed_ranges(text: str, scene: Scene) -> Iterator[Repair]:
    """`30-26` before a month (N501)."""
    if scene.language != "ar":
        return
    for match in _patterns()[0].finditer(text):
        late, early = int(western_digits(match[1])), int(western_digits(match[3]))
        if not early < late <= _LAST_DAY or early == 0:
            continue
        if late >= _TURN[0] and early <= _TURN[1]:
            continue
        right = match[3] + match[2] + match[1]
        evidence = [Evidence("order", "", f"{early} < {late}", 0.9)]
        yield fix("N501", match.start(), match[0], right, evidence=evidence)


def reversed_dates(text: str, scene: Scene) -> Iterator[Repair]:
    """`2021 أكتوبر 15`: year, month, day (N502)."""
    if scene.language != "ar":
        return
    for match in _patterns()[1].finditer(text):
        if not 1 <= int(western_digits(match[3])) <= _LAST_DAY:
            continue
        before = text[max(0, match.start() - 20) : match.start()]
        if _patterns()[2].search(before) or not _AFTER.match(text, match.end()):
            continue  # The year belongs to what went before, or the figure to what follows.
        right = match[3] + match[2] + match[1]
        evidence = [Evidence("order", "", "day month year", 0.9)]
        yield fix("N502", match.start(), match[0], right, evidence=evidence)

"""N502: reversed date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.language.months import arabic_month_pattern
from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_DAY = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,2}"
_YEAR = r"[0-9\u0660-\u0669\u06f0-\u06f9]{4}"
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_AFTER = re.compile(r"[ ]*(?:[،؛.)\]\n(-]|\Z)")
_LAST_DAY = 31


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a date from its year on, and what claims a year before it."""
    name = arabic_month_pattern()
    month = rf"{name}(?:[ ]?/[ ]?{name})?"
    return (
        re.compile(
            rf"(?<!{_DIGIT})(?<![/.-])({_YEAR})([ ]+{month}[ ]+)({_DAY})(?!{_DIGIT}|[/.-]{_DIGIT})"
        ),
        re.compile(rf"(?:{name}[ ،]*|(?:عام|سنة|العام|السنة)[ ]+(?:[(]?))\Z"),
    )


def reversed_dates(text: str, scene: Scene) -> Iterator[Repair]:
    """Yield `2021 أكتوبر 15`: year, month, day (N502)."""
    if scene.language != "ar":
        return
    for match in _patterns()[0].finditer(text):
        if not 1 <= int(western_digits(match[3])) <= _LAST_DAY:
            continue
        before = text[max(0, match.start() - 20) : match.start()]
        if _patterns()[1].search(before) or not _AFTER.match(text, match.end()):
            continue  # The year belongs to what went before, or the figure to what follows.
        right = match[3] + match[2] + match[1]
        evidence = [Evidence("order", "", "day month year", 0.9)]
        yield RULE.fix(match.start(), match[0], right, evidence=evidence)


RULE = Rule(
    code="N502",
    name="reversed date",
    kind="extraction/reversed-date",
    origin="unknown",
    finds="A year before the name of a month and a day after it.",
    why="Arabic and English dates run day, month, year; the reverse is the order on the page.",
    wrong_when="A year and a day that belong to different statements meet around a month.",
    before="2021 تشرين الأول/أكتوبر 15",
    after="15 تشرين الأول/أكتوبر 2021",
    confidence=0.95,
    passes=(Pass("round", 370, reversed_dates),),
)

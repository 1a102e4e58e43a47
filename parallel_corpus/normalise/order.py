"""Ranges and dates that stand in the order of the page instead of the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.stage import Scene, fix

# The calendar names of the Mashriq, of Egypt, of the Maghreb, and the Hijri months.
_NAMES = (
    "كانون الثاني|كانون الأول|تشرين الأول|تشرين الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول"
    "|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يونيه|يوليو|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
    "|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت|يوليوز|غشت|شتنبر|نونبر|دجنبر"
    "|محرم|صفر|ربيع الأول|ربيع الآخر|ربيع الثاني|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال"
    "|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة"
)
_MONTH = rf"(?:{_NAMES})(?:[ ]?/[ ]?(?:{_NAMES}))?"
_DAY = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,2}"
_YEAR = r"[0-9\u0660-\u0669\u06f0-\u06f9]{4}"
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_RANGE = re.compile(
    rf"(?<!{_DIGIT})(?<![-–/.])({_DAY})([ ]?[-–][ ]?)({_DAY})(?=[ ]+(?:من[ ]+)?{_MONTH})"
)
_DATE = re.compile(
    rf"(?<!{_DIGIT})(?<![/.-])({_YEAR})([ ]+{_MONTH}[ ]+)({_DAY})(?!{_DIGIT}|[/.-]{_DIGIT})"
)
_OTHER_BEFORE = re.compile(rf"(?:(?:{_NAMES})[ ،]*|(?:عام|سنة|العام|السنة)[ ]+(?:[(]?))\Z")
_AFTER = re.compile(r"[ ]*(?:[،؛.)\]\n(-]|\Z)")
_LAST_DAY = 31
# A later day first may mean "from one month into the next" only around the turn of a month.
_TURN = (28, 4)


def reversed_ranges(text: str, scene: Scene) -> Iterator[Repair]:
    """`30-26` before a month (N501)."""
    if scene.language != "ar":
        return
    for match in _RANGE.finditer(text):
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
    for match in _DATE.finditer(text):
        if not 1 <= int(western_digits(match[3])) <= _LAST_DAY:
            continue
        before = text[max(0, match.start() - 20) : match.start()]
        if _OTHER_BEFORE.search(before) or not _AFTER.match(text, match.end()):
            continue  # The year belongs to what went before, or the figure to what follows.
        right = match[3] + match[2] + match[1]
        evidence = [Evidence("order", "", "day month year", 0.9)]
        yield fix("N502", match.start(), match[0], right, evidence=evidence)

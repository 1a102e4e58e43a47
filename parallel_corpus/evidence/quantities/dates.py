"""Months by name. Arabic writes them in pairs: تشرين الثاني/نوفمبر, or the second half alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parallel_corpus.language import script

_EN = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_LEVANT = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
_WESTERN = (
    ("يناير",), ("فبراير",), ("مارس",), ("أبريل", "إبريل"), ("مايو",), ("يونيه", "يونيو"),
    ("يوليه", "يوليو"), ("أغسطس",), ("سبتمبر",), ("أكتوبر",), ("نوفمبر",), ("ديسمبر",),
)  # fmt: skip

# These are words besides: "may", "march", father, practised, June-like names none.
_DOUBTFUL_EN = frozenset({"may", "march"})
_DOUBTFUL_AR = (script.word_key("آب"), script.word_key("مارس"))


@dataclass(frozen=True, slots=True)
class Month:
    """A month, 1-12, where it stands. `other` is the second half of a pair that disagrees."""

    month: int
    start: int
    end: int
    other: int | None = None


def months(text: str, language: str) -> list[Month]:
    """The months named in `text`, in order.

    >>> [m.month for m in months("It may meet on 30 November or in May 2021.", "en")]
    [11, 5]
    >>> months("٣٠ تشرين الثاني/نوفمبر", "ar") == [Month(11, 3, 22)]
    True
    >>> months("30 تشرين الثاني/ديسمبر", "ar")[0].other
    12
    """
    if language == "en":
        return _english(text)
    # Arabic files keep some dates in English.
    return sorted([*_arabic(text), *_english(text)], key=lambda month: month.start)


def _english(text: str) -> list[Month]:
    found = []
    for match in _english_names().finditer(text):
        name = match[1].casefold().rstrip(".")
        month = next(i for i, full in enumerate(_EN, 1) if full.startswith(name[:3]))
        if (name in _EN and name not in _DOUBTFUL_EN) or _beside_digits(text, match.span(1)):
            found.append(Month(month, *match.span(1)))
    return found


@lru_cache(maxsize=1)
def _english_names() -> re.Pattern[str]:
    names = "|".join(f"{name.title()}|{name.upper()}|{name.title()[:3]}\\b" for name in _EN)
    return re.compile(rf"\b({names}|Sept)(?![a-z])")


def _arabic(text: str) -> list[Month]:
    words = [(a, b, script.word_key(word)) for a, b, word in script.words(text)]
    found: list[Month] = []
    at = 0
    while at < len(words):
        month, size = _arabic_month([key for *_, key in words[at : at + 2]])
        if month is None:
            at += 1
            continue
        start, end = words[at][0], words[at + size - 1][1]
        following = words[at + size : at + size + 1]
        other = None
        if following and text[end : following[0][0]].strip() in ("/", "(", "-"):
            other, taken = _arabic_month([following[0][2]])
            if other is not None:
                end, size = following[0][1], size + taken
        sure = not words[at][2].endswith(_DOUBTFUL_AR) or other is not None
        if sure or _beside_digits(text, (start, end)):
            found.append(Month(month, start, end, other if other != month else None))
        at += size
    return found


_PREFIXES = ("", "و", "ل", "ب", "في")


def _arabic_month(keys: list[str]) -> tuple[int | None, int]:
    if keys[0] not in _arabic_beginnings():
        return None, 0
    table = _arabic_names()
    for size in (2, 1):
        phrase = " ".join(keys[:size])
        for prefix in _PREFIXES:
            if len(keys) >= size and phrase.startswith(prefix) and phrase[len(prefix) :] in table:
                return table[phrase[len(prefix) :]], size
    return None, 0


@lru_cache(maxsize=1)
def _arabic_beginnings() -> frozenset[str]:
    """What the first word of a month's name can be: most words of a text are none of these."""
    return frozenset(
        prefix + name.split(" ")[0] for name in _arabic_names() for prefix in _PREFIXES
    )


@lru_cache(maxsize=1)
def _arabic_names() -> dict[str, int]:
    def key(name: str) -> str:
        return script.comparison_key(name)

    table = {key(name): month for month, name in enumerate(_LEVANT, 1)}
    for month, names in enumerate(_WESTERN, 1):
        table |= {key(name): month for name in names}
    return table


_LEADING = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|and|or|through|between|during|before|after|mid|early|"
    r"late|last|this|next|every|each|for|on)[ -]$",
    re.IGNORECASE,
)


def _beside_digits(text: str, place: tuple[int, int]) -> bool:
    """Whether digits or a preposition of time make a doubtful word a month."""
    start, end = place
    if _LEADING.search(text[:start]):
        return True
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    return bool(re.search(r"\d\s*(?:st|nd|rd|th)?\s*$", before) or re.match(r"[.,]?\s*\d", after))

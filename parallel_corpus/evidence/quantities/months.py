"""The months that a text names. Arabic writes them in pairs: تشرين الثاني/نوفمبر."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parallel_corpus.language import script
from parallel_corpus.language.months import (
    HIJRI,
    arabic_month_keys,
    english_months,
    hijri_patterns,
    is_doubtful,
)

_PREFIXES = ("", "و", "ل", "ب", "في", "ف", "ول", "وب")
_LEVANTINE = frozenset(
    script.word_key(word)
    for word in ["كانون", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين"]
)
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_DAY_BEFORE = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}{{1,2}}(?:st|nd|rd|th)?(?:[ \u00a0-]|(?= من))(?:من |of )?$"
)
_YEAR_AFTER = re.compile(
    rf"[.,،]?\s*(?:(?:من )?(?:عام|سنة|لعام|لسنة) )?\(?{_DIGIT}{{4}}(?!{_DIGIT})"
)
_DAY_AFTER = re.compile(rf"\.?\s{_DIGIT}{{1,2}}(?:st|nd|rd|th)?(?![\d:%])")
_MONTH_WORD = re.compile(
    r"(?:\bشهر(?:ي|ا)?|\bأشهر|\bنهاية|\bبداية|\bمطلع|\bأوائل|\bأواخر|\bمنتصف|\bغرة|\bخلال) $"
)
_LEADING = re.compile(
    r"\b(?:in|of|by|since|until|till|during|mid|early|late|last|this|next|every|each)[ -]$",
    re.IGNORECASE,
)
# "دي مايو", "مايو كلينيك": a name; so is what English spells so.
_NAMES = {5: re.compile(r"\b(?:Ma[iy]o|Theresa May)\b"), 3: re.compile(r"\bMarce|Mares\b")}


@dataclass(frozen=True, slots=True)
class Month:
    """A month, 1-12 or Hijri 101-112, where it stands, and whether it can be another word.

    `other` is the second half of a pair that disagrees.
    """

    month: int
    start: int
    end: int
    other: int | None = None
    sure: bool = True


def months(text: str, language: str) -> list[Month]:
    """Return the months named in `text`, in order.

    >>> [(m.month, m.sure) for m in months("May I come on 30 November or in May 2021?", "en")]
    [(5, False), (11, True), (5, True)]
    >>> months("٣٠ تشرين الثاني/نوفمبر", "ar") == [Month(11, 3, 22)]
    True
    >>> months("30 تشرين الثاني/ديسمبر", "ar")[0].other
    12
    """
    found = _english(text) if language == "en" or _LATIN.search(text) else []
    if language == "ar":
        found = sorted([*_arabic(text), *found], key=lambda month: month.start)
    return _sure_by_company(text, found)


def _sure_by_company(text: str, found: list[Month]) -> list[Month]:
    """Take a doubtful month for one where a sure one stands beside it: مارس وأفريل."""
    result = list(found)
    for at, month in enumerate(found):
        near = [m for m in found[max(0, at - 1) : at + 2] if m is not month and m.sure]
        if not month.sure and any(_gap(text, month, other) <= _COMPANY for other in near):
            result[at] = Month(month.month, month.start, month.end, month.other)
    return result


_LATIN = re.compile("[A-Za-z]{3}")
_COMPANY = 6  # characters: " and ", " إلى "


def _gap(text: str, one: Month, other: Month) -> int:
    first, second = sorted((one, other), key=lambda m: m.start)
    between = text[first.end : second.start]
    return len(between) if not re.search(r"[.;:!?؟؛]", between) else len(text) + _COMPANY


def _english(text: str) -> list[Month]:
    found = []
    for match in _english_names().finditer(text):
        name = match[0].casefold().rstrip(".")
        place = match.span()
        sure = not is_doubtful(name, "en") or _is_dated(text, place)
        if len(name) > 3 or name == "may" or sure:
            found.append(Month(english_months()[name], *place, sure=sure))
    lowered = text.casefold()
    if any(stem in lowered for stem in _HIJRI_STEMS):
        found += _english_hijri(text)
    return found


_HIJRI_STEMS = ("harram", "safar", "rabi", "jumad", "rajab", "ban", "rama", "shaww", "hij", "q")


def _english_hijri(text: str) -> list[Month]:
    return [
        Month(HIJRI + at, *match.span(), sure=_is_dated(text, match.span()))
        for at, pattern in enumerate(_hijri(), 1)
        for match in pattern.finditer(text)
    ]


@lru_cache(maxsize=1)
def _hijri() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{p})(?!\w)", re.IGNORECASE) for p in hijri_patterns())


@lru_cache(maxsize=1)
def _english_names() -> re.Pattern[str]:
    names = sorted(english_months(), key=lambda name: (-len(name), name))
    both = [form for name in names for form in (name.title(), name.upper())]
    return re.compile(rf"\b(?:{'|'.join(both)})(?![\w])")


def _is_dated(text: str, place: tuple[int, int]) -> bool:
    """Say whether a day, a year or a word of time makes a doubtful word a month."""
    start, end = place
    before = text[max(0, start - 16) : start]
    return bool(
        _DAY_BEFORE.search(before)
        or _LEADING.search(before)
        or _MONTH_WORD.search(before)
        or _YEAR_AFTER.match(text, end)
        or (text[start].isascii() and _DAY_AFTER.match(text, end))
    )


def _arabic(text: str) -> list[Month]:
    words = script.words(text)
    beginnings = _arabic_beginnings()
    found: list[Month] = []
    at = 0
    keys = [script.word_key(word) for *_, word in words]
    while at < len(keys):
        if keys[at] not in beginnings:
            at += 1
            continue
        month, size = _arabic_month(keys[at : at + 2])
        if month is None:
            at += 1
            continue
        start, end = words[at][0], words[at + size - 1][1]
        other, taken = None, 0
        following = at + size
        if following < len(words) and text[end : words[following][0]].strip() in ("/", "(", "-"):
            other, taken = _arabic_month(keys[following : following + 2])
            if other is not None and not _is_pair((month, keys[at]), (other, keys[following])):
                other, taken = None, 0
        if taken:
            end = words[following + taken - 1][1]
        sure = other is not None or _is_sure(text, (start, end), words[at][2], keys[at])
        found.append(Month(month, start, end, other if other != month else None, sure))
        at += size + taken
    return found


def _is_pair(one: tuple[int, str], other: tuple[int, str]) -> bool:
    """Say whether two names joined by a stroke are meant for one month.

    The Levantine name stands beside the other then, as in شباط/فبراير; مايو/يونيو are two months.
    """
    if (one[0] > HIJRI) != (other[0] > HIJRI):
        return False
    return one[0] == other[0] or _is_levantine(one[1]) != _is_levantine(other[1])


def _is_levantine(key: str) -> bool:
    return any(key.startswith(p) and key[len(p) :] in _LEVANTINE for p in _PREFIXES)


def _is_sure(text: str, place: tuple[int, int], word: str, key: str) -> bool:
    bare = next((key[len(p) :] for p in _PREFIXES if is_doubtful(key[len(p) :], "ar")), None)
    if bare is None:
        return True
    # With a hamza it is "father", and باب is a door; the month has a madda, or nothing.
    if bare == script.word_key("آب") and "آ" not in word and (key != bare or "أ" in word):
        return False
    return _is_dated(text, place)


def _arabic_month(keys: list[str]) -> tuple[int | None, int]:
    if not keys or keys[0] not in _arabic_beginnings():
        return None, 0
    table = arabic_month_keys()
    for size in (2, 1):
        phrase = " ".join(keys[:size])
        for prefix in _PREFIXES:
            if len(keys) >= size and phrase.startswith(prefix) and phrase[len(prefix) :] in table:
                return table[phrase[len(prefix) :]], size
    return None, 0


@lru_cache(maxsize=1)
def _arabic_beginnings() -> frozenset[str]:
    """Return what the first word of a month's name can be: most words of a text are none."""
    return frozenset(
        prefix + name.split(" ")[0] for name in arabic_month_keys() for prefix in _PREFIXES
    )


@dataclass(frozen=True, slots=True)
class UnmatchedMonths:
    """The months without a counterpart on either side."""

    source: tuple[Month, ...] = ()
    target: tuple[Month, ...] = ()


def without_names(months: Sequence[Month], other: str) -> list[Month]:
    """Return the months that no name in the other text sounds like: Di Maio is like مايو."""
    named = {
        number
        for number in {month.month for month in months}
        if (pattern := _NAMES.get(number)) and pattern.search(other)
    }
    return [month for month in months if month.month not in named]

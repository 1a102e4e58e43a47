"""Dates in digits: 5/1/2022, 2022-01-05, 15/1/1445هـ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallel_corpus.language import script
from parallel_corpus.language.months import HIJRI

_DATE = re.compile(
    r"(?<![\d/.-])(?<!\d,)(\d{1,2}|\d{4})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})(?![/.-]?\d)"
)
_HIJRI_YEARS = range(1290, 1500)
_MONTHS, _DAYS, _CENTURY = 12, 31, 100


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in digits: its year, and the days and months that it may mean."""

    year: int
    days: tuple[tuple[int, int], ...]
    """(day, month), the usual order first; Hijri months are 101 to 112."""
    start: int
    end: int

    @property
    def hijri(self) -> bool:
        return self.year in _HIJRI_YEARS

    def agrees(self, other: NumericDate) -> bool:
        """Say whether both may be one date; the order of day and month is free."""
        years = {self.year, other.year}
        same = len(years) == 1 or (min(years) < _CENTURY and len({y % 100 for y in years}) == 1)
        return same and bool(set(self.days) & set(other.days))


def numeric_dates(text: str) -> list[NumericDate]:
    """Return the dates in digits of `text`, in order.

    >>> numeric_dates("on 03/04/2022")[0].days
    ((3, 4), (4, 3))
    >>> numeric_dates("version 1.2.3, part 2.10.4")
    []
    """
    western = script.western_digits(text)
    found = (_date(match) for match in _DATE.finditer(western))
    return [date for date in found if date]


def _date(match: re.Match[str]) -> NumericDate | None:
    first, middle, last = match[1], match[3], match[4]
    if len(first) == 4 == len(last) or (len(first) < 4 and len(last) < 4 and match[2] != "/"):
        return None
    if len(first) == 4:
        year, rest = int(first), (int(last), int(middle))
    elif len(last) == 4 or len(last) == 2:
        year, rest = int(last), (int(first), int(middle))
    else:
        return None
    offset = HIJRI if year in _HIJRI_YEARS else 0
    days = tuple(
        (day, month + offset)
        for day, month in dict.fromkeys((rest, rest[::-1]))
        if 0 < month <= _MONTHS and 0 < day <= _DAYS
    )
    return NumericDate(year, days, *match.span()) if days else None

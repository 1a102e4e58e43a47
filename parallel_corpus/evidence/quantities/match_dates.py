"""Dates in digits beside dates with a named month, and Hijri dates that one side adds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from parallel_corpus.evidence.quantities.dates import NumericDate
from parallel_corpus.evidence.quantities.extract import Number, Quantities
from parallel_corpus.evidence.quantities.months import Month, UnmatchedMonths
from parallel_corpus.language.months import HIJRI

_NEAR = 12  # characters between a month and its day or year


@dataclass(slots=True)
class Dated:
    """What is left when dates are paired: the numbers of either side, and the months."""

    numbers: tuple[list[Number], list[Number]]
    months: UnmatchedMonths


@dataclass(slots=True)
class _Dates:
    numbers: list[Number]
    months: list[Month]
    dates: list[NumericDate]


def match_dates(source: Quantities, target: Quantities) -> Dated:
    """Pair the dates and months of two texts; what remains of a date becomes a number or a month.

    A date of the other calendar that only one side has ("15 Muharram 1445, corresponding to ...")
    is an addition that misleads nobody.
    """
    sides = _side(source), _side(target)
    for date in tuple(sides[0].dates):
        other = next((d for d in sides[1].dates if date.agrees(d)), None)
        if other:
            sides[0].dates.remove(date)
            sides[1].dates.remove(other)
    _drop_added_hijri(*sides)
    _drop_added_hijri(*sides[::-1])
    _spell_out(sides[0], sides[1])
    _spell_out(sides[1], sides[0])
    months = UnmatchedMonths(
        tuple(_only(sides[0].months, target, sides[1].months)),
        tuple(_only(sides[1].months, source, sides[0].months)),
    )
    return Dated((sides[0].numbers, sides[1].numbers), months)


def _side(found: Quantities) -> _Dates:
    return _Dates(list(found.numbers), list(found.months), list(found.dates))


def _drop_added_hijri(one: _Dates, other: _Dates) -> None:
    """Take the Hijri dates out of a side whose other side has none."""
    if _is_hijri(other) or not _is_hijri(one):
        return
    for month in [m for m in one.months if m.month > HIJRI]:
        if not any(m.month < HIJRI for m in one.months) and not any(not d.hijri for d in one.dates):
            continue
        one.months.remove(month)
        for number in _beside(month, one.numbers):
            one.numbers.remove(number)
    if any(m.month < HIJRI for m in one.months) or any(not d.hijri for d in one.dates):
        one.dates = [d for d in one.dates if not d.hijri]


def _is_hijri(side: _Dates) -> bool:
    return any(m.month > HIJRI for m in side.months) or any(d.hijri for d in side.dates)


def _beside(month: Month, numbers: list[Number]) -> list[Number]:
    """Return the day before a month and the year behind it."""
    return [
        n for n in numbers if 0 <= month.start - n.end < _NEAR or 0 <= n.start - month.end < _NEAR
    ]


def _spell_out(one: _Dates, other: _Dates) -> None:
    """Pair each date in digits with a named month, a day and a year of the other side."""
    for date in one.dates:
        best = max(date.days, key=lambda days: _agreement(days, other))
        _take(date, best, one, other)
    one.dates = []


def _agreement(days: tuple[int, int], other: _Dates) -> int:
    day, month = days
    return 2 * any(m.month == month for m in other.months) + any(
        day in n.readings for n in other.numbers
    )


def _take(date: NumericDate, days: tuple[int, int], one: _Dates, other: _Dates) -> None:
    """Take the date's pieces out of the other side; what is not there stays on this one."""
    day, month = days
    found = next((m for m in other.months if m.month == month), None)
    if found:
        other.months.remove(found)
    else:
        one.months.append(Month(month, date.start, date.end))
    for value in (day, date.year):
        number = next((n for n in other.numbers if value in n.readings), None)
        if number:
            other.numbers.remove(number)
        else:
            one.numbers.append(Number(frozenset({value}), date.start, date.end))


def _in_digits(month: Month, numbers: tuple[Number, ...]) -> bool:
    """Say whether a text has a month with its year or day in digits: 3/2020, 9/11."""
    return any(
        month.month in one.readings
        and other.start - one.end == 1
        and any(value < 32 or 1000 < value < 2100 for value in other.readings)
        for one, other in pairwise(numbers)
    )


def _only(these: list[Month], other: Quantities, left: list[Month]) -> list[Month]:
    """Return the sure months of `these` that the other side lacks.

    A month named twice may be named once there, and a doubtful one may be its counterpart.
    """
    there = Counter(m.month for m in left)
    named = {m.month for m in other.months} | {m.other for m in other.months}
    named |= {month for date in other.dates for _, month in date.days}
    found = []
    for month in these:
        if there[month.month] > 0:
            there[month.month] -= 1
        elif month.sure and month.month not in named and not _in_digits(month, other.numbers):
            found.append(month)
    return found

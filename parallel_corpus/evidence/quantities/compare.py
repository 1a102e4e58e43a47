"""Which quantities of two texts have a counterpart on the other side, and which have none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from parallel_corpus.evidence.quantities.contrast import Contrast, contrasts
from parallel_corpus.evidence.quantities.duals import has_dual
from parallel_corpus.evidence.quantities.extract import Number, Quantities, quantities
from parallel_corpus.evidence.quantities.match_dates import match_dates
from parallel_corpus.evidence.quantities.months import Month, UnmatchedMonths
from parallel_corpus.language.numeral import Value

Pair = Callable[[Number, Number], bool]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What has no counterpart: numbers said for one another, and numbers of one side only."""

    contrasts: tuple[Contrast, ...]
    source: tuple[Number, ...]
    target: tuple[Number, ...]
    months: UnmatchedMonths

    @property
    def in_digits(self) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
        """The lone numbers in digits, of source and target."""
        source, target = (
            tuple(number for number in side if number.form == "digits")
            for side in (self.source, self.target)
        )
        return source, target

    def __bool__(self) -> bool:
        return bool(self.contrasts or any(self.in_digits))


Languages = tuple[Literal["en", "ar"], Literal["en", "ar"]]


@lru_cache(maxsize=8192)
def unmatched(source_text: str, target_text: str, languages: tuple[str, str]) -> Unmatched:
    """Return the quantities without a counterpart; order and writing do not matter.

    >>> unmatched("five days", "ستة أيام", ("en", "ar")).contrasts[0].source[0].readings
    frozenset({5})
    >>> bool(unmatched("3.5 million in 2019", "٣٬٥٠٠٬٠٠٠ عام ٢٠١٩", ("en", "ar")))
    False
    """
    texts = source_text, target_text
    source, target = (quantities(t, lang) for t, lang in zip(texts, languages, strict=True))
    dated = match_dates(source, target)
    left, right = _drop_codes(source, target, dated.numbers)
    for rule in _RULES:
        _pair_off(left, right, rule)
    _drop_parts(left, right)
    _drop_parts(right, left)
    _drop_sums(left, right)
    _drop_sums(right, left)
    _drop_duals(left, right, texts[1])
    _drop_duals(right, left, texts[0])
    found = contrasts(left, right)
    lone = [
        tuple(n for n in side if n.firm and not _stands_in(n, other))
        for side, other in ((left, target), (right, source))
    ]
    return Unmatched(tuple(found), lone[0], lone[1], dated.months)


def _drop_codes(
    source: Quantities, target: Quantities, numbers: tuple[list[Number], list[Number]]
) -> tuple[list[Number], list[Number]]:
    """Take out the numbers of a telephone number, an ISBN or a version that both texts have."""
    same = {code.key for code in source.codes} & {code.key for code in target.codes}
    if not same:
        return numbers
    left, right = (
        [
            number
            for number in side
            if not any(c.key in same and c.start <= number.start < c.end for c in sides.codes)
        ]
        for side, sides in zip(numbers, (source, target), strict=True)
    )
    return left, right


def _pair_off(left: list[Number], right: list[Number], goes: Pair) -> None:
    """Take out pairs that go together, the first that fits for each."""
    for number in tuple(left):
        for other in right:
            if goes(number, other):
                left.remove(number)
                right.remove(other)
                break


def _same_time(one: Number, other: Number) -> bool:
    return bool(one.minutes & other.minutes)


def _same(one: Number, other: Number) -> bool:
    return (
        bool(one.readings)
        and one.readings == other.readings
        and one.firm == other.firm
        and not _different_times(one, other)
    )


def _overlaps(one: Number, other: Number) -> bool:
    return bool(one.readings & other.readings) and not _different_times(one, other)


def _different_times(one: Number, other: Number) -> bool:
    return bool(one.minutes and other.minutes) and not one.minutes & other.minutes


def _share(one: Number, other: Number) -> bool:
    """Pair 50% with "half", 75% with "three quarters"."""
    for percent, part in ((one, other), (other, one)):
        if percent.percent and part.kind == "fraction" and not part.percent:
            return bool({value * 100 for value in part.readings} & percent.readings)
    return False


_RULES: tuple[Pair, ...] = (_same_time, _same, _overlaps, _share)


def _drop_parts(left: list[Number], right: list[Number]) -> None:
    """Pair a number with its pieces: 10.30 with 30 and 10, "3 million 500 thousand" said apart."""
    for number in tuple(left):
        matched = _all_in(number.parts, right) if number.parts else None
        if matched:
            left.remove(number)
            for other in matched:
                right.remove(other)


def _all_in(parts: Sequence[Value], numbers: list[Number]) -> list[Number] | None:
    rest, taken = list(numbers), []
    for part in parts:
        found = next((n for n in rest if part in n.readings), None)
        if found is None:
            return None
        rest.remove(found)
        taken.append(found)
    return taken


_MOST_SUMMANDS = 4


def _drop_sums(left: list[Number], right: list[Number]) -> None:
    """Pair a number with its sum in pieces: 127 and "a hundred years and twenty-seven years"."""
    for number in tuple(left):
        found = _summands(number, right) if number.readings else None
        if found:
            left.remove(number)
            for other in found:
                right.remove(other)


def _summands(number: Number, numbers: list[Number]) -> list[Number] | None:
    for first in range(len(numbers)):
        total: Value = 0
        for last in range(first, min(first + _MOST_SUMMANDS, len(numbers))):
            value = max(numbers[last].readings, default=0)
            if numbers[last].kind != "cardinal" or not _goes_on(total, value):
                break
            total += value
            if last > first and total in number.readings:
                return numbers[first : last + 1]
    return None


def _goes_on(total: Value, value: Value) -> bool:
    """Say whether a piece fills zeros of what went before: 100 and 27, never 67 and 2."""
    return value > 0 and (total == 0 or (value < total and total % 10 ** len(str(int(value))) == 0))


def _drop_duals(numbers: list[Number], others: list[Number], text: str) -> None:
    """Pair "two" with an Arabic dual, and "one" with the bare noun.

    Where a number is left over on the other side, too, only a dual that is one for sure counts.
    """
    contrasted = any(other.firm for other in others)
    for number in [n for n in numbers if n.kind != "ordinal"]:
        two = 2 in number.readings and has_dual(text, sure=contrasted)
        one = 1 in number.readings and not contrasted
        if two or one:
            numbers.remove(number)


def _stands_in(number: Number, other: Quantities) -> bool:
    """Say whether the other text has the number at all, however often."""
    return any(
        number.readings & one.readings or _share(number, one) for one in other.numbers
    ) or _in_months(number, other.months)


def _in_months(number: Number, months: Iterable[Month]) -> bool:
    """A month may stand as a number: 3/2020 for March 2020."""
    return any(month.month in number.readings for month in months)

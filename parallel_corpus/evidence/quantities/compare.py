"""Which quantities of two texts have a counterpart on the other side, and which have none."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Literal, NamedTuple

from parallel_corpus.evidence.quantities.contrast import Contrast, contrasts
from parallel_corpus.evidence.quantities.conversions import drop_converted
from parallel_corpus.evidence.quantities.duals import has_dual
from parallel_corpus.evidence.quantities.extract import Number, Quantities, quantities
from parallel_corpus.evidence.quantities.match_dates import match_dates
from parallel_corpus.evidence.quantities.months import UnmatchedMonths
from parallel_corpus.language.numeral import Value
from parallel_corpus.support.remembered import remembered

_MOST_CANDIDATES = 16  # of one key: enough to find one of the right form
_MOST_PAIRS = 10_000  # beyond that nobody looks for sums


class _Rule(NamedTuple):
    """Which numbers go together: they share a key, and `goes` says yes."""

    keys: Callable[[Number], Iterable[Hashable]]
    goes: Callable[[Number, Number], bool]


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


@remembered(texts=2)
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
    drop_converted(left, right, texts, languages)
    found = contrasts(left, right)
    lone = [
        tuple(n for n in side if n.firm and not _stands_in(n, there))
        for side, there in ((left, _values(target)), (right, _values(source)))
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
        [number for number in side if number.start not in places]
        for side, places in zip(
            numbers, (_places(source, same), _places(target, same)), strict=True
        )
    )
    return left, right


def _places(text: Quantities, keys: set[str]) -> set[int]:
    """Return all places inside the codes that have one of the keys."""
    return {at for code in text.codes if code.key in keys for at in range(code.start, code.end)}


def _pair_off(left: list[Number], right: list[Number], rule: _Rule) -> None:
    """Take out pairs that go together, the first that fits for each.

    Only numbers that share a key are looked at: a text may have thousands.
    """
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for at, other in enumerate(right):
        for key in rule.keys(other):
            waiting[key].append(at)
    taken: tuple[set[int], set[int]] = set(), set()
    for at, number in enumerate(left):
        for other_at in _candidates(waiting, rule.keys(number), taken[1]):
            if rule.goes(number, right[other_at]):
                taken[0].add(at)
                taken[1].add(other_at)
                break
    for side, gone in zip((left, right), taken, strict=True):
        side[:] = [number for at, number in enumerate(side) if at not in gone]


def _candidates(
    waiting: Mapping[Hashable, deque[int]], keys: Iterable[Hashable], taken: set[int]
) -> list[int]:
    """Return where untaken numbers with one of the keys stand, in order, a few for each key."""
    found = set[int]()
    for key in keys:
        queue = waiting.get(key)
        while queue and queue[0] in taken:
            queue.popleft()
        found.update(list(islice(queue, _MOST_CANDIDATES)) if queue else ())
    return sorted(found - taken)


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


def _written(number: Number) -> Iterable[Hashable]:
    return [(number.readings, number.firm)] if number.readings else []


def _shares(number: Number) -> Iterable[Hashable]:
    if number.percent:
        return [Fraction(value) / 100 for value in number.readings]
    return number.readings if number.kind == "fraction" else ()


_RULES = (
    _Rule(lambda number: number.minutes, _same_time),
    _Rule(_written, _same),
    _Rule(lambda number: number.readings, _overlaps),
    _Rule(_shares, _share),
)


def _drop_parts(left: list[Number], right: list[Number]) -> None:
    """Pair a number with its pieces: 10.30 with 30 and 10, "3 million 500 thousand" said apart."""
    if len(left) * len(right) > _MOST_PAIRS:
        return
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
    if len(left) * len(right) > _MOST_PAIRS:
        return
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


def _values(text: Quantities) -> frozenset[Hashable]:
    """Return the values that stand in a text: of its numbers, shares and months (3/2020)."""
    found: set[Hashable] = {month.month for month in text.months}
    for number in text.numbers:
        found |= {*number.readings, *(("share", key) for key in _shares(number))}
    return frozenset(found)


def _stands_in(number: Number, values: frozenset[Hashable]) -> bool:
    """Say whether the other text has the number at all, however often."""
    return any(value in values for value in number.readings) or any(
        ("share", key) in values for key in _shares(number)
    )

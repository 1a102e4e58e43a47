"""One measure in other units: 120 mph and 193 km/h, two weeks and 14 days, 98.6 °F and 37 °C."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from parallel_corpus.evidence.quantities.extract import Number
from parallel_corpus.evidence.quantities.measures import Measure, measures
from parallel_corpus.language.units import unit_sizes

_CLOSE = 0.05  # of the measure: converted figures are rounded
_EXACT = 0.001  # of a time: a week is seven days and no eight
_MOST = 400  # pairs of measures that are compared
_DEGREES = re.compile(
    r"\s?(?:°\s?|º\s?|degrees?\s|درج(?:ة|ات)\s)?"
    r"(?:(?P<f>F\b|Fahrenheit|فهرنهايت|ف\b)|(?P<c>C\b|Celsius|centigrade|مئوية|م\b))",
    re.IGNORECASE,
)
# Elsewhere pounds are money.
_POUNDS = re.compile(r"(?<![\w£$.])(\d+(?:\.\d+)?)[\s-]pounds?\b")
_FEW_DEGREES = 5.0  # of Fahrenheit: ovens are set by tens


def drop_converted(
    left: list[Number], right: list[Number], texts: tuple[str, str], languages: tuple[str, str]
) -> None:
    """Take out numbers that the other side says in another unit, and those that repeat a measure.

    A translation may convert ("120 mph", ١٩٣ كيلومترا في الساعة), or say both (120 ميلا، أي 193
    كيلومترا): then the converted number has no counterpart, and needs none.
    """
    if not (left or right):
        return
    known = [_measured(text, language) for text, language in zip(texts, languages, strict=True)]
    if sum(map(len, known)) < 2 or len(known[0]) * len(known[1]) > _MOST:
        return
    _drop_pairs(left, right, known)
    _drop_repeated(left, known[0], known[1])
    _drop_repeated(right, known[1], known[0])


def _measured(text: str, language: str) -> dict[int, Measure]:
    """Return the measures of a text by where their numbers begin."""
    found = {
        measure.start: measure
        for measure in measures(text, language)
        if measure.dimension != "currency"
    }
    for number in _POUNDS.finditer(text) if language == "en" else ():
        weight = Fraction(number[1])
        pound = Measure(frozenset({weight}), "mass", "pound", number.start(), number.end())
        found.setdefault(number.start(), pound)
    return found | {measure.start: measure for measure in _temperatures(text)}


def _temperatures(text: str) -> Iterator[Measure]:
    for number in re.finditer(r"[-\u2212]?\d+(?:\.\d+)?", text):
        degrees = _DEGREES.match(text, number.end())
        if degrees:
            unit = "fahrenheit" if degrees["f"] else "celsius"
            value = Fraction(number[0].replace("\u2212", "-"))
            yield Measure(frozenset({value}), "temperature", unit, number.start(), degrees.end())


def _drop_pairs(left: list[Number], right: list[Number], known: list[dict[int, Measure]]) -> None:
    for number in tuple(left):
        one = known[0].get(number.start)
        other = one and next(
            (n for n in right if (m := known[1].get(n.start)) and converts(one, m)), None
        )
        if other:
            left.remove(number)
            right.remove(other)


def _drop_repeated(side: list[Number], own: dict[int, Measure], other: dict[int, Measure]) -> None:
    for number in tuple(side):
        one = own.get(number.start)
        if one and any(converts(one, m) for m in (*own.values(), *other.values()) if m is not one):
            side.remove(number)


def converts(one: Measure, other: Measure) -> bool:
    """Tell whether two measures in different units are as large, but for rounding.

    >>> converts(Measure(frozenset({120}), "length", "mile", 0, 1),
    ...          Measure(frozenset({193}), "length", "kilometre", 0, 1))
    True
    """
    if one.dimension != other.dimension or one.unit == other.unit:
        return False
    if one.dimension == "temperature":
        cold, warm = (one, other) if one.unit == "celsius" else (other, one)
        pairs = _values(cold, warm)
        return any(abs(c * 1.8 + 32 - f) <= _FEW_DEGREES for c, f in pairs)
    sizes = unit_sizes()
    off = _EXACT if one.dimension == "time" else _CLOSE
    return any(
        abs(a * sizes[one.unit] - b * sizes[other.unit]) <= off * abs(a) * sizes[one.unit]
        for a, b in _values(one, other)
    )


def _values(one: Measure, other: Measure) -> Iterable[tuple[float, float]]:
    return ((float(a), float(b)) for a in one.readings for b in other.readings)

"""Numbers with their units and currencies: 30 days, $25, ثلاثون يوما."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parallel_corpus.evidence.quantities.extract import Number, quantities
from parallel_corpus.language import script
from parallel_corpus.language.currencies import currency_keys, currency_symbols, same_currency
from parallel_corpus.language.numeral import Value
from parallel_corpus.language.units import is_dual_unit, unit_keys
from parallel_corpus.support.remembered import remembered

_WORD_AFTER = re.compile(r"(?:[\s\u00a0-]|\)\s)?\s?([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s?$")
_ARTICLE = re.compile(r"\b(?:a|an|one)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number's readings, its unit with the dimension, or its currency, and where they stand."""

    readings: frozenset[Value]
    dimension: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mismeasured:
    """One number with a unit, and the same number with another unit in the translation."""

    source: Measure
    target: Measure


@remembered()
def measures(text: str, language: str) -> tuple[Measure, ...]:
    """Return the numbers of `text` that a unit of measure or a currency goes with.

    >>> [(m.unit, max(m.readings)) for m in measures("for 30 days or $25", "en")]
    [('day', 30), ('dollar', 25)]
    >>> [(m.unit, max(m.readings)) for m in measures("لمدة شهرين أو ٢٥ دينارا", "ar")]
    [('دينار', 25), ('month', 2)]
    """
    found = [
        measure
        for number in quantities(text, language).numbers
        if number.readings and number.kind in ("cardinal", "fraction") and not number.marker
        for measure in (*_unit(text, number, language), *_currency(text, number, language))
    ]
    return (*found, *(_duals(text) if language == "ar" else ()))


def _unit(text: str, number: Number, language: str) -> Iterator[Measure]:
    word = _WORD_AFTER.match(text, number.end)
    if word:
        known = unit_keys(language).get(script.word_key(word[1]))
        if known and not (known[1] == "second" and language == "en" and word[1] == "second"):
            yield Measure(_of_unit(number), *known, number.start, word.end())


def _of_unit(number: Number) -> frozenset[Value]:
    """Return the readings of a number in its own unit: ونصف is no 18 before السنة, but months."""
    if number.kind != "fraction":
        return number.readings
    return frozenset(value for value in number.readings if value % 1 != 0) or number.readings


def _currency(text: str, number: Number, language: str) -> Iterator[Measure]:
    sign = text[max(0, number.start - 3) : number.start].rstrip()[-1:]
    if sign in currency_symbols():
        name = currency_symbols()[sign]
        if language == "en":
            yield Measure(number.readings, "currency", name, number.start - 1, number.end)
        return
    after = _WORD_AFTER.match(text, number.end)
    before = _WORD_BEFORE.search(text[max(0, number.start - 16) : number.start])
    for word in (after, before if language == "en" else None):
        name = currency_keys(language).get(script.word_key(word[1]), "") if word else ""
        if word and name:
            end = word.end() if word is after else number.end
            yield Measure(number.readings, "currency", name, number.start, end)
            return


def _duals(text: str) -> Iterator[Measure]:
    for start, end, word in script.words(text):
        key = script.word_key(word)
        known = unit_keys("ar").get(key)
        if known and is_dual_unit(key):
            yield Measure(frozenset({2}), *known, start, end)


@remembered(texts=2)
def mismeasured(source: str, target: str, languages: tuple[str, str]) -> tuple[Mismeasured, ...]:
    """Return the numbers that stand with another unit or currency in the translation.

    A sum converted into another unit has another number, too, and is not meant.

    >>> [m.target.unit for m in mismeasured("within 30 days", "خلال ثلاثين شهرا", ("en", "ar"))]
    ['month']
    >>> mismeasured("within 30 days", "خلال ثلاثين يوما", ("en", "ar"))
    ()
    """
    left, right = measures(source, languages[0]), measures(target, languages[1])
    if not left or not right:
        return ()
    found = []
    for one in left:
        others = [other for other in right if _may_be(one, other)]
        if not others or any(_agree(one, other, languages) for other in others):
            continue
        free = [
            o for o in others if not any(_agree(m, o, languages) for m in left if _may_be(m, o))
        ]
        if free:
            found.append(Mismeasured(one, free[0]))
    return tuple(found)


def _may_be(one: Measure, other: Measure) -> bool:
    """Say whether two measures have one number and units that can be said for one another."""
    return one.dimension == other.dimension and bool(one.readings & other.readings)


def _agree(one: Measure, other: Measure, languages: tuple[str, str]) -> bool:
    if one.dimension != "currency" or languages[0] == languages[1]:
        return one.unit == other.unit
    english, arabic = (one, other) if languages[0] == "en" else (other, one)
    return same_currency(english.unit, arabic.unit)

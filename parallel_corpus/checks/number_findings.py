"""Findings on numbers said for one another, which several checks share by kind of number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.compare import Unmatched, unmatched
from parallel_corpus.evidence.quantities.contrast import ContrastKind
from parallel_corpus.evidence.quantities.extract import Number
from parallel_corpus.evidence.quantities.measures import mismeasured
from parallel_corpus.language.numeral import Value
from parallel_corpus.model import Finding, Language, Span, Unit

Lone = tuple[Sequence[Number], Sequence[Number]]
"""Numbers of the source and of the target that have no counterpart."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Exchanged = Callable[
    [str, str, tuple[Language, Language]], tuple[Sequence[_Placed], Sequence[_Placed]]
]


def compared(context: CheckContext, unit: Unit) -> Unmatched:
    """Return the quantities of a unit that have no counterpart."""
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    return unmatched(unit.source_text, unit.target_text, languages)


def measure_findings(context: CheckContext, code: str, *, money: bool) -> Iterator[Finding]:
    """Yield one finding for each unit with a number in another currency, or in another unit."""
    languages = context.bitext.source_language, context.bitext.target_language
    for unit in context.paired:
        found = [
            item
            for item in mismeasured(unit.source_text, unit.target_text, languages)
            if (item.source.dimension == "currency") is money
        ]
        if not found:
            continue
        here = [span(unit.source_text, f.source.start, f.source.end) for f in found]
        there = [span(unit.target_text, f.target.start, f.target.end) for f in found]
        yield context.finding(
            code,
            unit,
            0.85,
            f"The source has {said(here)} where the translation has {said(there)}",
            source_spans=here,
            target_spans=there,
        )


def contrast_findings(
    context: CheckContext, code: str, kinds: Iterable[ContrastKind], score: float
) -> Iterator[Finding]:
    """Yield one finding for each unit that has numbers of these kinds said for one another."""
    wanted = frozenset(kinds)
    for unit in context.paired:
        found = [c for c in compared(context, unit).contrasts if c.kind in wanted]
        if not found:
            continue
        source = [number for contrast in found for number in contrast.source]
        target = [number for contrast in found for number in contrast.target]
        spans = spans_of(unit.source_text, source), spans_of(unit.target_text, target)
        yield context.finding(
            code,
            unit,
            score,
            f"The source has {said(spans[0])} where the translation has {said(spans[1])}",
            source_spans=spans[0],
            target_spans=spans[1],
            evidence={"source_only": values(source), "target_only": values(target)},
        )


def lone_findings(
    context: CheckContext, code: str, score: float, lone: Callable[[Unmatched], Lone]
) -> Iterator[Finding]:
    """Yield one finding for each unit with numbers that one side has and the other has not.

    `lone` picks these numbers of source and target from what was compared.
    """
    for unit in context.paired:
        source, target = lone(compared(context, unit))
        if not (source or target):
            continue
        spans = spans_of(unit.source_text, source), spans_of(unit.target_text, target)
        lacks = f"The translation lacks the source's {said(spans[0])}"
        adds = f"The translation has {said(spans[1])}, which the source does not"
        yield context.finding(
            code,
            unit,
            score,
            "; ".join([lacks] * bool(source) + [adds] * bool(target)),
            source_spans=spans[0],
            target_spans=spans[1],
            evidence={"source_only": values(source), "target_only": values(target)},
        )


def exchanged_findings(
    context: CheckContext, code: str, score: float, exchanged: Exchanged
) -> Iterator[Finding]:
    """Yield one finding for each unit in which `exchanged` finds things said for one another.

    It is given both texts and their languages, and returns what stands where on either side.
    """
    languages = context.bitext.source_language, context.bitext.target_language
    for unit in context.paired:
        left, right = exchanged(unit.source_text, unit.target_text, languages)
        if not (left and right):
            continue
        here = [span(unit.source_text, item.start, item.end) for item in left]
        there = [span(unit.target_text, item.start, item.end) for item in right]
        yield context.finding(
            code,
            unit,
            score,
            f"The source has {said(here)} where the translation has {said(there)}",
            source_spans=here,
            target_spans=there,
        )


def spans_of(text: str, numbers: Sequence[Number]) -> list[Span]:
    """Return where numbers stand in `text`."""
    return [span(text, number.start, number.end) for number in numbers]


def said(spans: Sequence[Span]) -> str:
    """Return the texts of spans as a message names them."""
    return " and ".join(f"“{item.text}”" for item in spans[:4])


def values(numbers: Sequence[Number]) -> list[list[str]]:
    """Return the readings of numbers as plain strings, for evidence.

    >>> values([Number(frozenset({1500}), 0, 5)])
    [['1500']]
    """
    return [sorted(plain(value) for value in number.readings) for number in numbers]


def plain(value: Value) -> str:
    """Return a value as a decimal number where it has one, as a fraction otherwise.

    >>> plain(Fraction(5, 2)), plain(Fraction(1, 3)), plain(7)
    ('2.5', '1/3', '7')
    """
    fraction = Fraction(value)
    decimal = f"{float(fraction):.6f}".rstrip("0").rstrip(".")
    return decimal if Fraction(decimal) == fraction else str(fraction)

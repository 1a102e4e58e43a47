"""A month that is another month in the translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.number_findings import compared, said
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.evidence.quantities.months import Month, without_names
from parallel_corpus.model import Finding, Span, Unit


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        yield from _split_pairs(context, unit)
        months = compared(context, unit).months
        here = _spans(unit.source_text, months.source, unit.target_text)
        there = _spans(unit.target_text, months.target, unit.source_text)
        if here and there:
            yield context.finding(
                CHECK.code,
                unit,
                0.93,
                f"The source says {said(here)}, the translation {said(there)}",
                source_spans=here,
                target_spans=there,
            )


def _spans(text: str, months: Sequence[Month], other: str) -> list[Span]:
    return [span(text, m.start, m.end) for m in without_names(months, other)]


def _split_pairs(context: CheckContext, unit: Unit) -> Iterator[Finding]:
    sides = (
        (unit.source_text, context.bitext.source_language),
        (unit.target_text, context.bitext.target_language),
    )
    for at, (text, language) in enumerate(sides):
        for month in quantities(text, language).months:
            if month.other is not None:
                place = span(text, month.start, month.end)
                yield context.finding(
                    CHECK.code,
                    unit,
                    0.95,
                    f"The two names in “{place.text}” are of different months",
                    source_spans=() if at else [place],
                    target_spans=[place] if at else (),
                    evidence={"first": month.month, "second": month.other},
                )


CHECK = Check(
    code="N02",
    name="dates",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A month that is another one in the translation, by name or in digits, Gregorian or "
        "Hijri; and Arabic pairs whose halves disagree. نوفمبر, نونبر, تشرين الثاني and تشرين "
        "الثاني/نوفمبر are one month, so are يونيه, يونيو and جوان, and 5/1/2022 is in January.",
        matters="A deadline or a date of entry into force that differs is an error in law.",
        wrong="A date that was converted into the other calendar; names that are months besides, "
        "as مايو of a clinic.",
        example="“30 November 2021” beside “30 تشرين الأول/أكتوبر 2021”.",
    ),
    run=_run,
)

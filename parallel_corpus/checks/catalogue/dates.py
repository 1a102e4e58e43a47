"""A month that is another month in the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.dates import Month
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.model import Finding, Span, Unit


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    for unit in context.paired:
        source = quantities(unit.source_text, bitext.source_language).months
        target = quantities(unit.target_text, bitext.target_language).months
        yield from _split_pairs(context, unit, target)
        here, there = _only(source, target), _only(target, source)
        if here or there:
            yield _finding(
                context,
                unit,
                [span(unit.source_text, month.start, month.end) for month in here],
                [span(unit.target_text, month.start, month.end) for month in there],
            )


def _split_pairs(context: CheckContext, unit: Unit, target: tuple[Month, ...]) -> Iterator[Finding]:
    for month in target:
        if month.other is not None:
            place = span(unit.target_text, month.start, month.end)
            yield context.finding(
                CHECK.code,
                unit,
                0.95,
                f"The two names in “{place.text}” are of different months",
                target_spans=[place],
                evidence={"first": month.month, "second": month.other},
            )


def _only(these: tuple[Month, ...], those: tuple[Month, ...]) -> list[Month]:
    """The months of `these` that `those` lack; a month named twice may be named once there."""
    missing = Counter(m.month for m in these) - Counter(m.month for m in those)
    named = {m.month for m in those} | {m.other for m in those}
    found = []
    for month in these:
        if missing[month.month] > 0 and month.month not in named:
            found.append(month)
            missing[month.month] -= 1
    return found


def _finding(context: CheckContext, unit: Unit, here: list[Span], there: list[Span]) -> Finding:
    said = [" and ".join(f"“{item.text}”" for item in side) for side in (here, there)]
    if here and there:
        message, score = f"The source says {said[0]}, the translation {said[1]}", 0.93
    elif here:
        message, score = f"The translation lacks the source's month {said[0]}", 0.5
    else:
        message, score = f"The translation names {said[1]}, which the source does not", 0.5
    return context.finding(CHECK.code, unit, score, message, source_spans=here, target_spans=there)


CHECK = Check(
    code="N02",
    name="dates",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A month without a counterpart, and Arabic pairs whose halves disagree. نوفمبر, "
        "تشرين الثاني and تشرين الثاني/نوفمبر are one month, so are يونيه and يونيو.",
        matters="A deadline or a date of entry into force that differs is an error in law.",
        wrong="A month that is understood from the context and left out; months of other "
        "calendars.",
        example="“30 November 2021” beside “30 تشرين الأول/أكتوبر 2021”.",
    ),
    run=_run,
)

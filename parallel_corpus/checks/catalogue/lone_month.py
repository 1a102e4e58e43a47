"""A month that only one side names."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.number_findings import compared, said
from parallel_corpus.evidence.quantities.months import without_names
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        rest = compared(context, unit)
        months = rest.months
        if any(rest.in_digits):
            continue  # The date's numbers are missing, too, and reported as such.
        here, there = (
            [span(text, m.start, m.end) for m in without_names(side, other)]
            for side, text, other in (
                (months.source, unit.source_text, unit.target_text),
                (months.target, unit.target_text, unit.source_text),
            )
        )
        if bool(here) == bool(there):
            continue
        message = (
            f"The translation lacks the source's month {said(here)}"
            if here
            else f"The translation names {said(there)}, which the source does not"
        )
        yield context.finding(CHECK.code, unit, 0.5, message, source_spans=here, target_spans=there)


CHECK = Check(
    code="N10",
    name="lone-month",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A month that one side names and the other does not, in words or digits.",
        matters="A date without its month is no date.",
        wrong="A month that is understood from the context and left out; a date of another "
        "calendar that only one side has is not reported.",
        example="“in November 2021” beside “في عام 2021”.",
    ),
    run=_run,
)

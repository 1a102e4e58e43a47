"""A day of the week that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.number_findings import said
from parallel_corpus.evidence.quantities.weekdays import other_weekdays
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    for unit in context.paired:
        left, right = other_weekdays(unit.source_text, unit.target_text, languages)
        if not (left and right):
            continue
        here = [span(unit.source_text, item.start, item.end) for item in left]
        there = [span(unit.target_text, item.start, item.end) for item in right]
        yield context.finding(
            CHECK.code,
            unit,
            0.9,
            f"The source has {said(here)} where the translation has {said(there)}",
            source_spans=here,
            target_spans=there,
        )


CHECK = Check(
    code="N12",
    name="weekdays",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A day of the week that only the source names, beside one that only the translation "
        "names. A day that one side leaves out is not reported.",
        matters="People come on the wrong day.",
        wrong="A time zone in which it is another day already; الجمعة of a congregation.",
        example="“on Monday” beside “يوم الأربعاء”.",
    ),
    run=_run,
)

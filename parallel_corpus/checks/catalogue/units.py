"""A number whose unit is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import measure_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return measure_findings(context, CHECK.code, money=False)


CHECK = Check(
    code="N13",
    name="units",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="One number with two units: days and months, metres and miles, grams and kilograms. "
        "A dual counts as two. Another number with another unit is a conversion and is not "
        "reported.",
        matters="“Thirty days” and “thirty months” are one word apart.",
        wrong="Two things of one number in a sentence, of which the translation names one by "
        "another unit.",
        example="“within 30 days” beside “خلال ثلاثين شهرا”.",
    ),
    run=_run,
)

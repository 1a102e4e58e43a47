"""A fraction that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import contrast_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    yield from contrast_findings(context, CHECK.code, ("fraction",), 0.85)


CHECK = Check(
    code="N08",
    name="fractions",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A half, third, quarter and so on, and another fraction in its place. 50% is a half, "
        "½ and 1/2 too; خمس may be five or a fifth.",
        matters="Majorities and shares of an inheritance are fractions.",
        wrong="A quarter of a town or of a year beside a half of something else.",
        example="“two thirds of the members” beside “ربع الأعضاء”.",
    ),
    run=_run,
)

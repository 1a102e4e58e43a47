"""Thousands in one language, millions in the other."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import contrast_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    yield from contrast_findings(context, CHECK.code, ("scale",), 0.9)


CHECK = Check(
    code="N09",
    name="scales",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="Numbers that differ by a scale only (3.5 million and 3.5 مليار, 5,000 and 5), and "
        "“thousands” beside “millions”.",
        matters="A thousandfold budget.",
        wrong="A figure given in thousands, whose unit stands in the head of a table.",
        example="“$3 billion” beside “3 ملايين دولار”.",
    ),
    run=_run,
)

"""A number that is another number in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import contrast_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    yield from contrast_findings(context, CHECK.code, ("digits",), 0.9)


CHECK = Check(
    code="N01",
    name="numbers",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A number in digits on one side or both, where the other side has another number. "
        "Digits of any system count alike, so do 1,500 and 1 500, 1.5 and 1,5, 58th and الثامنة "
        "والخمسين, 3 p.m. and 15:00, “2 million” and 2 000 000, 2 and an Arabic dual, 50% and "
        "“half”; order does not matter, list numbers are not missed.",
        matters="An amount, a year or a share that differs is an error in law, whoever is right.",
        wrong="Page numbers that differ between editions; sums converted into another currency or "
        "unit; digits of a name.",
        example="“Law of 1992” beside “قانون عام 1999”.",
    ),
    run=_run,
)

"""A number in words that is another number in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import contrast_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    yield from contrast_findings(context, CHECK.code, ("words",), 0.85)


CHECK = Check(
    code="N06",
    name="number-words",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A number in words, and another number in words in its place: cardinals of either "
        "language, in any gender, case and spelling. A dual is two, a bare noun may be one.",
        matters="Terms, fines and quorums of laws are written in words.",
        wrong="Idioms with a number, as “second thoughts”; a number that stands for a name.",
        example="“within fifteen days” beside “في غضون خمسين يوما”.",
    ),
    run=_run,
)

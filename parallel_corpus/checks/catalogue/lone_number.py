"""A number in digits that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import lone_findings
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return lone_findings(context, CHECK.code, 0.6, lambda found: found.in_digits)


CHECK = Check(
    code="N05",
    name="lone-number",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A number in digits of which the other side says nothing, in digits or words.",
        matters="A figure that was dropped or added changes what a text commits to.",
        wrong="A year left out because it is understood; a number that one language says by a "
        "word that we do not know.",
        example="“some 245 people were wounded” beside “أصيب عدد من الأشخاص”.",
    ),
    run=_run,
)

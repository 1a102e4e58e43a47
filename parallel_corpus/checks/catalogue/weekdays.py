"""A day of the week that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import exchanged_findings
from parallel_corpus.evidence.quantities.weekdays import other_weekdays
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return exchanged_findings(context, CHECK.code, 0.9, other_weekdays)


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

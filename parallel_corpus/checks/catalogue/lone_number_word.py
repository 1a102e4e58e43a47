"""A number in words that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import Lone, lone_findings
from parallel_corpus.evidence.quantities.compare import Unmatched
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    return lone_findings(context, CHECK.code, 0.3, _in_words)


def _in_words(found: Unmatched) -> Lone:
    source, target = (
        [number for number in side if number.form == "words"]
        for side in (found.source, found.target)
    )
    return source, target


CHECK = Check(
    code="N11",
    name="lone-number-word",
    family="numbers",
    severity="info",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A number in words of which the other side says nothing, in words or digits. One, "
        "first, second and what only implies a number (twice, decade) are not missed.",
        matters="It may be a condition that was lost; more often it is another way to say it.",
        wrong="“Quarterly” beside “every three months”; names with a number, as Beersheba; "
        "dialect.",
        example="“three errors in the article” beside “أخطاء في المقال”.",
    ),
    run=_run,
)

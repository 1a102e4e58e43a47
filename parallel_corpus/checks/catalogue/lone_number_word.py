"""A number in words that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import compared, said, spans_of, values
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        rest = compared(context, unit)
        source, target = (
            [number for number in side if number.form == "words"]
            for side in (rest.source, rest.target)
        )
        if not (source or target):
            continue
        spans = spans_of(unit.source_text, source), spans_of(unit.target_text, target)
        lacks = f"The translation lacks the source's {said(spans[0])}"
        adds = f"The translation has {said(spans[1])}, which the source does not"
        yield context.finding(
            CHECK.code,
            unit,
            0.3,
            "; ".join([lacks] * bool(source) + [adds] * bool(target)),
            source_spans=spans[0],
            target_spans=spans[1],
            evidence={"source_only": values(source), "target_only": values(target)},
        )


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

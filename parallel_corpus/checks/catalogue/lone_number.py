"""A number in digits that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import compared, said, spans_of, values
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        source, target = compared(context, unit).in_digits
        if not (source or target):
            continue
        spans = spans_of(unit.source_text, source), spans_of(unit.target_text, target)
        lacks = f"The translation lacks the source's {said(spans[0])}"
        adds = f"The translation has {said(spans[1])}, which the source does not"
        yield context.finding(
            CHECK.code,
            unit,
            0.6,
            "; ".join([lacks] * bool(source) + [adds] * bool(target)),
            source_spans=spans[0],
            target_spans=spans[1],
            evidence={"source_only": values(source), "target_only": values(target)},
        )


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

"""From one number to another, and the other way in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.number_findings import said, spans_of
from parallel_corpus.evidence.quantities.ranges import turned
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    for unit in context.paired:
        for step, other in turned(unit.source_text, unit.target_text, languages):
            here, there = spans_of(unit.source_text, step), spans_of(unit.target_text, other)
            yield context.finding(
                CHECK.code,
                unit,
                0.8,
                f"The source goes from {said(here[:1])} to {said(here[1:])}, the translation from "
                f"{said(there[:1])} to {said(there[1:])}",
                source_spans=here,
                target_spans=there,
            )


CHECK = Check(
    code="N16",
    name="number-order",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="Two numbers of “from ... to ...” that stand in the other order in the translation. "
        "Ranges with a dash (26-30) are not compared: Arabic files hold them in either order.",
        matters="A rise becomes a fall.",
        wrong="A line whose numbers were turned when it was taken out of a PDF.",
        example="“from 3.5 to 4.2 million” beside “من 4.2 إلى 3.5 ملايين”.",
    ),
    run=_run,
)

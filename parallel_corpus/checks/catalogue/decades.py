"""A decade that became a single year or age: "in their 50s" beside "at 50"."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.decades import narrowed
from parallel_corpus.language.literals import blank
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        english, arabic = context.texts(unit)
        found = narrowed(blank(english), blank(arabic))
        if found:
            here, there = span(english, *found[0]), span(arabic, *found[1])
            yield context.finding(
                CHECK.code,
                unit,
                0.7,
                f"“{here.text}” is ten years, “{there.text}” one",
                english_spans=[here],
                arabic_spans=[there],
            )


CHECK = Check(
    code="N17",
    name="decades",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="An age or a span of years by the decade (“in their 50s”, “the 1990s”) beside the "
        "bare number in Arabic, without الخمسينات, عقد, أعوام or the like.",
        matters="A group of ages becomes one age, ten years become one.",
        wrong="A decade that other words of the Arabic tell.",
        example="“men in their 50s” beside الرجال في سن 50.",
    ),
    run=_run,
)

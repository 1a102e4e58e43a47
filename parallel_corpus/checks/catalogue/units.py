"""A number whose unit is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.number_findings import said
from parallel_corpus.evidence.quantities.measures import mismeasured
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    languages = bitext.source_language, bitext.target_language
    for unit in context.paired:
        found = [
            item
            for item in mismeasured(unit.source_text, unit.target_text, languages)
            if (item.source.dimension == "currency") is False
        ]
        if not found:
            continue
        here = [span(unit.source_text, f.source.start, f.source.end) for f in found]
        there = [span(unit.target_text, f.target.start, f.target.end) for f in found]
        yield context.finding(
            CHECK.code,
            unit,
            0.85,
            f"The source has {said(here)} where the translation has {said(there)}",
            source_spans=here,
            target_spans=there,
        )


CHECK = Check(
    code="N13",
    name="units",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="One number with two units: days and months, metres and miles, grams and kilograms. "
        "A dual counts as two. Another number with another unit is a conversion and is not "
        "reported.",
        matters="“Thirty days” and “thirty months” are one word apart.",
        wrong="Two things of one number in a sentence, of which the translation names one by "
        "another unit.",
        example="“within 30 days” beside “خلال ثلاثين شهرا”.",
    ),
    run=_run,
)

"""A sum in another currency in the translation."""

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
            if (item.source.dimension == "currency") is True
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
    code="N14",
    name="currencies",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="One amount in two currencies, by name, symbol or ISO code. A converted amount is "
        "another number and is not reported.",
        matters="Twenty-five dollars are not twenty-five dinars.",
        wrong="A currency of several names, as the pound of the Levant.",
        example="“$25” beside “25 دينارا”.",
    ),
    run=_run,
)

"""A number that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.compare import Unmatched, unmatched
from parallel_corpus.evidence.quantities.extract import Number, quantities
from parallel_corpus.evidence.quantities.words import Numeral
from parallel_corpus.model import Finding, Unit


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    for unit in context.paired:
        texts = unit.source_text, unit.target_text
        rest = unmatched(
            quantities(texts[0], bitext.source_language),
            quantities(texts[1], bitext.target_language),
            texts,
        )
        if rest:
            yield _finding(context, unit, rest)


def _finding(context: CheckContext, unit: Unit, rest: Unmatched) -> Finding:
    # Words are named only where they answer digits: "three" beside a translation's 7.
    source: tuple[Number | Numeral, ...] = rest.source or rest.source_words
    target: tuple[Number | Numeral, ...] = rest.target or rest.target_words
    source_spans = [span(unit.source_text, n.start, n.end) for n in source]
    target_spans = [span(unit.target_text, n.start, n.end) for n in target]
    here, there = (_said([s.text for s in spans]) for spans in (source_spans, target_spans))
    if here and there:
        message, score = f"The source has {here} where the translation has {there}", 0.9
    elif here:
        message, score = f"The translation lacks the source's {here}", 0.6
    else:
        message, score = f"The translation has {there}, which the source does not", 0.6
    return context.finding(
        CHECK.code,
        unit,
        score,
        message,
        source_spans=source_spans,
        target_spans=target_spans,
        evidence={
            "source_only": [sorted(n.readings) for n in rest.source],
            "target_only": [sorted(n.readings) for n in rest.target],
        },
    )


def _said(texts: list[str]) -> str:
    return " and ".join(f"“{text}”" for text in texts[:4])


CHECK = Check(
    code="N01",
    name="numbers",
    family="numbers",
    severity="error",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A number in digits without a counterpart. Digits of any system count alike, so do "
        "1,500 and 1 500, 1.5 and 1,5, 58th and الثامنة والخمسين, 3 p.m. and 15:00, “2 million” "
        "and 2 000 000, 2 and an Arabic dual; order does not matter, list numbers are not missed.",
        matters="An amount, a year or a share that differs is an error in law, whoever is right.",
        wrong="A year left out because it is understood; page numbers that differ between "
        "editions; military times; digits of a name.",
        example="“Law of 1992” beside “قانون عام 1999”.",
    ),
    run=_run,
)

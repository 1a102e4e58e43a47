"""Paragraphs that are one in a language and several in the other."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        sizes = len(unit.source), len(unit.target)
        if sizes == (1, 1) or "s" in {segment.kind for segment in (*unit.source, *unit.target)}:
            continue
        how = "drawn together" if sizes[0] > sizes[1] else "divided"
        yield context.finding(
            CHECK.code,
            unit,
            0.4,
            f"The translation has {how} {label(unit.source)}: {sizes[0]} in the source, {sizes[1]} "
            f"in the translation (“{short(unit.source_text, 40)}”)",
            evidence={"source_segments": sizes[0], "target_segments": sizes[1]},
        )


CHECK = Check(
    code="S04",
    name="merged",
    family="structure",
    severity="info",
    scope="unit",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="Two and more paragraphs whose translation is one, or the other way about. Sentences "
        "are free to do so and are not reported.",
        matters="Paragraphs are numbered and cited; dividing one moves all that follow.",
        wrong="A line break lost or added in the file.",
        example="Preambular paragraphs 17 and 18 stand in one Arabic paragraph.",
    ),
    run=_run,
)

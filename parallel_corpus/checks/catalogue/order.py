"""A pair that stands in another order in the translation than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        if unit.bead.moved:
            yield context.finding(
                CHECK.code,
                unit,
                0.6,
                f"The translation of {label(unit.source)} stands in another place, as "
                f"{label(unit.target)}: “{short(unit.source_text)}”",
                evidence={"pair_score": unit.bead.score, "pair_margin": unit.bead.margin},
            )


CHECK = Check(
    code="S03",
    name="order",
    family="structure",
    severity="warning",
    scope="document",
    mqm="textual-conventions",
    explanation=Explanation(
        finds="A paragraph whose translation stands before or after that of its neighbours.",
        matters="Paragraphs are cited by their place; an exchanged pair carries the wrong number.",
        wrong="The order of a list sorted by the alphabet differs between languages, and rightly.",
        example="English 11 and 12 translate as Arabic 12 and 11.",
    ),
    run=_run,
)

"""Notes in brackets, of one kind throughout a document, that only the source has."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short, span
from parallel_corpus.checks.notes import lone_notes
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    notes = lone_notes(context.bitext)
    units = [unit for unit in context.paired if unit.key in notes]
    if not units:
        return
    first = units[0]
    spans = [span(first.source_text, *place) for place in notes[first.key]]
    times = sum(len(places) for places in notes.values())
    yield context.finding(
        CHECK.code,
        first,
        0.9,
        f"{times} notes in brackets as “{short(spans[0].text)}” stand in the source only, here and "
        f"in {len(units) - 1} other places",
        source_spans=spans,
        evidence={
            "places": [unit.name for unit in units],
            "notes": [unit.source_text[a:b] for unit in units for a, b in notes[unit.key]],
        },
    )


CHECK = Check(
    code="S07",
    name="lone-notes",
    family="structure",
    severity="error",
    scope="document",
    mqm="omission",
    explanation=Explanation(
        finds="Notes in brackets with numbers, of one kind throughout a document, in paragraphs "
        "whose translation has no such note. They are told once, with their places, and what other "
        "checks find within them is left out.",
        matters="A reader of the translation does not learn when and by what a rule was amended.",
        wrong="Notes of an editor of one language, which were never meant to be translated.",
        example="“(Amended by Law No. 93-74 of July 12, 1993)” in fifteen articles.",
    ),
    run=_run,
)

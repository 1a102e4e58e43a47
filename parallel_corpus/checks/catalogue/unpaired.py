"""A segment without its translation, or a translation of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short, whole
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.bitext.units:
        if unit.paired:
            continue
        missing = bool(unit.source)
        text = unit.source_text if missing else unit.target_text
        if not any(letter.isalpha() for letter in text):
            continue
        what = label(unit.source or unit.target)
        message = (
            f"No translation stands beside {what}: “{short(text)}”"
            if missing
            else f"The translation has {what}, which the source does not: “{short(text)}”"
        )
        yield context.finding(
            CHECK.code,
            unit,
            0.95 if missing else 0.85,
            message,
            source_spans=whole(unit.source_text),
            target_spans=whole(unit.target_text),
            evidence={"missing": "target" if missing else "source"},
        )


CHECK = Check(
    code="S01",
    name="unpaired",
    family="structure",
    severity="error",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A paragraph (or sentence) that has nothing on the other side.",
        matters="A reader of one language is told something that the other reader never sees.",
        wrong="The alignment may have failed: look at the neighbours. A translator may also have "
        "drawn two paragraphs together.",
        example="English 12 stands alone; the Arabic goes from 11 to 13.",
    ),
    run=_run,
)

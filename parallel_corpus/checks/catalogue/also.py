""" "Also" and "further" in the opening formula, lost or added."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short, span
from parallel_corpus.checks.leads import leads
from parallel_corpus.model import Finding, Span


def _run(context: CheckContext) -> Iterator[Finding]:
    for lead in leads(context.bitext.units, context.bitext.source_language):
        if lead.english_additive == lead.arabic_additive or (
            lead.arabic_additive and lead.english_somewhere
        ):
            continue
        unit = lead.unit
        words = (lead.english_word, lead.arabic_word)
        if context.bitext.source_language != "en":
            words = words[::-1]
        added = lead.arabic_additive
        message = (
            f"The translation of {label(unit.source)} adds an “also” to "
            f"“{short(unit.source_text, 30)}”"
            if added
            else f"The translation of {label(unit.source)} lacks the “also” or “further” of "
            f"“{short(unit.source_text, 30)}”"
        )
        yield context.finding(
            CHECK.code,
            unit,
            0.7 if added else 0.6,
            message,
            source_spans=_where(unit.source_text, words[0]),
            target_spans=_where(unit.target_text, words[1]),
        )


def _where(text: str, word: tuple[int, int]) -> list[Span]:
    return [span(text, *word)] if word[1] else []


CHECK = Check(
    code="T04",
    name="also",
    family="terminology",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="An opening formula with “also” or “further” whose Arabic has neither أيضا nor كذلك, "
        "or the reverse.",
        matters="The word says that the paragraph goes on from the one before; without it, or with "
        "one too many, the chain of the resolution breaks.",
        wrong="Arabic that expresses the addition by another word.",
        example="“Calls on parliaments” beside تدعو أيضا البرلمانات.",
    ),
    run=_run,
)

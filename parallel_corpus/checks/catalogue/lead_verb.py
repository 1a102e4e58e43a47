"""A lead verb rendered otherwise than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.leads import customs, leads
from parallel_corpus.model import Finding

_SURE = 3  # occurrences of the usual rendering
_SHARE = 0.6


def _run_corpus(contexts: Sequence[CheckContext]) -> Iterator[Finding]:
    by_bitext = [leads(i.bitext.units, i.bitext.source_language) for i in contexts]
    table = customs(lead for found in by_bitext for lead in found)
    shown = {lead.arabic: lead.arabic_shown for found in by_bitext for lead in found}
    for context, found in zip(contexts, by_bitext, strict=True):
        for lead in found:
            usual, count = max(table[lead.english].items(), key=lambda kv: (kv[1], kv[0]))
            total = table[lead.english].total()
            if lead.arabic == usual or count < _SURE or count < _SHARE * total:
                continue
            text = lead.unit.target_text
            start = lead.arabic_end - len(lead.arabic_shown)
            yield context.finding(
                CHECK.code,
                lead.unit,
                0.4 * count / total,
                f"“{lead.english_shown.capitalize()}” is “{lead.arabic_shown}” here and "
                f"“{shown[usual]}” in {count} of {total} paragraphs",
                target_spans=[span(text, start, lead.arabic_end)],
                evidence={"renderings": dict(table[lead.english])},
            )


CHECK = Check(
    code="T03",
    name="lead-verb",
    family="terminology",
    severity="info",
    scope="corpus",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A preambular or operative paragraph whose opening verb has another Arabic than the "
        "same English verb mostly has in the corpus (three times and more, in three of five).",
        matters="The verbs are graded: “urges” binds more than “invites”, in every language.",
        wrong="One English verb that stands for two acts.",
        example="“Underlines” is تشدد once and تؤكد elsewhere.",
    ),
    run_corpus=_run_corpus,
)

"""A word that is rendered otherwise in one place than all over the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.renderings import deviations
from parallel_corpus.model import Finding


def _run_corpus(contexts: Sequence[CheckContext]) -> Iterator[Finding]:
    for context in contexts:
        for found in deviations(context):
            english, arabic = context.texts(found.unit)
            here, there = span(english, *found.english), span(arabic, *found.arabic)
            yield context.finding(
                CHECK.code,
                found.unit,
                0.6 * found.count / found.total,
                f"“{here.text}” is “{there.text}” here and “{found.usual}” in {found.count} of "
                f"{found.total} paragraphs",
                english_spans=[here],
                arabic_spans=[there],
                evidence={"term": here.text, "usual": found.usual, "paragraphs": found.total},
            )


CHECK = Check(
    code="T05",
    name="rare-rendering",
    family="terminology",
    severity="warning",
    scope="corpus",
    mqm="inconsistent-use-of-terminology",
    explanation=Explanation(
        finds="A word that is rendered one way in nine of ten paragraphs of a document that have "
        "it (ten and more), and in one place by another word that stands where the usual one "
        "does, or behind another preposition.",
        matters="In a text that is so constant, a reader takes the other word for another thing.",
        wrong="The other word is asked for by what stands beside it there.",
        example="“abuse” is الاعتداء in 31 paragraphs and التحرش (harassment) in one; “online” is "
        "عبر الإنترنت throughout and على الإنترنت once.",
    ),
    run_corpus=_run_corpus,
)

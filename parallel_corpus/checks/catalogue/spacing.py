"""Space before Arabic punctuation, none after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.model import Finding

_WRONG = re.compile("(?<=[\u0621-\u0652]) +[،؛](?=\\s|$)|[،؛](?=[\u0621-\u064a])")


def _run(context: CheckContext) -> Iterator[Finding]:
    is_source = context.bitext.source_language == "ar"
    for unit in context.paired:
        text = unit.source_text if is_source else unit.target_text
        places = [span(text, *match.span()) for match in _WRONG.finditer(text)]
        if places:
            yield context.finding(
                CHECK.code,
                unit,
                0.15,
                "A space stands before Arabic punctuation, or is missing after it",
                source_spans=places if is_source else (),
                target_spans=() if is_source else places,
            )


CHECK = Check(
    code="P04",
    name="spacing",
    family="typography",
    severity="info",
    scope="unit",
    mqm="punctuation",
    explanation=Explanation(
        finds="A space before ، or ؛, or none after them.",
        matters="A line may break between a word and its comma.",
        wrong="Tables and verse set with spaces on purpose.",
        example="السلم ،والأمن",
    ),
    run=_run,
)

"""Latin commas, semicolons and question marks in Arabic text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.model import Finding

_LATIN = re.compile("(?<=[\u0621-\u0652])[,;?](?=\\s|$)")
_ARABIC = {",": "،", ";": "؛", "?": "؟"}


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    is_source = bitext.source_language == "ar"
    for unit in context.paired:
        text = unit.source_text if is_source else unit.target_text
        places = [span(text, *match.span()) for match in _LATIN.finditer(text)]
        if places:
            marks = " ".join(sorted({f"{p.text} for {_ARABIC[p.text]}" for p in places}))
            yield context.finding(
                CHECK.code,
                unit,
                0.2,
                f"The Arabic has Latin punctuation: {marks}",
                source_spans=places if is_source else (),
                target_spans=() if is_source else places,
            )


CHECK = Check(
    code="P03",
    name="arabic-marks",
    family="typography",
    severity="info",
    scope="unit",
    mqm="punctuation",
    explanation=Explanation(
        finds="A Latin comma, semicolon or question mark after an Arabic letter.",
        matters="Arabic has marks of its own; mixed ones look like a machine's work.",
        wrong="House styles that use the Latin marks throughout; ignore the check then.",
        example="السلم, والأمن",
    ),
    run=_run,
)

"""Digits of two systems in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.model import Finding

_WESTERN = re.compile(r"(?<![A-Za-z/.0-9])[0-9]+(?![A-Za-z/0-9])")
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]+")


def _run(context: CheckContext) -> Iterator[Finding]:
    is_source = context.bitext.source_language == "ar"
    for unit in context.paired:
        text = unit.source_text if is_source else unit.target_text
        western = [span(text, *match.span()) for match in _WESTERN.finditer(text)]
        eastern = [span(text, *match.span()) for match in _EASTERN.finditer(text)]
        if not western or not eastern:
            continue
        fewer = min(western, eastern, key=len)
        yield context.finding(
            CHECK.code,
            unit,
            0.2,
            f"The Arabic mixes two kinds of digits: “{western[0].text}” and “{eastern[0].text}”",
            source_spans=fewer if is_source else (),
            target_spans=() if is_source else fewer,
        )


CHECK = Check(
    code="P05",
    name="mixed-digits",
    family="typography",
    severity="info",
    scope="unit",
    mqm="number-format",
    explanation=Explanation(
        finds="Western digits (12) and Arabic-Indic ones (١٢) in one Arabic segment. Digits inside "
        "Latin words, symbols and addresses do not count.",
        matters="Either is right, both together look careless and trouble searching.",
        wrong="A quotation from a text that uses the other kind.",
        example="المادة ١٩ والفقرة 3",
    ),
    run=_run,
)

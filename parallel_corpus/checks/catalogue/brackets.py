"""Brackets and quotation marks in parallel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.model import Finding

_LIST_MARK = re.compile(r"(?:^|\s)\(?[\w\u0640]{1,3}\)(?=\s)|\([^()\s]{1,5}\)")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        for name, count in (("brackets", _brackets), ("quotation marks", _quotes)):
            here, there = count(unit.source_text), count(unit.target_text)
            open_here, open_there = here % 2, there % 2
            if open_there and not open_here:
                message = f"The translation opens or closes {name} without the other half"
            elif here and not there and not open_here:
                message = f"The source's {name} are missing from the translation"
            else:
                continue
            yield context.finding(
                CHECK.code,
                unit,
                0.25,
                message,
                evidence={"what": name, "source": here, "target": there},
            )


def _brackets(text: str) -> int:
    rest = _LIST_MARK.sub(" ", text)
    return sum(rest.count(mark) for mark in "()[]")


def _quotes(text: str) -> int:
    return text.translate(_QUOTES).count('"')


CHECK = Check(
    code="P02",
    name="brackets",
    family="typography",
    severity="info",
    scope="unit",
    mqm="punctuation",
    explanation=Explanation(
        finds="Brackets or quotation marks that the translation opens and does not close, or that "
        "it lacks altogether. Letters and numbers of lists and short forms in brackets do not "
        "count, nor does the shape of the quotation marks.",
        matters="A bracket that never closes changes what it holds; quotation marks mark what was "
        "said by another.",
        wrong="Arabic often sets off by commas what English sets in brackets.",
        example="(the “Lanzarote Convention”) beside اتفاقية لانزاروت.",
    ),
    run=_run,
)

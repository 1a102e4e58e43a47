"""Document symbols, web and mail addresses: the same on both sides, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.quantities.codes import Identifier
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.language import script
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    bitext = context.bitext
    for unit in context.paired:
        source = quantities(unit.source_text, bitext.source_language)
        target = quantities(unit.target_text, bitext.target_language)
        here = _only((*source.symbols, *source.addresses), unit.target_text)
        there = _only((*target.symbols, *target.addresses), unit.source_text)
        if not here and not there:
            continue
        spans = [span(unit.source_text, token.start, token.end) for token in here]
        others = [span(unit.target_text, token.start, token.end) for token in there]
        said = [" and ".join(f"“{item.text}”" for item in side) for side in (spans, others)]
        if here and there:
            message = f"The source cites {said[0]}, the translation {said[1]}"
        else:
            side = "translation lacks the source's" if here else "source lacks the translation's"
            message = f"The {side} {said[0] or said[1]}"
        yield context.finding(
            CHECK.code,
            unit,
            0.8 if here and there else 0.5,
            message,
            source_spans=spans,
            target_spans=others,
        )


def _only(tokens: tuple[Identifier, ...], other: str) -> list[Identifier]:
    """Return the tokens that the other text lacks; its digits may be of any kind."""
    rest = _folded(other) if tokens else ""
    return [token for token in tokens if _folded(token.key) not in rest]


# https://example.org/en/help and https://example.org/ar/help: the page in either language.
_EDITION = re.compile(
    r"(?<=[/.?=_-])(?:en|ar|english|arabic)(?:[-_][a-z]{2})?(?=[/.?&#_-]|$)", re.I
)


def _folded(text: str) -> str:
    text = _EDITION.sub("", text)
    return "".join(c for c in script.western_digits(text).casefold() if c.isalnum())


CHECK = Check(
    code="N04",
    name="symbols",
    family="numbers",
    severity="warning",
    scope="unit",
    mqm="link-cross-reference",
    explanation=Explanation(
        finds="A document symbol (A/RES/69/1), web or mail address that the other side lacks.",
        matters="A reader looks the document up by its symbol.",
        wrong="Language editions at different addresses; symbols with an Arabic word in them.",
        example="“A/RES/69/1” beside “A/RES/69/7”.",
    ),
    run=_run,
)

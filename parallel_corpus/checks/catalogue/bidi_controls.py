"""Invisible direction controls that are opened and never closed, or stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.language.bidi import STEERING
from parallel_corpus.model import Finding, Span

_OPEN = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u202d": "\u202c",
    "\u202e": "\u202c",
} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        source, target = _stray(unit.source_text), _stray(unit.target_text)
        if source or target:
            kinds = sorted({f"U+{ord(item.text):04X}" for item in (*source, *target)})
            yield context.finding(
                CHECK.code,
                unit,
                0.3,
                f"Invisible direction controls stand alone: {', '.join(kinds)}",
                source_spans=source,
                target_spans=target,
            )


def _stray(text: str) -> list[Span]:
    """Return controls without their other half, by UAX #9's rules for embeddings and isolates."""
    waiting: list[tuple[str, Span]] = []
    stray = []
    for match in STEERING.finditer(text):
        here = span(text, *match.span())
        if here.text in _OPEN:
            waiting.append((_OPEN[here.text], here))
        elif waiting and waiting[-1][0] == here.text:
            waiting.pop()
        else:
            stray.append(here)
    return [*stray, *(item for _, item in waiting)]


CHECK = Check(
    code="P06",
    name="bidi-controls",
    family="typography",
    severity="info",
    scope="unit",
    mqm="character-encoding",
    explanation=Explanation(
        finds="Embedding, override and isolate controls (U+202A-202E, U+2066-2069) that are opened "
        "and not closed, or closed and not opened.",
        matters="They turn the order of what follows on the screen, and can hide what a text says.",
        wrong="Segments cut out of a text whose control was closed further on.",
        example="U+202B before a name and no U+202C after it.",
    ),
    run=_run,
)

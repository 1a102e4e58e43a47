"""A translation that breaks off."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.catalogue.end_punctuation import ending
from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.evidence.divergence import Judgement, probability
from parallel_corpus.language import script
from parallel_corpus.model import Finding, Span

_CLOSED = ("full stop", "semicolon", "comma", "colon", "question mark")
_UNCLOSED = 1.5  # log odds that a missing mark adds to what the coverage says
_TAIL = 3  # words that may follow the missing run, covered by chance
_LONG = 8  # words of a source whose end may be told from a free translation of it
_HABIT = 0.8  # share of a text's translations that are closed where their sources are
_FEW = 4  # pairs that speak for the habit of all texts, so that a short text has one
_VOCALISED = 0.3  # vowel marks a letter, which only scripture, verse and primers have
_SHORTER = 0.5  # standard steps of length that the source is longer than expected


def _run(context: CheckContext) -> Iterator[Finding]:
    limit = context.limits["omission"] - _UNCLOSED + context.options["caution"]
    if not _closes(context):
        return
    for unit in context.paired:
        judged = context.judgements.get(unit.key)
        if judged is None or judged.omission <= limit:
            continue
        if ending(unit.source_text) not in _CLOSED or ending(unit.target_text) != "no mark":
            continue
        if _is_vocalised(unit.target_text):
            continue  # scripture, which has no marks of our kind
        tail = _tail(judged)
        if tail is not None:
            yield context.finding(
                CHECK.code,
                unit,
                max(0.8, probability(judged.omission)),
                f"The translation breaks off after “{unit.target_text.split()[-1]}”: the source "
                f"goes on “{short(tail.text)}”",
                source_spans=[tail],
                evidence={"log_odds": judged.omission, "limit": limit},
            )


def _is_vocalised(text: str) -> bool:
    """Tell whether a text has vowel marks on most of its letters."""
    bare = script.strip_marks(text)
    return len(text) - len(bare) > _VOCALISED * len(bare)


def _closes(context: CheckContext) -> bool:
    """Tell whether this text's translations mostly end with a mark where their sources do."""
    ends = [
        ending(unit.target_text) != "no mark"
        for unit in context.paired
        if ending(unit.source_text) in _CLOSED
    ]
    return (sum(ends) + _FEW) / (len(ends) + _FEW) >= _HABIT


def _tail(judged: Judgement) -> Span | None:
    """Return the uncovered run that reaches the source's end."""
    side = judged.coverage.source
    if len(side.words) < _LONG or judged.coverage.source_excess < _SHORTER:
        return None
    for run in side.runs:
        if run.last >= len(side.words) - 1 - _TAIL:
            start = side.words[run.first].start
            return Span(start, len(side.text), side.text[start:])
    return None


CHECK = Check(
    code="S06",
    name="truncated",
    family="structure",
    severity="error",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A translation without a mark at its end, in a text whose translations mostly have "
        "one, whose source is closed by a mark and whose source's last words have no counterpart.",
        matters="The end of a paragraph was lost, in the translation or in the file.",
        wrong="Headings and table cells with free translations.",
        example="The Arabic ends with WeProtect; “Model National Response as the guiding model for "
        "legislation” is missing.",
    ),
    run=_run,
    options={"caution": 0.0},
)

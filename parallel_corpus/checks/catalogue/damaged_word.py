"""Words that the cleaning would read as others, and did not dare to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.proposals import proposed
from parallel_corpus.language import script
from parallel_corpus.language.inflection import is_inflected
from parallel_corpus.model import Finding, Repair, Unit

_ANOTHER_WORD = ("ocr/real-word",)
_WORDS = ("ocr/word", "human/agreement", *_ANOTHER_WORD)
_MOST = 0.01  # of a text's words: with more of them it is a scan, to be cleaned before it is read


def _run(context: CheckContext) -> Iterator[Finding]:
    found = [
        (unit, side, repairs)
        for unit in context.bitext.units
        for side in ("source", "target")
        if (repairs := [r for r in proposed(getattr(unit, side)) if r.kind in _WORDS])
    ]
    scans = {side: _is_scan(context, side, found) for side in ("source", "target")}
    for unit, side, repairs in found:
        yield _finding(context, unit, side, repairs, quiet=scans[side])


def _is_scan(
    context: CheckContext, side: str, found: Sequence[tuple[Unit, str, Sequence[Repair]]]
) -> bool:
    words = sum(
        len(script.words(segment.text))
        for unit in context.bitext.units
        for segment in getattr(unit, side)
    )
    there = sum(len(repairs) for _, of, repairs in found if of == side)
    return there > max(4, _MOST * words)


def _finding(
    context: CheckContext, unit: Unit, side: str, repairs: Sequence[Repair], *, quiet: bool
) -> Finding:
    text = unit.source_text if side == "source" else unit.target_text
    spans = [span(text, r.edit.start, r.edit.end) for r in repairs]
    grave = [r for r in repairs if _is_another(r)]
    first = max(grave or repairs, key=lambda r: r.confidence)
    said = ", ".join(f"“{r.edit.before}” may stand for “{r.edit.after}”" for r in repairs)
    finding = context.finding(
        CHECK.code,
        unit,
        0.5 * first.confidence,
        f"In the {'source' if side == 'source' else 'translation'} {said}",
        source_spans=spans if side == "source" else (),
        target_spans=spans if side == "target" else (),
        evidence={
            "repairs": [
                {"code": r.code, "before": r.edit.before, "after": r.edit.after} for r in repairs
            ],
            "reasons": [f"{e.where}: {e.text}" for e in first.evidence],
        },
    )
    return replace(finding, severity="warning" if grave and not quiet else "info")


def _is_another(repair: Repair) -> bool:
    """Tell whether both are words of the language and not forms of one word."""
    edit = repair.edit
    return repair.kind in _ANOTHER_WORD and not is_inflected(edit.before, edit.after)


CHECK = Check(
    code="L01",
    name="damaged-word",
    family="language",
    severity="warning",
    scope="unit",
    mqm="spelling",
    explanation=Explanation(
        finds="A word for which the cleaning proposes another reading: a slip of recognition or of "
        "the hand. It is a warning where what stands there is a word of its own, so that the "
        "sentence says something else, and a note where it is a misspelling or another form of "
        "the same word, or where the text is so damaged that it is a scan.",
        matters="A published text with such a word says what nobody wrote, and no spelling checker "
        "stops at it.",
        wrong="The unusual word is the one that was meant; accept or reject the repair, and the "
        "finding goes.",
        example="“منع وقوع ومعاقة” (occurrence, disabled) for منع وقمع ومعاقبة.",
    ),
    run=_run,
)

"""A few words that seem to have no counterpart: worth a second look, no more."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.evidence.coverage import Run, Side
from parallel_corpus.model import Finding, Span, Unit

# In a table of thousands nobody reads hints, and each costs sentences to encode.
_LARGEST = 500


def _run(context: CheckContext) -> Iterator[Finding]:
    if len(context.paired) > _LARGEST:
        return
    for unit in context.paired:
        judged = context.judgements[unit.key].coverage
        source = _unanswered(context, judged.source, unit.target_text, judged.similarity)
        target = _unanswered(context, judged.target, unit.source_text, judged.similarity)
        if source or target:
            yield _finding(context, unit, source, target)


def _unanswered(
    context: CheckContext, side: Side, other: str, similarity: float
) -> list[tuple[Span, float]]:
    """The runs whose absence brings the two sides closer, each with by how much."""
    found = []
    for run in side.runs:
        if run.weight >= context.options["weight"]:
            gain = _gain(context, side, run, other, similarity)
            if gain >= context.options["gain"]:
                found.append((side.span(run), gain))
    return found


def _gain(context: CheckContext, side: Side, run: Run, other: str, similarity: float) -> float:
    return context.similarity(side.without(run), other) - similarity


def _finding(
    context: CheckContext,
    unit: Unit,
    source: list[tuple[Span, float]],
    target: list[tuple[Span, float]],
) -> Finding:
    said = [f"the {side}'s “{short(item[0].text, 50)}”" for side, items in
            (("source", source), ("translation", target)) for item in items[:1]]  # fmt: skip
    gain = max(gain for _, gain in (*source, *target))
    return context.finding(
        CHECK.code,
        unit,
        min(0.5, 0.2 + 5 * gain),
        f"Look again at {' and '.join(said)}: the other side seems not to say this",
        source_spans=[item for item, _ in source],
        target_spans=[item for item, _ in target],
        evidence={"similarity_gained_without": gain},
    )


CHECK = Check(
    code="C06",
    name="unanswered",
    family="coverage",
    severity="info",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A few neighbouring words that neither the lexicon nor the encoder finds on the "
        "other side, and without which the two sides agree better by `gain`. A hint: it takes "
        "less than an omission or addition. Bitexts of more than 500 pairs are not asked.",
        matters="Shifts of meaning in one phrase show here, as “provisions” turned into “efforts”.",
        wrong="Free translation, and terms of art that the lexicon does not know: half of these "
        "hints lead nowhere in ordinary text.",
        example="“should include provisions” beside يضمن أيضا الجهود المبذولة.",
    ),
    run=_run,
    options={"weight": 3.8, "gain": 0.012},
)

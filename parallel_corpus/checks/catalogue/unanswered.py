"""A few words that seem to have no counterpart: worth a second look, no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.evidence.coverage import Run, Side
from parallel_corpus.evidence.divergence import Judgement, probability
from parallel_corpus.language.script import words
from parallel_corpus.model import Finding, Span, Unit

_LARGEST = 500  # units: in a table of thousands nobody reads hints
_SHORTEST = 5  # words: a heading gives a word no neighbours to be read by
_FAINTEST = -2.0  # log odds: words that surely have a counterpart are no hint


def _run(context: CheckContext) -> Iterator[Finding]:
    if len(context.paired) > _LARGEST:
        return
    for unit in context.paired:
        if min(len(words(unit.source_text)), len(words(unit.target_text))) < _SHORTEST:
            continue
        judged = context.judgements[unit.key]
        source = _unanswered(context, judged, judged.coverage.source, judged.missing, "omission")
        target = _unanswered(context, judged, judged.coverage.target, judged.added, "addition")
        if source or target:
            yield _finding(context, unit, source, target)


def _unanswered(
    context: CheckContext, judged: Judgement, side: Side, found: Sequence[Run], what: str
) -> list[tuple[Span, float]]:
    """Return the runs that weigh enough, each with its weight.

    Where a side is near the limit of an omission or addition, its weightiest run always counts.
    """
    near = getattr(judged, what) > context.limits[what] - context.options["near"]
    if judged.reading is None:  # weights of another scale
        return [(side.span(run), run.weight) for run in found[:1] if near]
    return [
        (side.span(run), run.weight)
        for i, run in enumerate(found)
        if run.weight >= context.options["weight"] or (near and i == 0 and run.weight >= _FAINTEST)
    ]


def _finding(
    context: CheckContext,
    unit: Unit,
    source: list[tuple[Span, float]],
    target: list[tuple[Span, float]],
) -> Finding:
    said = [f"the {side}'s “{short(item[0].text, 50)}”" for side, items in
            (("source", source), ("translation", target)) for item in items[:1]]  # fmt: skip
    weight = max(weight for _, weight in (*source, *target))
    return context.finding(
        CHECK.code,
        unit,
        min(0.5, 0.1 + 0.4 * probability(weight)),
        f"Look again at {' and '.join(said)}: the other side seems not to say this",
        source_spans=[item for item, _ in source],
        target_spans=[item for item, _ in target],
        evidence={"weight_of_the_words": weight},
    )


CHECK = Check(
    code="C06",
    name="unanswered",
    family="coverage",
    severity="info",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A few neighbouring words that seem to have no counterpart, but not so surely as "
        "those of an omission or addition: what speaks for a gap is more than "
        "`weight` (log odds; 0 is even chances), or less than `near` below the limit. Bitexts of "
        "more than 500 pairs are not asked.",
        matters="Shifts of meaning in one phrase show here, as “provisions” turned into “efforts”.",
        wrong="Free translation, and terms of art that the lexicon does not know: half of these "
        "hints lead nowhere in ordinary text.",
        example="“should include provisions” beside يضمن أيضا الجهود المبذولة.",
    ),
    run=_run,
    options={"weight": -1.0, "near": 2.5},
)

"""One clause of the translation still follows what the source has dropped."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.checks.versions import Comparison, four_texts, within
from parallel_corpus.evidence.coverage import Coverage, Run, Side, cover, heaviest
from parallel_corpus.model import Finding, Span

_LEAST_WORDS = 2


def _run(context: CheckContext) -> Iterator[Finding]:
    items = [
        item
        for item in context.comparisons
        if item.old_target and item.source.dropped and not item.superseded
    ]
    texts = [(item.source.new, item.target.new) for item in items]
    olds = [(item.source.old, item.target.new) for item in items]
    now = cover(context, texts, context.lexicon)
    then = cover(context, olds, context.lexicon)
    for item, new, old in zip(items, now, then, strict=True):
        run = _survivor(item, new, old)
        if run is None or run.weight < context.options["weight"]:
            continue
        gain = _gain(context, item, new.target, run)
        if gain > context.options["gain"]:
            yield _finding(context, item, new.target.span(run), run, gain)


def _survivor(item: Comparison, new: Coverage, old: Coverage) -> Run | None:
    """Find the heaviest run of kept target words that only the old source covers."""
    kept = item.target.survived
    evidence = []
    for word, now, then in zip(
        new.target.words, new.target.evidence, old.target.evidence, strict=True
    ):
        stands = any(s.start <= word.start and word.end <= s.end for s in kept)
        evidence.append(now - max(then, 0.0) if stands and now > 0 > then else -1.0)
    run = heaviest(evidence)
    return run if run and run.last - run.first + 1 >= _LEAST_WORDS else None


def _gain(context: CheckContext, item: Comparison, side: Side, run: Run) -> float:
    return context.similarity(item.source.new, side.without(run)) - item.new_similarity


def _finding(context: CheckContext, item: Comparison, kept: Span, run: Run, gain: float) -> Finding:
    dropped = max(item.source.dropped, key=lambda s: s.end - s.start)
    return context.finding(
        CHECK.code,
        item.unit,
        min(0.95, 0.4 + run.weight / 30 + 2 * gain),
        f"In {label(item.unit.target)} “{short(kept.text, 50)}” survives from the earlier version; "
        f"the source dropped “{short(dropped.text, 50)}”",
        source_spans=within(item.source.added, item.unit.source_text),
        target_spans=within((kept,), item.unit.target_text),
        evidence={
            **four_texts(item),
            "source_words_dropped": item.source.dropped,
            "surviving_words": kept.text,
            "similarity": item.new_similarity,
            "similarity_without_the_words": item.new_similarity + gain,
            "weight": run.weight,
        },
    )


CHECK = Check(
    code="V02",
    name="superseded-clause",
    family="versions",
    severity="warning",
    scope="versions",
    mqm="mistranslation",
    explanation=Explanation(
        finds="Words of the translation, kept from the earlier version, that the superseded source "
        "covers and the new one does not, in a paragraph that otherwise followed its amendment.",
        matters="The reader of the translation is held to a clause that was voted out.",
        wrong="The amended source says the same in other words.",
        example="The English dropped “within thirty days”; the Arabic still says خلال ثلاثين يوما.",
    ),
    run=_run,
    options={"weight": 4.0, "gain": 0.005},
)

"""One clause of the translation still follows what the source has dropped."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.coverage import Coverage, Run, Side, cover, heaviest
from parallel_corpus.checks.inspection import Inspection, label, short
from parallel_corpus.checks.versions import Comparison, four_texts, within
from parallel_corpus.model import Finding, Span

_LEAST_WORDS = 2


def _run(inspection: Inspection) -> Iterator[Finding]:
    items = [
        item
        for item in inspection.comparisons
        if item.old_target and item.source.dropped and not item.superseded
    ]
    texts = [(item.source.new, item.target.new) for item in items]
    olds = [(item.source.old, item.target.new) for item in items]
    now = cover(inspection, texts, inspection.lexicon)
    then = cover(inspection, olds, inspection.lexicon)
    for item, new, old in zip(items, now, then, strict=True):
        run = _survivor(item, new, old)
        if run is None or run.weight < inspection.options["weight"]:
            continue
        gain = _gain(inspection, item, new.target, run)
        if gain > inspection.options["gain"]:
            yield _finding(inspection, item, new.target.span(run), run, gain)


def _survivor(item: Comparison, new: Coverage, old: Coverage) -> Run | None:
    """The heaviest run of kept target words that the old source covers and the new one does not."""
    kept = item.target.survived
    evidence = []
    for word, now, then in zip(
        new.target.words, new.target.evidence, old.target.evidence, strict=True
    ):
        stands = any(s.start <= word.start and word.end <= s.end for s in kept)
        evidence.append(now - max(then, 0.0) if stands and now > 0 > then else -1.0)
    run = heaviest(evidence)
    return run if run and run.last - run.first + 1 >= _LEAST_WORDS else None


def _gain(inspection: Inspection, item: Comparison, side: Side, run: Run) -> float:
    return inspection.similarity(item.source.new, side.without(run)) - item.new_similarity


def _finding(
    inspection: Inspection, item: Comparison, kept: Span, run: Run, gain: float
) -> Finding:
    dropped = max(item.source.dropped, key=lambda s: s.end - s.start)
    return inspection.finding(
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

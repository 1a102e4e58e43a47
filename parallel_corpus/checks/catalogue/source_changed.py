"""The source was amended and the translation was not touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parallel_corpus.checks.added_words import unanswered
from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.checks.versions import LAG, Comparison, four_texts, within
from parallel_corpus.model import Finding, Span


def _run(context: CheckContext) -> Iterator[Finding]:
    untouched: list[Comparison] = []
    rest: list[Comparison] = []
    for item in context.comparisons:
        if item.old_target and not item.superseded:
            alone = item.target.same and _matters(item)
            (untouched if alone else rest).append(item)
    for item in untouched:
        changed = [*item.source.added, *item.source.dropped]
        said = max(changed, key=lambda s: s.end - s.start)
        yield _finding(
            context,
            item,
            min(0.95, 0.5 + item.source.changed),
            f"{label(item.unit.source).capitalize()} was amended (“{short(said.text, 50)}”) and "
            f"its translation was not",
            item.source.added,
        )
    for item, lacking, weight in unanswered(context, rest):
        finding = _finding(
            context,
            item,
            min(0.9, 0.4 + weight / 40),
            f"“{short(lacking.text, 50)}” was added to {label(item.unit.source)}, and the "
            f"translation seems to have nothing for it",
            (lacking,),
        )
        yield replace(finding, severity="warning")


def _finding(
    context: CheckContext, item: Comparison, score: float, said: str, spans: tuple[Span, ...]
) -> Finding:
    return context.finding(
        CHECK.code,
        item.unit,
        score,
        said,
        source_spans=within(spans, item.unit.source_text),
        evidence={
            **four_texts(item),
            "source_words_added": item.source.added,
            "source_words_dropped": item.source.dropped,
            "source_kept": item.source.kept,
            "similarity_to_new_source": item.new_similarity,
            "similarity_to_old_source": item.old_similarity,
        },
    )


def _matters(item: Comparison) -> bool:
    """Tell whether the amendment is more than style: it moved the text off its translation.

    A word exchanged for its like leaves the similarity as it was; a clause more or less lowers it.
    """
    return item.source.changed >= LAG or item.pull > 0.01


CHECK = Check(
    code="V03",
    name="source-changed-alone",
    family="versions",
    severity="error",
    scope="versions",
    mqm="omission",
    explanation=Explanation(
        finds="A paragraph whose source was amended since the earlier version and whose "
        "translation is word for word what it was (an error); and words that were added to the "
        "source, for which the translation has nothing, though it changed (a warning).",
        matters="What the amendment added or took back never reached the other language.",
        wrong="Amendments of English style only (“manpower” to “workforce”), which need none; "
        "small ones that leave the two sides as close as before are not reported.",
        example="“of men” became “of men and boys”; the Arabic still speaks of الرجال alone.",
    ),
    run=_run,
)

"""The source was amended and the translation was not touched."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.checks.versions import LAG, Comparison, four_texts, within
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for item in context.comparisons:
        if item.old_target and item.target.same and not item.superseded and _matters(item):
            changed = [*item.source.added, *item.source.dropped]
            said = max(changed, key=lambda s: s.end - s.start)
            yield context.finding(
                CHECK.code,
                item.unit,
                min(0.95, 0.5 + item.source.changed),
                f"{label(item.unit.source).capitalize()} was amended (“{short(said.text, 50)}”) "
                f"and its translation was not",
                source_spans=within(item.source.added, item.unit.source_text),
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
    """Whether the amendment is more than a matter of style: it moved the text off its translation.

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
        "translation is word for word what it was.",
        matters="What the amendment added or took back never reached the other language.",
        wrong="Amendments of English style only (“manpower” to “workforce”), which need none; "
        "small ones that leave the two sides as close as before are not reported.",
        example="“of men” became “of men and boys”; the Arabic still speaks of الرجال alone.",
    ),
    run=_run,
)

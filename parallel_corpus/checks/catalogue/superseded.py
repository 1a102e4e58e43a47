"""The translation still follows the wording that the source has given up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, label, short
from parallel_corpus.checks.versions import LAG, PULL, Comparison, four_texts, within
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    for item in context.comparisons:
        if item.superseded:
            yield _finding(context, item)


def _finding(context: CheckContext, item: Comparison) -> Finding:
    unit = item.unit
    dropped = max(item.source.dropped, key=lambda s: s.end - s.start, default=None)
    gone = f" “{short(dropped.text, 50)}” is gone from the source, and" if dropped else ""
    return context.finding(
        CHECK.code,
        unit,
        _score(item),
        f"The translation of {label(unit.source)} still follows the earlier version:{gone} "
        f"the translation kept {item.target.kept:.0%} of its earlier words where the source kept "
        f"{item.source.kept:.0%}",
        source_spans=within(item.source.added, unit.source_text),
        target_spans=within(item.target.survived, unit.target_text),
        evidence={
            **four_texts(item),
            "old_source_ids": [segment.id for segment in item.old_source],
            "old_target_ids": [segment.id for segment in item.old_target],
            "source_kept": item.source.kept,
            "target_kept": item.target.kept,
            "similarity_to_new_source": item.new_similarity,
            "similarity_to_old_source": item.old_similarity,
            "source_words_dropped": item.source.dropped,
            "source_words_added": item.source.added,
            "target_words_dropped": item.target.dropped,
            "target_words_kept": item.target.survived,
            "target_words_added": item.target.added,
            "followed": item.followed,
        },
    )


def _score(item: Comparison) -> float:
    """Return a logistic of how far lag and pull exceed their limits; 0.5 at both limits."""
    beyond = 8 * (item.lag - LAG) + 25 * (item.pull - PULL)
    return float(1 / (1 + np.exp(-beyond)))


CHECK = Check(
    code="V01",
    name="follows-superseded",
    family="versions",
    severity="error",
    scope="versions",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A paragraph whose source was amended since the earlier version while its "
        "translation kept the earlier wording. Four texts are compared: the translation kept "
        "clearly more of its earlier words than the source did, and it is as close to the "
        "superseded source as to the one it stands beside.",
        matters="The two languages now say different things, and neither looks wrong by itself. "
        "No comparison of two texts shows it.",
        wrong="The amendment was one of English style only, and the translation rightly stayed.",
        example="“social media networks” became “companies in the digital industry”; the Arabic "
        "still has شبكات التواصل الاجتماعي.",
    ),
    run=_run,
)

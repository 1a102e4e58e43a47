"""Something that the translation says and the source does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.catalogue.omission import (
    PRIOR,
    SHORTEST,
    is_counted,
    is_prose,
    is_reworded,
)
from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short
from parallel_corpus.evidence.coverage import Run, Side
from parallel_corpus.evidence.divergence import probability
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    limit = context.limits["addition"] + context.options["caution"]
    for unit in context.paired:
        judged = context.judgements.get(unit.key)
        if judged is None or judged.addition <= limit or not judged.added:
            continue
        side, run = judged.coverage.target, judged.added[0]
        if len(side.words) < SHORTEST or _written_out(run, judged.coverage.source):
            continue
        if is_reworded(run, side, judged, context.limits):
            continue
        added = side.span(run)
        if is_counted(added, side.text, context.bitext.target_language):
            continue
        if not is_prose(added, side.text):
            continue
        yield context.finding(
            CHECK.code,
            unit,
            probability(judged.addition, PRIOR),
            f"Nothing in the source seems to answer the translation's “{short(added.text)}”",
            target_spans=[added],
            evidence={
                "log_odds": judged.addition,
                "limit": limit,
                "weight_of_the_words": run.weight,
                "words_longer_than_expected": judged.coverage.target_excess,
                "similarity": judged.coverage.similarity,
                "share_covered": side.covered,
            },
        )


_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]+[a-z]?")
_LONGEST_NAME = 10  # words


def _written_out(run: Run, source: Side) -> bool:
    """Tell whether the added words may be the name that an acronym of the source stands for."""
    unanswered = (
        source.text[word.start : word.end]
        for word, value in zip(source.words, source.evidence, strict=True)
        if value > 0
    )
    short_forms = sum(bool(_ACRONYM.fullmatch(word)) for word in unanswered)
    return run.last - run.first < _LONGEST_NAME * short_forms


CHECK = Check(
    code="C03",
    name="addition",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="addition",
    explanation=Explanation(
        finds="A run of words of the translation without a counterpart in the source; found as "
        "omissions are, with a limit of its own. `caution` raises it (log odds: "
        "1 is nearly three times the evidence).",
        matters="The reader of the translation is told what the text does not say.",
        wrong="Explanations that a reader needs, names written out in full, and the earlier "
        "wording of an amended text, which the version checks report better.",
        example="The Arabic has الجرائم عبر الإنترنت (online crimes) where the English has not.",
    ),
    run=_run,
    judges=True,
    options={"caution": 0.0},
)

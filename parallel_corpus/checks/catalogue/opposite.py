"""A word whose counterpart says the opposite: before and after, increase and decrease."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.opposites import opposites
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    english, arabic, pairs = opposites()
    for unit in context.paired:
        sides = Sides.of(context, unit, (english, arabic))
        if all(sides.mentions):
            for found in contrasts(sides, context.anchors[unit.key], pairs):
                yield contrast_finding(context, unit, sides, found, CHECK.code)


CHECK = Check(
    code="C07",
    name="opposite",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A word of a list of some hundred pairs (before and after, increase and decrease, "
        "buyer and seller, median and mean) beside an Arabic word that says the other, where "
        "neither side has the right counterpart anywhere.",
        matters="The two readers are told contrary things, and both sentences read well.",
        wrong="Languages see one event from two ends: “he sold it to me” is اشتريته منه.",
        example="“before the budget is published” beside بعد نشر الميزانية.",
    ),
    run=_run,
)

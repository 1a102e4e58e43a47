"""A country, nationality or city that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.places import places
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    lists = places()
    for unit in context.paired:
        sides = Sides.of(context, unit, lists)
        names = [{m.name for m in side} for side in sides.mentions]
        bare = [{name.removesuffix("?") for name in side} for side in names]
        # Only where a place of one side has no answer at all and neither has one of the other side.
        lone = sorted(n for n in names[0] - bare[1] if not n.endswith("?"))
        other = sorted(n for n in names[1] - bare[0] if not n.endswith("?"))
        if len(lone) != 1 or len(other) != 1:
            continue
        for found in contrasts(sides, context.anchors[unit.key], [(lone[0], other[0])]):
            yield contrast_finding(context, unit, sides, found, CHECK.code, "another place")


CHECK = Check(
    code="M03",
    name="country",
    family="names",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="The name of a country, its people or a capital beside that of another, where "
        "neither is answered anywhere in the pair. Names are those of CLDR, with adjectives.",
        matters="The wrong state is bound, blamed or thanked.",
        wrong="A capital named for its government on one side and the country on the other.",
        example="“signed in Geneva” beside وقّع في فيينا.",
    ),
    run=_run,
)

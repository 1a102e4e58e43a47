"""A thing that is another one of its kind in the translation: liver and kidney, ferret and rat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.contrast import Sides, contrast_finding, contrasts
from parallel_corpus.language.kinds import kinds
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    lists = kinds()
    for unit in context.paired:
        sides = Sides.of(context, unit, lists)
        if not all(sides.mentions):
            continue
        for pair in _lone(sides):
            for found in contrasts(sides, context.anchors[unit.key], [pair]):
                made = contrast_finding(
                    context, unit, sides, found, CHECK.code, "another thing of its kind"
                )
                yield _everywhere(context, made, sides, pair)


def _lone(sides: Sides) -> Iterator[tuple[str, str]]:
    """Pair what only one side says with what only the other says, one of a kind each."""
    said: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    answers = [{m.name.removesuffix("?") for m in side} for side in sides.mentions]
    for side, mentions, other in zip(said, sides.mentions, answers[::-1], strict=True):
        for mention in mentions:
            if not mention.name.endswith("?") and mention.name not in other:
                side[mention.name.split(":")[0]].add(mention.name)
    for kind in sorted(said[0].keys() & said[1].keys()):
        if len(said[0][kind]) == len(said[1][kind]) == 1:
            yield min(said[0][kind]), min(said[1][kind])


def _everywhere(
    context: CheckContext, found: Finding, sides: Sides, pair: tuple[str, str]
) -> Finding:
    """Return the finding with all the places of the two words."""
    english, arabic = (
        tuple(span(text, m.start, m.end) for m in mentions if m.name == name)
        for text, mentions, name in zip(
            (sides.english, sides.arabic), sides.mentions, pair, strict=True
        )
    )
    source, target = context.by_side(english, arabic)
    return replace(found, source_spans=source, target_spans=target)


CHECK = Check(
    code="C13",
    name="kind",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="An animal, organ, colour, food, disease, profession, metal, vehicle, sport, "
        "language and the like beside an Arabic word that says another of the same kind, where "
        "neither is answered anywhere in the pair. The list has some two hundred words.",
        matters="Both sentences read well, and the patient takes potassium for sodium.",
        wrong="Idioms: “white lie”, and a dish that is cooked with something else at home.",
        example="“diseases of the kidney” beside أمراض الكبد.",
    ),
    run=_run,
)

"""A member of a list that the translation's list lacks."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, short, span
from parallel_corpus.encode import knows_words
from parallel_corpus.evidence.list_items import lost_items
from parallel_corpus.language.literals import blank
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    if not knows_words(context.encoder):
        return
    first = context.bitext.source_language == "en"
    for unit in context.paired:
        english, arabic = context.texts(unit)
        lost = [span(english, *_bare(english, place)) for place in _lost(context, english, arabic)]
        if lost:
            said = "”, “".join(short(item.text, 40) for item in lost)
            yield context.finding(
                CHECK.code,
                unit,
                0.7,
                f"The translation's list lacks “{said}”; its neighbours in the list are there"
                if first
                else f"The translation's list has “{said}”, which the source's list lacks",
                english_spans=lost,
            )


def _lost(context: CheckContext, english: str, arabic: str) -> list[tuple[int, int]]:
    return lost_items(context, blank(english), blank(arabic))


def _bare(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return the place without the white space around it."""
    said = text[place[0] : place[1]]
    start = place[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())


CHECK = Check(
    code="C12",
    name="list-item",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="omission",
    explanation=Explanation(
        finds="A member of a list of four and more that has no counterpart, where the members "
        "before and after it are answered by neighbours in the Arabic list.",
        matters="A ground of discrimination, a symptom or a right that is not in the list does not "
        "hold.",
        wrong="Two members that one Arabic word covers, and a list that the translation turned "
        "into prose.",
        example="“age, disability, race, colour or religion” beside السن أو الإعاقة أو العرق أو "
        "الدين.",
    ),
    run=_run,
)

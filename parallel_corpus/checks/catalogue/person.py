"""A person whose name is quite another one in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.lexicon.transliteration import may_sound_like, sounds_like
from parallel_corpus.language import script
from parallel_corpus.language.literals import blank
from parallel_corpus.language.script import Offsets
from parallel_corpus.language.titles import arabic_names, english_names
from parallel_corpus.model import Finding

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        english, arabic = context.texts(unit)
        names, others = english_names(blank(english)), arabic_names(blank(arabic))
        if not names or len(names) != len(others):
            continue
        found = _other(english, arabic, names, others)
        if found is None:
            continue
        here, there = span(english, *found[0]), span(arabic, *found[1])
        yield context.finding(
            CHECK.code,
            unit,
            0.6,
            f"“{here.text}” stands beside “{there.text}”, which does not sound like it",
            english_spans=[here],
            arabic_spans=[there],
        )


def _other(
    english: str, arabic: str, here: list[Offsets], there: list[Offsets]
) -> tuple[Offsets, Offsets] | None:
    """Return the first English name that nothing in Arabic sounds like, and the Arabic one that
    nothing in English sounds like, in its place."""
    names = [match[0] for match in _CAPITAL.finditer(english)]
    words = [word for _, _, word in script.words(arabic)]
    for place, other in zip(here, there, strict=True):
        own = [name for name in _CAPITAL.findall(english[place[0] : place[1]]) if len(name) > 2]
        said = [word for _, _, word in script.words(arabic[other[0] : other[1]])][:1]
        if (
            own
            and not any(sounds_like(name, word) for name in own for word in words)
            and not any(may_sound_like(name, word) for name in names for word in said)
        ):
            return place, (other[0], other[0] + len(said[0]))
    return None


CHECK = Check(
    code="M05",
    name="other-person",
    family="names",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A name behind “Mr.”, “Professor” or another form of address that no Arabic word "
        "sounds like, where the Arabic has a form of address with a name that no English name "
        "sounds like, and as many of them.",
        matters="A statement is put into the mouth of somebody who did not make it.",
        wrong="People who have another name in Arabic, and rare spellings of French or Chinese "
        "names.",
        example="“Professor Lindqvist” beside الأستاذ هندرسون.",
    ),
    run=_run,
)

"""A term of the glossary that the translation does not honour."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.glossary import Entry, as_entries, find_phrase
from parallel_corpus.model import Finding


def _run(context: CheckContext) -> Iterator[Finding]:
    # The longest first: who honours "sexual exploitation of children" need not be asked about
    # "exploitation" at the same place.
    entries = sorted(
        as_entries(context.options["terms"]),
        key=lambda entry: (-len(entry.english), entry.english),
    )
    if not entries:
        return
    english_first = context.bitext.source_language == "en"
    for unit in context.paired:
        english, arabic = context.texts(unit)
        taken: list[tuple[int, int]] = []
        for entry in entries:
            places = [
                place
                for place in find_phrase(entry.english, english)
                if not any(a < place[1] and place[0] < b for a, b in taken)
            ]
            taken += places
            if not places:
                continue
            old = _deprecated(entry, arabic)
            accepted = any(find_phrase(term, arabic) for term in entry.arabic)
            if accepted and not old:
                continue
            here = [span(english, *place) for place in places]
            there = [span(arabic, *place) for place in old]
            said = (
                f"The glossary gave up “{there[0].text}” for “{here[0].text}”; it wants "
                f"“{entry.arabic[0]}”"
                if there
                else f"The glossary has “{entry.arabic[0]}” for “{here[0].text}”; it is not here"
            )
            yield context.finding(
                CHECK.code,
                unit,
                0.7 if there else 0.6,
                said,
                source_spans=here if english_first else there,
                target_spans=there if english_first else here,
                evidence={"term": entry.english, "accepted": list(entry.arabic)},
            )


def _deprecated(entry: Entry, arabic: str) -> list[tuple[int, int]]:
    """Find where a deprecated rendering stands, outside an accepted one."""
    old = [place for term in entry.deprecated for place in find_phrase(term, arabic)]
    if not old:
        return []
    new = [place for term in entry.arabic for place in find_phrase(term, arabic)]
    return [(a, b) for a, b in old if not any(c <= a and b <= d for c, d in new)]


CHECK = Check(
    code="T01",
    name="glossary",
    family="terminology",
    severity="warning",
    scope="unit",
    mqm="inconsistent-with-terminology-resource",
    explanation=Explanation(
        finds="An English term of the glossary whose accepted Arabic is nowhere in the pair; "
        "inflected forms and broken plurals count. Also one that the glossary calls deprecated "
        "(TBX). `terms` holds the glossary; without one the check is silent.",
        matters="Agreed terms carry agreed meanings.",
        wrong="A pronoun may rightly stand for the term, and an ordinary word may look like it.",
        example="Glossary: safeguard, ضمانة. The pair: “safeguards” beside الحماية.",
    ),
    run=_run,
    options={"terms": ()},
)

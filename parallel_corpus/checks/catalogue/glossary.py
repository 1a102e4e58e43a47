"""A term of the glossary that the translation does not honour."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.checks.glossary import as_entries, find_phrase
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
        texts = unit.source_text, unit.target_text
        english, arabic = texts if english_first else texts[::-1]
        taken: list[tuple[int, int]] = []
        for entry in entries:
            places = [
                place
                for place in find_phrase(entry.english, english)
                if not any(a < place[1] and place[0] < b for a, b in taken)
            ]
            taken += places
            if not places or any(find_phrase(term, arabic) for term in entry.arabic):
                continue
            spans = [span(english, *place) for place in places]
            yield context.finding(
                CHECK.code,
                unit,
                0.6,
                f"The glossary has “{entry.arabic[0]}” for “{spans[0].text}”; it is not here",
                source_spans=spans if english_first else (),
                target_spans=() if english_first else spans,
                evidence={"term": entry.english, "accepted": list(entry.arabic)},
            )


CHECK = Check(
    code="T01",
    name="glossary",
    family="terminology",
    severity="warning",
    scope="unit",
    mqm="inconsistent-with-terminology-resource",
    explanation=Explanation(
        finds="An English term of the glossary whose accepted Arabic is nowhere in the pair; "
        "inflected forms count. `terms` holds the glossary; without one the check is silent.",
        matters="Agreed terms carry agreed meanings.",
        wrong="A pronoun may rightly stand for the term, and an ordinary word may look like it.",
        example="Glossary: safeguard, ضمانة. The pair: “safeguards” beside الحماية.",
    ),
    run=_run,
    options={"terms": ()},
)

"""Names in Latin letters: kept, or written in Arabic letters, or explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.evidence.lexicon.transliteration import sounds_like
from parallel_corpus.language import script
from parallel_corpus.model import Finding

# WeProtect, eLearning, YouTube: capitals inside mark a name that nobody translates.
_COINED = re.compile(r"\b(?:[A-Z][a-z]+[A-Z][A-Za-z]*|[a-z]+[A-Z][a-z][A-Za-z]*)\b")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.’'-]*[A-Za-z0-9]")
_NAME_LENGTH = 3


def _run(context: CheckContext) -> Iterator[Finding]:
    if (context.bitext.source_language, context.bitext.target_language) != ("en", "ar"):
        return
    for unit in context.paired:
        arabic = [word for _, _, word in script.words(unit.target_text)]
        lost = [
            span(unit.source_text, *match.span())
            for match in _COINED.finditer(unit.source_text)
            if match[0].casefold() not in unit.target_text.casefold()
            and not any(sounds_like(match[0], word) for word in arabic)
        ]
        foreign = [
            span(unit.target_text, *match.span())
            for match in _LATIN.finditer(unit.target_text)
            if len(match[0]) >= _NAME_LENGTH
            and match[0].casefold() not in unit.source_text.casefold()
        ]
        if lost or foreign:
            said = "The translation lacks" if lost else "The translation has, and the source lacks,"
            yield context.finding(
                CHECK.code,
                unit,
                0.5,
                f"{said} the name “{(lost or foreign)[0].text}”",
                source_spans=lost,
                target_spans=foreign,
            )


CHECK = Check(
    code="M01",
    name="names",
    family="names",
    severity="info",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="A coined name of the source (WeProtect) that stands in the translation neither as "
        "it is nor in Arabic letters, and a name in Latin letters that only the translation has.",
        matters="Organisations and programmes are found by their names.",
        wrong="Names that have an Arabic translation of their own; the Latin form added in "
        "brackets for the reader's help.",
        example="“WeProtect Global Alliance” beside “التحالف الدولي”.",
    ),
    run=_run,
)

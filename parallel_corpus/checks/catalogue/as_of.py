""" "As of 28 March", which counts up to a day, rendered as if something began on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.checks.check import Check, Explanation
from parallel_corpus.checks.context import CheckContext, span
from parallel_corpus.language import script
from parallel_corpus.language.literals import blank
from parallel_corpus.model import Finding

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_AS_OF = re.compile(
    rf"\bas (?:of|at) (?:(?:early|mid|late|the end of)[ -])?(?:\d{{1,2}}(?:st|nd|rd|th)? )?"
    rf"(?:{_MONTHS}|\d{{4}}\b)",
    re.IGNORECASE,
)
# Where something takes effect from the day on, "as of" does say "from".
_EFFECT = re.compile(
    r"\b(?:shall|will|effective|effect|force|appl(?:y|ies|ied|icable)|begin\w*|began|start\w*|"
    r"commenc\w*|onwards?|until|to be|would|must|valid|resign\w*|appoint\w*|amend\w*|cease\w*)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:اعتبارا|ابتداء|بداية|بدءا|انطلاقا) من")
_UNTIL = re.compile(r"(?:^|\W)[وف]?(?:حتى|لغاية|غاية|إلى غاية|الى غاية|بحلول)(?=\W)")


def _run(context: CheckContext) -> Iterator[Finding]:
    for unit in context.paired:
        english, arabic = context.texts(unit)
        places = [match.span() for match in _AS_OF.finditer(blank(english))]
        plain = script.strip_marks(arabic)
        begins = _FROM.search(plain)
        if not places or not begins or _UNTIL.search(plain) or _EFFECT.search(english):
            continue
        said = [span(english, *place) for place in places]
        word = begins[0].split()[0]
        at = arabic.find(word[:4])
        there = [span(arabic, at, at + len(word))] if at >= 0 else []
        yield context.finding(
            CHECK.code,
            unit,
            0.6,
            f"“{said[0].text}” says how things stood on that day; “{begins[0]}” says that "
            f"something began on it",
            english_spans=said,
            arabic_spans=there,
            evidence={"pattern": "as of"},
        )


CHECK = Check(
    code="C11",
    name="as-of",
    family="coverage",
    severity="warning",
    scope="unit",
    mqm="mistranslation",
    explanation=Explanation(
        finds="“As of” or “as at” and a date beside اعتبارا من or ابتداء من, in a sentence in "
        "which nothing takes effect; حتى or لغاية is expected.",
        matters="A sum up to a day is told as one that begins on it.",
        wrong="A rule that takes effect on the day, told without “shall”, “will” or “effective”.",
        example="“As of 28 March, 600 cases had been reported” beside اعتبارا من 28 مارس.",
    ),
    run=_run,
)

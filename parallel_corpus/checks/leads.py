"""The formula that opens a paragraph of a resolution: "Also calls on", "وإذ تستذكر كذلك"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from parallel_corpus.evidence.lexicon import stem
from parallel_corpus.language import script
from parallel_corpus.model import Unit

_KINDS = ("pre", "op")
_ADDITIVE_EN = re.compile(r"^(?:also|further|moreover|in addition)\b", re.IGNORECASE)
_ADDITIVE_AR = frozenset(script.word_key(w) for w in ("أيضا", "كذلك", "علاوة", "إضافة"))
_FORMULA = re.compile(
    r"^(?:(?:also|further|deeply|strongly|gravely|urgently|once|again|solemnly|fully|"
    r"particularly)\s+)*"
    r"(?P<verb>(?:bearing in mind|taking into (?:account|consideration)|taking note|takes note|"
    r"calls (?:up)?on|calls for|having \w+|[A-Za-z]+))",
    re.IGNORECASE,
)
_INTRODUCER = frozenset(script.word_key(w) for w in ("إذ", "وإذ"))
_REACH = 6  # Arabic words within which أيضا or كذلك belongs to the formula
_ANY_ADDITIVE = re.compile(r"\b(?:also|further|too|as well|again|moreover)\b", re.IGNORECASE)
_WITHIN = 90  # characters of English in which another "also" may account for the Arabic one


@dataclass(frozen=True, slots=True)
class Lead:
    """The opening of one paragraph on both sides."""

    unit: Unit
    english: str
    """The verb's stem, so that "Underlining" and "Underlines" are one; without "also"."""
    english_shown: str
    arabic: str
    """The comparison key of the verb, without و."""
    english_additive: bool
    english_somewhere: bool
    """Whether an "also" stands a little further on."""
    arabic_additive: bool
    arabic_end: int
    """Where the Arabic verb ends in the Arabic text."""
    arabic_shown: str = ""
    english_word: tuple[int, int] = (0, 0)
    """Where "also" or "further" stands in the English text; nowhere: (0, 0)."""
    arabic_word: tuple[int, int] = (0, 0)
    """Where أيضا or كذلك stands in the Arabic text; nowhere: (0, 0)."""


def leads(units: Iterable[Unit], source_language: str = "en") -> list[Lead]:
    """Return the leads of the preambular and operative paragraphs among `units`."""
    found = []
    for unit in units:
        if not unit.paired or unit.source[0].kind not in _KINDS:
            continue
        texts = unit.source_text, unit.target_text
        english, arabic = texts if source_language == "en" else texts[::-1]
        lead = _lead(unit, english, arabic)
        if lead:
            found.append(lead)
    return found


def _lead(unit: Unit, english: str, arabic: str) -> Lead | None:
    formula = _FORMULA.match(english)
    words = script.words(arabic)
    at = 1 if words and script.word_key(words[0][2]) in _INTRODUCER else 0
    if formula is None or len(words) <= at:
        return None
    start, end, verb = words[at]
    also = _ADDITIVE_EN.match(english)
    places = [
        (a, b) for a, b, word in words[: at + _REACH] if script.word_key(word) in _ADDITIVE_AR
    ]
    return Lead(
        unit=unit,
        english=" ".join(stem(word) for word in formula["verb"].replace("upon", "on").split()),
        english_shown=formula["verb"],
        arabic=script.word_key(verb).removeprefix("و"),
        english_additive=also is not None,
        english_somewhere=bool(_ANY_ADDITIVE.search(english[:_WITHIN])),
        arabic_additive=bool(places),
        arabic_end=end,
        arabic_shown=arabic[start:end].removeprefix("و"),
        english_word=also.span() if also else (0, 0),
        arabic_word=places[0] if places else (0, 0),
    )


def customs(found: Iterable[Lead]) -> dict[str, Counter[str]]:
    """Count how each English verb is rendered."""
    table: dict[str, Counter[str]] = {}
    for lead in found:
        table.setdefault(lead.english, Counter())[lead.arabic] += 1
    return table

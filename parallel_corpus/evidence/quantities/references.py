"""The provisions that a text cites: article 19, paragraph three, المادة ١٩, الفقرة الثالثة."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from parallel_corpus.evidence.quantities.extract import Number, quantities
from parallel_corpus.language import script

_EN_KINDS = {
    "article": "article", "articles": "article", "art": "article", "arts": "article",
    "paragraph": "paragraph", "paragraphs": "paragraph", "para": "paragraph", "paras": "paragraph",
    "resolution": "resolution", "resolutions": "resolution",
    "chapter": "chapter", "chapters": "chapter", "section": "section", "sections": "section",
    "annex": "annex",
}  # fmt: skip
_AR_KINDS = {
    "مادة": "article", "مادتان": "article", "مادتين": "article", "مواد": "article",
    "فقرة": "paragraph", "فقرتان": "paragraph", "فقرتين": "paragraph", "فقرات": "paragraph",
    "قرار": "resolution", "قراران": "resolution", "قرارين": "resolution", "قراري": "resolution",
    "قرارات": "resolution", "قراره": "resolution", "قرارها": "resolution",
    "قراريها": "resolution", "قراراتها": "resolution", "قراراته": "resolution",
    "فصل": "chapter", "فصلان": "chapter", "فصلين": "chapter", "فصول": "chapter",
    "فرع": "section", "فرعان": "section", "فرعين": "section", "فروع": "section",
    "مرفق": "annex",
}  # fmt: skip
_AR_KEYS = {script.word_key(word): kind for word, kind in _AR_KINDS.items()}
_GAP = re.compile(r"[\s.()\u00a0]{1,3}(?:(?:رقم|number|No\.?)\s+)?\(?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision: its kind, its number, and where it is cited."""

    kind: str
    number: str
    start: int
    end: int


def references(text: str, language: str) -> list[Reference]:
    """Return the provisions that `text` cites by number, in digits, words or Roman letters.

    >>> [(r.kind, r.number) for r in references("under article 19 (3) and para. four", "en")]
    [('article', '19'), ('paragraph', '4')]
    >>> [(r.kind, r.number) for r in references("بموجب المادة ١٩ والفقرة الرابعة", "ar")]
    [('article', '19'), ('paragraph', '4')]
    """
    found = []
    for start, end, word in script.words(text):
        kind = _kind(script.word_key(word), language)
        number = _number_behind(text, end, language) if kind else None
        if kind and number:
            value = next((v for v in number.readings if v % 1 == 0), None)
            if value is not None:
                found.append(Reference(kind, str(value), start, number.end))
    return found


def _number_behind(text: str, end: int, language: str) -> Number | None:
    """Return the number that a word's provision bears, where one follows it."""
    numbers = quantities(text, language).numbers
    at = bisect_left(numbers, end, key=lambda number: number.start)
    number = numbers[at] if at < len(numbers) else None
    return number if number and _GAP.fullmatch(text, end, number.start) else None


def _kind(key: str, language: str) -> str | None:
    if language == "en":
        return _EN_KINDS.get(key)
    for prefix in ("", "ال", "لل", "وال", "بال", "ولل", "وبال", "فال", "ل", "ب", "و"):
        if key.startswith(prefix) and key[len(prefix) :] in _AR_KEYS:
            return _AR_KEYS[key[len(prefix) :]]
    return None

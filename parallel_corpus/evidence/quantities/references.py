"""Citations: article 19, paragraph 3 (a), resolution 1325, المادة ١٩, الفقرة 3."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_NEXT = re.compile(r"[\s.()]{1,3}(?:رقم\s+)?\(?(\d+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """What kind of provision is cited, its number, and where."""

    kind: str
    number: str
    start: int
    end: int


def references(text: str, language: str) -> list[Reference]:
    """The provisions cited by number.

    >>> [(r.kind, r.number) for r in references("under article 19 (3) and para. 4", "en")]
    [('article', '19'), ('paragraph', '4')]
    >>> [(r.kind, r.number) for r in references("بموجب المادة ١٩ والفقرة 4", "ar")]
    [('article', '19'), ('paragraph', '4')]
    """
    western = script.western_digits(text)
    found = []
    for start, end, word in script.words(text):
        kind = _kind(script.word_key(word), language)
        after = _NEXT.match(western, end) if kind else None
        if kind and after:
            found.append(Reference(kind, after[1].lstrip("0") or "0", start, after.end(1)))
    return found


def _kind(key: str, language: str) -> str | None:
    if language == "en":
        return _EN_KINDS.get(key)
    for prefix in ("", "ال", "لل", "وال", "بال", "ولل", "وبال", "فال", "ل", "ب", "و"):
        if key.startswith(prefix) and key[len(prefix) :] in _AR_KEYS:
            return _AR_KEYS[key[len(prefix) :]]
    return None

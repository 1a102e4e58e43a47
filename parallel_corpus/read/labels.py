"""What a law or a manual calls its parts: "Article 12 bis", "الفصل الرابع عشر", "CHAPTER IV"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from parallel_corpus.language.divisions import ARTICLES, DIVISIONS
from parallel_corpus.language.ordinals import number_in_words, roman_number
from parallel_corpus.language.script import strip_marks, western_digits
from parallel_corpus.read.lines import latin_letter

Rank = Literal["division", "article"]
"""A division holds articles, and its name is a heading; an article holds text."""

_RANKS: dict[str, Rank] = {
    **dict.fromkeys(DIVISIONS, "division"),
    **dict.fromkeys(ARTICLES, "article"),
}
# A section, like a فصل, holds articles in one law and is the article of another: what follows
# its number tells.
_EITHER = frozenset(("section", "sec", "فصل", "title"))

_WORD = re.compile(
    r"[\s#*_]*(?:(?P<word>[A-Za-z]{3,10}\.?|§|(?:ال)?[ء-ي]{2,6})[ \t\u00a0]*"
    r"(?:(?:No|no|number|رقم)\.?[ \t]*)?)"
)
_NUMBER = re.compile(
    r"[(\[]?[ \t]*(?P<digits>\d{1,4})"
    r"(?P<suffix>-\d{1,3}\b|\.\d{1,2}(?=[.:]?\s)"
    r"|[ \t]+(?:ألف|باء|جيم|دال|هاء|واو|زاي)(?![^\W_])"
    r"|[ \t]?[a-zA-Zأ-ي](?![^\W_])|[ \t]?\([a-zA-Zأ-ي]\)(?=[ \t]*[:.–—-]))?"
    r"(?:[ \t]*[)\]])?"
)
_ROMAN = re.compile(
    r"[(\[]?(?P<roman>[IVXLCivxlc]{1,8}|[A-Z]|[أ-ي]|هـ|ألف|باء|جيم|دال)[)\]]?(?![^\W_])"
)
_WORDS = re.compile(r"[^\W\d_]+")
_AGAIN = re.compile(
    r"[ \t]*[(\[]?(?P<again>bis|ter|quater|quinquies|مكررا|مكررة|مكرر)[)\]]?(?![^\W_])",
    re.IGNORECASE,
)
_REST = re.compile(r"[ \t\u00a0*_]*(?:[:.،,)\]\u06d4–—-]+[ \t\u00a0*_]*|(?=\n)|$)")
# "Article 5 of the Covenant": the beginning of a sentence, not a label.
_CITED = re.compile(
    r"\s*(?:of|and|or|to|in|on|at|is|are|was|were|has|have|shall|may|does|applies|provides|under"
    r"|above|below|thereof|من|في|و|أو|إلى|على|عن|بشأن|أعلاه|أدناه|هذه|هذا|المشار|المذكورة?)(?![^\W_])"
    r"|\s*(?:و[اأ]ل|[,،]\s*[a-zأ-ي])",
    re.IGNORECASE,
)
_REPEALED = re.compile(
    r"(?i)\b(?:repealed|abrogated|deleted|omitted|reserved|revoked|void|spent)\b"
    r"|(?<![^\W_])(?:ملغا?[ةىه]?|ألغيت?|[إا]لغاء|ملغي|محذوف[ةه]?|حذفت?|ن[ُ]?سخت?|محجوز[ةه]?)(?![^\W_])"
)
_SENTENCES = re.compile(r"[.!?؟:;؛،,][)\]\"'”’»*_\s]*$|[^\W_]{2}[.!?؟]\s")
_TITLE_WORDS = 12
_LETTER_NAMES = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي")
_LETTERED = frozenset(
    ("annex", "appendix", "schedule", "part", "section", "ملحق", "مرفق", "جدول", "جزء", "قسم")
)
# "Articles 93 to 95: repealed" stands for each of them.
_SEVERAL = re.compile(
    r"[\s#*_]*(?P<word>articles|arts\.?|sections|clauses|rules|(?:ال)?مواد|(?:ال)?مادتا?ي?ن|(?:ال)?بنود)"
    r"[ \t]*(?:from|من)?[ \t]*[(\[]?(?P<first>\d{1,4})[)\]]?[ \t]*"
    r"(?:[-–—]|to|and|through|(?:و?[إا]لى|حتى|و))[ \t]*[(\[]?(?P<last>\d{1,4})[)\]]?",
    re.IGNORECASE,
)
_AGAIN_NAMES = {"bis": "bis", "ter": "ter", "quater": "quater", "quinquies": "quinquies"}


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a part: its `word`, its number in Western digits ("12 bis"), and its rank.

    `width` is the label's length in the text; `heading` says that no running text follows it.
    """

    word: str
    number: str
    rank: Rank
    width: int
    heading: bool
    bare: bool


@lru_cache(maxsize=4096)
def find_label(text: str) -> Label | None:
    """Return the label at the start of `text`, None where there is none or the words only cite one.

    >>> find_label("المادة الرابعة عشرة: لكل فرد")
    Label(word='مادة', number='14', rank='article', width=21, heading=True, bare=False)
    >>> label = find_label("CHAPTER IV")
    >>> label.number, label.rank, label.bare
    ('4', 'division', True)
    >>> find_label("Article 12 bis - (Repealed)").number, find_label("المادة ١٢ مكررا").number
    ('12 bis', '12 bis')
    >>> find_label("Articles 93 to 95: repealed").number, find_label("الجزء ألف").number
    ('93-95', 'a')
    >>> find_label("Article B: Readers may ask.").number, find_label("المادة ب: للقارئ").number
    ('b', 'b')
    >>> find_label("Article 5 of the Covenant applies."), find_label("Rule A person may ask.")
    (None, None)
    """
    plain = western_digits(text[:240])
    if match := _SEVERAL.match(plain):
        return _several(plain, match)
    match = _WORD.match(plain)
    if match is None:
        return None
    word = strip_marks(match["word"]).casefold().rstrip(".").removeprefix("ال")
    if word not in _RANKS:
        return None
    found = _number(plain, match.end(), word)
    if found is None:
        return None
    number, end = found
    rest = _REST.match(plain, end)
    following = plain[rest.end() if rest else end :].strip(" \t\n*_")
    if rest is None and (_CITED.match(plain, end) or not _is_title(plain[end:])):
        return None
    titled = not following or (_is_title(following) and not _REPEALED.search(following))
    rank = _RANKS[word]
    if word in _EITHER:
        rank = "division" if titled else "article"
    return Label(word, number, rank, rest.end() if rest else end, titled, not following)


def _several(plain: str, match: re.Match[str]) -> Label | None:
    rest = _REST.match(plain, match.end())
    following = plain[rest.end() if rest else match.end() :]
    if rest is None and not _REPEALED.match(following.lstrip(" \t([")):
        return None
    word = strip_marks(match["word"]).casefold()
    number = f"{int(match['first'])}-{int(match['last'])}"
    heading = _is_title(following) and not _REPEALED.search(following)
    end = rest.end() if rest else match.end()
    return Label(word, number, "article", end, heading, not following.strip())


def _is_title(text: str) -> bool:
    """Tell whether the words after a number are a title, not a sentence."""
    return len(text.split()) <= _TITLE_WORDS and not _SENTENCES.search(text)


def _number(text: str, at: int, word: str) -> tuple[str, int] | None:
    """Return the number that stands at `at`, as Western digits or a letter, and where it ends."""
    if match := _NUMBER.match(text, at):
        number, end = match["digits"], match.end()
        suffix = (match["suffix"] or "").strip("() \t").replace(".", "-")
        number += suffix if suffix[:1] == "-" else _letter(suffix)
        return _again(text, number.lstrip("0") or "0", end)
    if text[at - 1 : at].isalpha():
        return None  # no space between the word and what might be its number
    if match := _ROMAN.match(text, at):
        found = _roman_or_letter(match["roman"], word)
        # "Article B: ...", but not "Rule A person may ...".
        if not found and len(match["roman"]) == 1 and _REST.match(text, match.end()):
            found = _letter(match["roman"])
        if found:
            return _again(text, found, match.end())
    pieces = list(islice(_WORDS.finditer(text, at), 6))
    if pieces and not text[at : pieces[0].start()].strip(" \t-–("):
        value, used = number_in_words([strip_marks(piece[0]) for piece in pieces])
        if value:
            return _again(text, str(value), pieces[used - 1].end())
    return None


def _letter(text: str) -> str:
    """Return the Latin letter of a suffix: A, أ, or the letter's name (14 ألف)."""
    return latin_letter(
        "أبجدهوز"[_LETTER_NAMES.index(text)] if text in _LETTER_NAMES else text
    ).lower()


def _roman_or_letter(text: str, word: str) -> str:
    value = roman_number(text) if text.isupper() or len(text) > 1 else 0
    if value and not (len(text) == 1 and text not in "IVX"):
        return str(value)
    return _letter(text) if word in _LETTERED and (len(text) <= 2 or text in _LETTER_NAMES) else ""


def _again(text: str, number: str, end: int) -> tuple[str, int]:
    if match := _AGAIN.match(text, end):
        return f"{number} {_AGAIN_NAMES.get(match['again'].casefold(), 'bis')}", match.end()
    return number, end

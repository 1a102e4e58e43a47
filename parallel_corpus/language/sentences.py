"""Sentences of a paragraph as spans, so that the displayed text stays as it is.

Sentences end with . ? ! and ؟ whatever quotes and brackets follow. Commas and semicolons, ، and ؛
included, never end one: Arabic strings clauses with them where English makes sentences, and beads
of one to many lines are there for that. A full stop in a number, after an initial, a list mark or
an abbreviation ends nothing.
"""

from __future__ import annotations

import re

from parallel_corpus.language.script import strip_marks
from parallel_corpus.model import Language

# No mark and no bracket is given back: trying each of thousands takes the square of their number.
_END = re.compile(r"(?<![.!?؟۔…])[.!?؟۔…]++[\"'”’»)\]]*+(?=\s|$)|\n\s*\n")
_AROUND = 200  # letters before and behind a mark that tell whether a sentence ends there
_NUMBER_MARK = re.compile(r"(?:^|\s)\(?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z\u0621-\u064a])$")

_ENGLISH_ABBREVIATIONS = """
    mr mrs ms dr prof st sr jr vs etc e.g i.e cf no nos art arts para paras p pp vol ch sec fig
    ed eds rev inc ltd co corp gen col lt sgt capt hon gov sen rep u.s u.n u.k a.m p.m jan feb
    mar apr jun jul aug sep sept oct nov dec ibid op cit al approx dept est doc
"""
# These end a sentence where what follows begins like one.
_MAY_END = frozenset({"a.m", "p.m", "etc", "inc", "ltd", "jr", "sr", "al", "ibid", "إلخ", "الخ"})
_ARABIC_ABBREVIATIONS = "د أ م ص ج ق ع ب هـ ه ت ط س ش ف ر ن أ.د ص.ب م.م ق.م د.ت إلخ الخ"
_ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH_ABBREVIATIONS.split()),
    "ar": frozenset(_ARABIC_ABBREVIATIONS.split()),
}


def split(text: str, language: Language) -> list[tuple[int, int]]:
    """Return spans (start, end) of the sentences of `text`, without the white space around them.

    >>> text = "Mr. Smith paid 3.5 dollars. He left."
    >>> [text[a:b] for a, b in split(text, "en")]
    ['Mr. Smith paid 3.5 dollars.', 'He left.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, start, match, language):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    if not piece.strip():
        return None
    left = len(piece) - len(piece.lstrip())
    return start + left, start + len(piece.rstrip())


def _ends_here(text: str, start: int, match: re.Match[str], language: Language) -> bool:
    mark = match[0]
    if mark[0] != "." or mark.startswith(".."):
        return True
    first = max(start, match.start() - _AROUND)
    before = text[first : match.start()].strip()
    if first == start and (not before or _NUMBER_MARK.fullmatch(before)):
        return False
    last = (before.split() or [""])[-1].lstrip("(\"'“‘«[")
    rest = text[match.end() : match.end() + _AROUND].lstrip()
    word = strip_marks(last).casefold()
    if word in _ABBREVIATIONS[language]:
        return word in _MAY_END and not _continues(rest)
    if language == "en" and re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", last):
        return False
    return not (language == "en" and rest[:1].islower())


def _continues(rest: str) -> bool:
    """Tell whether what follows an abbreviation cannot begin a sentence."""
    return not rest or rest[0].islower() or rest[0] in ",;:،؛)-–"

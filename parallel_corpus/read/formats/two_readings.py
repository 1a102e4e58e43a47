"""Two programs' readings of one page of a PDF: which to believe, and how far they agree."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parallel_corpus.language.difference import opcodes
from parallel_corpus.language.script import words

_MUCH = 1.1
# Direction marks that programs put around runs; soft hyphens and BOMs; never letters.
DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ARABIC_WORD = re.compile("[\u0620-\u065f\u0670-\u06d3]+")

# Words that a page of Arabic is full of. A program that gives letters in visual order shows few of
# them, which needs no dictionary to see.
_WORDS = """
    في من على إلى أن إن التي الذي عن هذا هذه ذلك كل ما لا أو بين بعد قبل مع لم قد كان وفي ومن وعلى
    وأن المادة الدول حقوق جميع أي غير خلال كما حيث
"""
_COMMON = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page that two programs read differently.

    `agreement` is the share of common words (0-1), `pdfium` and `poppler` the first words that
    differ, `taken` the program that was believed.
    """

    page: int
    agreement: float
    pdfium: str
    poppler: str
    taken: str


def better_reading(pdfium: str, poppler: str) -> tuple[str, str]:
    """Return the reading with more of the words that Arabic is full of, and the program it is of.

    It is PDFium's unless pdftotext's is better by much.
    """
    if poppler.strip() and (
        not pdfium.strip() or _plausible(poppler) > _MUCH * _plausible(pdfium) + 1
    ):
        return reconciled(poppler, pdfium), "pdftotext"
    return pdfium, "PDFium"


def reconciled(poppler: str, pdfium: str) -> str:
    """Correct lam-alef in pdftotext's reading wherever PDFium's shows it the right way round.

    Both turn a line that was drawn from left to right; pdftotext also turns the two letters of
    the ligature. PDFium's word is evidence even where it is in visual order.

    >>> reconciled("التواصل االجتماعي", "لصاوتلا يعامتجالا"), reconciled("اال", "")
    ('التواصل الاجتماعي', 'اال')
    """
    known = set(_words(pdfium))
    known |= {word[::-1] for word in known}

    def settled(match: re.Match[str]) -> str:
        word = match[0]
        if word in known:
            return word
        return next((turned for turned in _turned(word) if turned in known), word)

    return _ARABIC_WORD.sub(settled, poppler)


def _turned(word: str) -> Iterator[str]:
    """Yield `word` with some of its alef-lam pairs turned to lam-alef."""
    places = [m.start() for m in re.finditer("(?=[اأإآ]ل)", word)][:4]
    for chosen in itertools.product((False, True), repeat=len(places)):
        letters = list(word)
        for at, turn in zip(places, chosen, strict=True):
            if turn:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        yield "".join(letters)


def _plausible(text: str) -> int:
    return sum(word in _COMMON for word in _words(text))


def compare_readings(page: int, pdfium: str, poppler: str) -> Disagreement:
    """Compare two readings of one page by their words."""
    one, other = _words(pdfium), _words(poppler)
    _, taken = better_reading(pdfium, poppler)
    # Programs part columns and notes differently, which is no damage: words are compared as bags,
    # and the first that differ are shown.
    common = sum((Counter(one) & Counter(other)).values())
    share = 2 * common / (len(one) + len(other)) if one or other else 1.0
    for kind, i, j, k, m in opcodes(one, other):
        if kind != "equal":
            return Disagreement(
                page, share, " ".join(one[i:j][:8]), " ".join(other[k:m][:8]), taken
            )
    return Disagreement(page, share, "", "", taken)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", DIRECTION_MARKS.sub("", text))
    return [word for _, _, word in words(plain)]

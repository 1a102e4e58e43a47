"""How Arabic and English stand in each other's lines (Unicode Standard Annex 9).

A browser, a spreadsheet and a terminal order the signs of a mixed line by what stands around them,
so that a fragment looks different from the paragraph it was taken from: "26-30" reads from the
right behind an Arabic letter and from the left at the beginning of a line. An Arabic reader expects
ranges from the right (the first number on the right), and from the left what is one number or name:
decimals, fractions, times, dates with strokes or hyphens, negative numbers, document symbols. So
here every Arabic fragment is isolated from its line and begins as behind an Arabic letter, and what
reads from the left in it is isolated again. No text is changed: what is added are controls, or
elements of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ARABIC_LETTER_MARK = "\u061c"
"""Numbers behind it are ordered as behind an Arabic letter; it has no width."""
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides, isolates and their ends. LRM, RLM and ALM reverse no letters."""
_RIGHT, _LEFT, _END = "\u2067", "\u2066", "\u2069"

_LETTER = r"[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]"
# A run of Arabic words inside a line of another direction, with the numbers between them and at
# its end. Quotation marks and brackets end it, so that a list of quotations keeps the order of
# the line that it stands in.
_ARABIC_RUN = re.compile(
    rf"{_LETTER}+(?:[\s،؛/0-9٠-٩\-\u2010-\u2013]*{_LETTER}+)*"
    r"(?:[ ]?[0-9٠-٩]+(?:[\-\u2010-\u2013/.][0-9٠-٩]+)*)?"
)
# English words, with what stands between them and the numbers and brackets that are theirs.
_LATIN_RUN = re.compile(
    r"(?:[0-9(][0-9.,/()\- ]{0,80})?[A-Za-z]"
    r"(?:[^\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc“”«»]*[A-Za-z0-9)%])?"
)
_DIGIT = "[0-9٠-٩]"
# One number, date or name that reads from the left, although its signs would turn it.
_FROM_LEFT = re.compile(
    rf"(?<!{_DIGIT})(?:{_DIGIT}{{4}}[-\u2010\u2011]{_DIGIT}{{1,2}}[-\u2010\u2011]{_DIGIT}{{1,2}}"
    rf"|{_DIGIT}{{1,2}}[-\u2010\u2011]{_DIGIT}{{1,2}}[-\u2010\u2011]{_DIGIT}{{4}}"
    rf"|\+{_DIGIT}[0-9٠-٩ ()\-]{{5,}}{_DIGIT}"
    rf"|(?<!\S)[-\u2212]{_DIGIT}+(?:[.,]{_DIGIT}+)*)(?!{_DIGIT})"
)


def arabic_runs(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a line of another direction into stretches: (text, whether it is an Arabic run).

    >>> list(arabic_runs("reads “المواد 26-30” here"))
    [('reads “', False), ('المواد 26-30', True), ('” here', False)]
    """
    return _cut(_ARABIC_RUN, text)


def latin_runs(text: str) -> Iterator[tuple[str, bool]]:
    """Cut an Arabic line into stretches: (text, whether it is a run of English).

    >>> [piece for piece, latin in latin_runs("القرار A/RES/75/1 يقول “at 5 p.m.”") if latin]
    ['A/RES/75/1', 'at 5 p.m']
    """
    return _cut(_LATIN_RUN, text)


def from_left(text: str) -> Iterator[tuple[str, bool]]:
    """Cut an Arabic text into stretches: (text, whether it reads from the left as a whole).

    >>> [piece for piece, left in from_left("في 2021-11-30 المواد 26-30") if left]
    ['2021-11-30']
    """
    return _cut(_FROM_LEFT, text)


def isolated(text: str) -> str:
    """Return an Arabic text with controls that give it its order in any line of plain text.

    >>> isolated("26-30") == "\\u2067\\u061c26-30\\u2069"
    True
    """
    inside = "".join(f"{_LEFT}{p}{_END}" if left else p for p, left in from_left(text))
    return f"{_RIGHT}{ARABIC_LETTER_MARK}{inside}{_END}"


def isolated_line(text: str) -> str:
    """Return an English line with its Arabic runs isolated, for a terminal, a comment or a cell.

    >>> isolated_line("all English")
    'all English'
    """
    return "".join(isolated(piece) if arabic else piece for piece, arabic in arabic_runs(text))


def _cut(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in pattern.finditer(text):
        if end < match.start():
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False

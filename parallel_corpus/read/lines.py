"""Lines of a file, and the list markers that they may begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallel_corpus.language.script import western_digits

# The order in which United Nations Arabic letters its sub-paragraphs, against (a), (b), (c)...
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"

_MARKER = re.compile(
    r"""
    (?P<indent>[ \t\u00a0]*)
    (?P<bullet>[-*\u2022\u2013\u2014\u25cf\u25e6]\s+)?
    (?:
        \((?P<paren>\d{1,3}(?:\s?(?:bis|ter|quater)|[a-z])?)\)\s*
      | \(?(?P<letter>[a-zA-Z]|[ivx]{2,5}|[أ-ي]|هـ)\)\s+
      | (?P<dashed>[a-z]|(?:[أ-ي]|هـ)\s?)[-\u2013\u2014]\s+
      | (?P<number>\d{1,3}(?:\s(?:bis|ter|quater)|[a-z])?)
        (?:\s?[.)\u06d4](?=\s)|\s?[-\u2013\u2014](?=\s))\s*
      | (?P<roman>[IVX]{1,6})\.\s+
    )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its 1-based number and its text without the line end."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with: `style` is (1), 1., (a), I. or a bare bullet; `width` its length."""

    style: str
    number: str
    width: int


def number_lines(text: str) -> list[Line]:
    """Split `text` at line feeds only: other separators may stand inside a paragraph."""
    return [Line(i, line) for i, line in enumerate(text.split("\n"), start=1)]


def find_marker(text: str) -> Marker | None:
    """Return the list marker at the start of `text`, in either digit system.

    >>> find_marker("- (12) Noting"), find_marker("٣١ - وإذ")
    (Marker(style='(1)', number='12', width=7), Marker(style='1.', number='31', width=5))
    >>> find_marker("(ب) أن"), find_marker("  - Urges"), find_marker("2021 was")
    (Marker(style='(a)', number='b', width=4), Marker(style='-', number='', width=4), None)
    >>> [find_marker(text).number for text in ("(A) The", "iv) agreed", "ج- أفراد", "هـ) يوم")]
    ['a', 'iv', 'c', 'e']
    """
    match = _MARKER.match(western_digits(text))
    if match is None or match.end() == len(match["indent"]):
        return None
    if match["paren"]:
        return Marker("(1)", match["paren"], match.end())
    if match["number"]:
        return Marker("1.", match["number"], match.end())
    if letter := match["letter"] or match["dashed"]:
        return Marker("(a)", latin_letter(letter.strip()).lower(), match.end())
    if match["roman"]:
        return Marker("I.", match["roman"], match.end())
    return Marker("-", "", match.end())


def latin_letter(letter: str) -> str:
    """Return the letter that names the same place in an English list.

    ج is c; others as they are.
    """
    if len(letter) != 1 and letter != "هـ":
        return letter
    at = _ABJAD.find(letter.replace("هـ", "ه").replace("ا", "أ"))
    if at < 0:
        return letter
    return chr(ord("a") + at) if at < 26 else f"a{chr(ord('a') + at - 26)}"


def base_number(number: str) -> int:
    """
    >>> base_number("12"), base_number("12 bis"), base_number("12a")
    (12, 12, 12)
    """
    return int(re.match(r"\d+", number)[0])  # type: ignore[index]

"""Roman numerals, where they count and are not letters."""

from __future__ import annotations

import re

from parallel_corpus.language.numeral import Numeral

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTER = re.compile("[IVX]")  # most texts have none, and the pattern below is slow
_CANONICAL = r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
# A single letter counts only behind a word that is numbered.
_NUMBERED = (
    r"(?i:chapter|part|book|title|section|article|annex|appendix|volume|vol\.|act|class|type|grade|"
    r"stage|phase|level|group|category|schedule|table|figure|division|war|protocol|pillar|tier)"
)
_ROMAN = re.compile(
    rf"(?:(?<=\d )\(|\((?![CL]\)))({_CANONICAL})\)"
    rf"|^\s*(?![CL]\b)({_CANONICAL})[.)]\s"
    rf"|{_NUMBERED}s?[\s-](?![CL]\b)({_CANONICAL})(?![\w-]|\.\w)"
    rf"|(?<![\w-])(?=[IVX]{{2}}|[IVXLC]{{4}})({_CANONICAL})(?![\w-])"
)


def in_roman(text: str) -> list[Numeral]:
    """Return the Roman numerals of `text`, in order.

    >>> [n.value for n in in_roman("Chapter V of World War II, (IV), type-I cells; I saw a CD")]
    [5, 2, 4, 1]
    """
    found: list[Numeral] = []
    if not _LETTER.search(text):
        return found
    for match in _ROMAN.finditer(text):
        group = next((i for i in (1, 2, 3, 4) if match[i]), None)
        if group:
            value = roman_value(match[group])
            found.append(Numeral(frozenset({value}), *match.span(group), "roman", "ordinal"))
    return found


def is_roman(letters: str) -> bool:
    """Say whether letters, large or small, make a Roman numeral below 400.

    >>> is_roman("xiv"), is_roman("IIV"), is_roman("")
    (True, False, False)
    """
    return bool(letters) and bool(re.fullmatch(_CANONICAL, letters.upper()))


def roman_value(letters: str) -> int:
    """Return what Roman letters are worth.

    >>> roman_value("XXXV"), roman_value("XIX")
    (35, 19)
    """
    values = [_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)

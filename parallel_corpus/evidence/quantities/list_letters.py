"""The letters by which two texts cite or number the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallel_corpus.language.list_letters import ABJAD, HIJAI, letter_number

_LATIN = re.compile(r"(?<![A-Za-z])\(([a-z])\)")
_ARABIC = re.compile(r"(?:(?<![\u0621-\u064a])|(?<=\bو))\(([\u0621-\u064a])\u0640?\)")


@dataclass(frozen=True, slots=True)
class ListLetter:
    """A letter in brackets and where it stands."""

    letter: str
    start: int
    end: int


def list_letters(text: str, language: str) -> list[ListLetter]:
    """Return the letters in brackets, in order.

    >>> [item.letter for item in list_letters("the State(s) in (a) and (c)", "en")]
    ['a', 'c']
    """
    pattern = _LATIN if language == "en" else _ARABIC
    return [ListLetter(match[1], *match.span()) for match in pattern.finditer(text)]


def other_letters(
    source: str, target: str, languages: tuple[str, str]
) -> tuple[list[ListLetter], list[ListLetter]]:
    """Return the letters of either side that the other lacks, where both have as many.

    Where one side counts by other letters (Roman, the dictionary's order), nothing is returned.

    >>> [l.letter for l in other_letters("items (a) and (b)", "البندان (أ) و(ج)", ("en", "ar"))[1]]
    ['ج']
    """
    left, right = (
        list_letters(text, language)
        for text, language in zip((source, target), languages, strict=True)
    )
    if not left or len(left) != len(right):
        return [], []
    best: tuple[list[ListLetter], list[ListLetter]] = left, right
    for order in (ABJAD, HIJAI):
        found = _only(left, right, order), _only(right, left, order)
        if len(found[0]) < len(best[0]):
            best = found
    # All of a longer list amiss is another way to count, not a mistake.
    return best if len(best[0]) == 1 or len(best[0]) < len(left) else ([], [])


def _only(these: list[ListLetter], those: list[ListLetter], order: str) -> list[ListLetter]:
    there = {letter_number(item.letter, order) for item in those}
    return [item for item in these if letter_number(item.letter, order) not in there]

"""Find the words that an annotator quotes in the text that it read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from parallel_corpus.language import script
from parallel_corpus.model import Span
from parallel_corpus.support.remembered import remembered

_CUT = re.compile(r"\s*(?:…|\.\.\.|\[\.\.\.\])\s*")
_QUOTES = "\"“”„‟«»'‘’‹›"
_EDGES = " \t\n\r.,;:!?،؛؟()[]" + _QUOTES
_ATTACHED = 4  # letters: what Arabic writes on to a word, before and after it, in all

_REACH = 64  # characters: no word is longer


def locate(quote: str, text: str, start: int | None = None) -> tuple[Span, ...]:
    """Return where a quotation stands in `text`; no spans where it does not.

    Case, vowel marks, seats of the hamza, shapes of digits, of quotes and of dashes do not count.
    A quotation with “…” inside is looked for in its parts, which must stand in that order. Of
    several places the one nearest to `start` is taken, the first where that is None.

    >>> locate("الاحكام", "تطبق الأحكامُ هنا")
    (Span(start=5, end=13, text='الأحكامُ'),)
    >>> locate("art", "the party"), locate("a … c", "a b c")
    ((), (Span(start=0, end=1, text='a'), Span(start=4, end=5, text='c')))
    """
    parts = [part for part in (p.strip(_EDGES) for p in _CUT.split(quote)) if part]
    found: list[Span] = []
    after = 0
    for part in parts:
        places = [place for place in _places(part, text) if place[0] >= after]
        if not places:
            return ()
        near = min(places, key=lambda p: (abs(p[0] - start) if start is not None else 0, p[0]))
        found.append(Span(near[0], near[1], text[near[0] : near[1]]))
        after = near[1]
    return tuple(found)


def _places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    wanted = _folded(quote)[0].strip()
    folded, offsets = _folded(text)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
        while end < len(text) and not _fold(text[end]):  # the marks of the last letter are its own
            end += 1
        if _stands_alone(text, start, end):
            yield start, end
        at = folded.find(wanted, at + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether these are whole words, apart from what Arabic writes joined to them."""
    before = _run(text[start - _REACH if start > _REACH else 0 : start][::-1], text[start])
    after = _run(text[end : end + _REACH], text[end - 1])
    letters = sum(bool(_fold(letter)) for letter in before + after)
    if not letters:
        return True
    return script.script_of(before + text[start:end] + after) == "ar" and letters <= _ATTACHED


def _run(beside: str, edge: str) -> str:
    """Return the letters of `beside` that are joined to `edge`, if that is a letter itself."""
    if not edge.isalnum():
        return ""
    return "".join(takewhile(lambda letter: letter.isalnum() or not _fold(letter), beside))


@remembered()
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text, and for each of its characters its offset in the original."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        for folded in _fold(letter):
            if folded in ' "' and letters and letters[-1] == folded:
                continue
            letters.append(folded)
            offsets.append(offset)
    return "".join(letters), tuple(offsets)


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in _QUOTES:
        return '"'
    if letter in "‐‑‒–—−":
        return "-"
    if not letter.isprintable() and letter != script.TATWEEL:
        return ""  # marks of direction and the like
    return script.word_key(letter)

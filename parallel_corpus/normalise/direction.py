"""Whether a line of Arabic is stored as it looks on the page, from left to right, and its turning.

PDF extraction and old software store lines so. What tells: the shapes of presentation forms (a
word that begins in a final form), letters that cannot begin a word, the article at the wrong end,
and words that a lexicon has only backwards. The turning follows the Unicode Bidirectional
Algorithm (UAX 9) in reverse: figures and Latin words keep their direction, brackets are mirrored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

from parallel_corpus.normalise.rule import ARABIC, MARKS

Direction = Literal["visual", "logical", "unknown"]

_GLYPHS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"
_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_GLYPH = re.compile(f"[{_GLYPHS}]")
_GLYPH_RUN = re.compile(f"[{_GLYPHS}{ARABIC}{MARKS}\u0640]+")
_MARK = re.compile(f"[{MARKS}]")
# Letters that end words, and seats of the hamza: no word begins with them.
_NEVER_FIRST = frozenset("ةىءؤئ")
_NEVER_INSIDE = frozenset("ةى")
_RUN = re.compile(
    "[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f]"
    "(?:[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f .,/:_@+-]*"
    "[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f])?"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_NUMBER = re.compile(
    "[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,/:\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*"
)
_CLUSTER = re.compile(f"[^{MARKS}][{MARKS}]*|[{MARKS}]+")
_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_CLOSER = {")": "(", "]": "[", "}": "{", "»": "«"}
# So many words must be known backwards where only the lexicon and one sign tell.
_KNOWN = 2
_SURE = 2
_LETTERS = 3


def direction(line: str) -> Direction:
    """Return in which order a line is stored, by its shapes and letters alone."""
    visual, logical = _shapes(line)
    if visual != logical:
        return "visual" if visual > logical else "logical"
    signs, against = _letters(line)
    if against:
        return "logical" if against >= signs else "unknown"
    return "visual" if signs > _SURE else "unknown"


def is_visual(texts: Iterable[str]) -> bool:
    """Return whether the lines that tell are stored from left to right, nearly all of them."""
    found = [direction(line) for text in texts for line in text.split("\n")]
    visual, logical = found.count("visual"), found.count("logical")
    return visual > 0 and visual > 3 * logical


def is_turned(line: str, among_visual: bool, listed: Callable[[str], bool]) -> bool:
    """Return whether a line should be turned round.

    `among_visual` says that the document's other lines are stored from left to right; `listed`
    says whether a lexicon has a word, and is asked only where the line itself gives a sign.
    """
    told = direction(line)
    if told != "unknown":
        return told == "visual"
    signs, against = _letters(line)
    if against or not (signs or among_visual):
        return False
    words = [word for word in _WORD.findall(line) if len(word) >= _LETTERS]
    here = sum(map(listed, words))
    there = sum(listed(word[::-1]) for word in words)
    return there > 2 * here and there >= (1 if among_visual else _KNOWN)


def _shapes(line: str) -> tuple[int, int]:
    """Return how many edges of words have the shapes of visual, and of logical order."""
    visual = logical = 0
    for run in _GLYPH_RUN.findall(line) if _GLYPH.search(line) else ():
        word = _MARK.sub("", _glyph_word(run))
        if len(word) > 1:
            first, last = _shape(word[0]), _shape(word[-1])
            visual += (first == "final") + (last == "initial")
            logical += (first == "initial") + (last == "final")
    return visual, logical


def _glyph_word(run: str) -> str:
    """Cut off what follows the last presentation form from a tatweel on; "" where there is none."""
    last = max((match.start() for match in _GLYPH.finditer(run)), default=-1)
    end = run.find("\u0640", last) if last >= 0 else 0
    return run[: end if end >= 0 else len(run)]


@lru_cache(maxsize=1024)
def _shape(glyph: str) -> str:
    return unicodedata.decomposition(glyph).partition("<")[2].partition(">")[0]


def _letters(line: str) -> tuple[int, int]:
    """Count signs of visual order in plain letters, and signs against it."""
    signs = against = 0
    for word in _WORD.findall(line):
        if len(word) > 1:
            signs += 2 * (word[0] in _NEVER_FIRST) + (word.endswith("لا") and len(word) > _LETTERS)
            against += 2 * (word[-1] in _NEVER_INSIDE)
            against += word.startswith("ال") and len(word) > _LETTERS
    return signs, against


def turn(line: str) -> str:
    """Return a line from its other end; figures and Latin words keep their own direction.

    >>> turn(".(15/3/2022) خيراتلا")
    'التاريخ (15/3/2022).'
    """
    turned = _mirrored(_from_the_end(line))
    return _RUN.sub(_forwards, turned)


def _from_the_end(line: str) -> str:
    if not _MARK.search(line):
        return line[::-1]
    backwards = line[::-1]
    # Marks stay behind their letters; where they stood before them, reversing is enough.
    loose = re.search(f"(?:^|[^{ARABIC}{_GLYPHS}{MARKS}])[{MARKS}]", line)
    return backwards if loose else "".join(reversed(_CLUSTER.findall(line)))


def _mirrored(line: str) -> str:
    """Return the line with its brackets the way that opens before it closes."""
    other = line.translate(_MIRROR)
    return line if _ill_formed(line) < _ill_formed(other) else other


def _ill_formed(line: str) -> int:
    open_ones: list[str] = []
    wrong = 0
    for char in line:
        if char in _CLOSER.values():
            open_ones.append(char)
        elif char in _CLOSER:
            if open_ones and open_ones[-1] == _CLOSER[char]:
                open_ones.pop()
            else:
                wrong += 1
    return wrong + len(open_ones)


def _forwards(match: re.Match[str]) -> str:
    """Return a run of figures and Latin as it was stored.

    Numbers apart are in the order of the line.
    """
    if _LATIN.search(match[0]):
        return match[0][::-1]
    return _NUMBER.sub(lambda number: number[0][::-1], match[0])

"""Signs of a page with their places, grouped to lines.

Where a sign stands on the paper is the one thing that all makers of PDFs agree on; the order in
which a file holds them, and what a ligature of two letters is said to be, is not.
"""

from __future__ import annotations

import statistics
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ALEFS = "اأإآٱ"
_BAND = 0.5  # em: a sign this near to the line's height is in it (raised numbers are)
_STACKED = 0.4  # of the narrower letter's width
_UNSPACED_GAP = 0.13
_GAP = 0.2  # em without ink is a space
_GUESSED = 0.01  # points: a narrower space is PDFium's guess, and not in the file
_PEN_ROOM = 0.1  # em that a space takes


@dataclass(slots=True)
class Glyph:
    """A sign, or the letters of one ligature: its text, its box and where its pen began, in points.

    `bottom` and `top` bound its ink; both are 0 where that is not known.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    index: int = 0
    pen: float | None = None
    bottom: float = 0.0
    top: float = 0.0

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class GlyphLine:
    """The signs of one line from left to right. `base` is its height, `size` its letters'."""

    glyphs: list[Glyph] = field(default_factory=list)
    base: float = 0.0
    size: float = 0.0

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)


def find_lines(glyphs: Sequence[Glyph]) -> list[GlyphLine]:
    """Return lines from top to bottom; marks go with the letter that they stand over."""
    marks, spaces, ink = [], [], []
    for glyph in glyphs:
        if glyph.text.isspace():
            spaces.append(glyph)
        elif all(map(unicodedata.combining, glyph.text)):
            marks.append(glyph)
        else:
            ink.append(glyph)
    lines: list[GlyphLine] = []
    for glyph in sorted(ink, key=lambda g: -g.base):
        line = lines[-1] if lines else None
        if line is None or line.base - glyph.base > _BAND * max(line.size, glyph.size):
            line = GlyphLine(base=glyph.base)
            lines.append(line)
        line.glyphs.append(glyph)
        line.size = max(line.size, glyph.size)
    for line in lines:
        line.size = statistics.median(glyph.size for glyph in line.glyphs)
        line.base = statistics.median(glyph.base for glyph in line.glyphs)
        line.glyphs.sort(key=lambda g: (g.center, g.left))
        line.glyphs = _without_doubles(_unstacked(line.glyphs))
    _place(lines, marks, spaces)
    return lines


def _unstacked(glyphs: list[Glyph]) -> list[Glyph]:
    """Return letters that a font stacks in the order of the file.

    The file's order runs left or right; what most letters beside each other do tells which.
    """
    steps = [b.index - a.index for a, b in pairwise(glyphs)]
    for at, (one, other) in enumerate(pairwise(glyphs)):
        shared = min(one.right, other.right) - max(one.left, other.left)
        if shared <= _STACKED * min(one.right - one.left, other.right - other.left):
            continue
        if {one.text[0], other.text[0]} <= {"ل", *ALEFS}:
            swap = one.text[0] == "ل" and other.text[0] != "ل"  # They are a lam-alef.
        else:
            around = steps[max(0, at - 3) : at] + steps[at + 1 : at + 4]
            leftward = around.count(-1) >= around.count(1)
            swap = steps[at] == (1 if leftward else -1)
        if swap:
            glyphs[at], glyphs[at + 1] = other, one
    return glyphs


def _without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Drop second copies of letters drawn twice, a little apart, to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = kept[-1] if kept else None
        if last and last.text == glyph.text and abs(last.left - glyph.left) < 0.08 * glyph.size:
            continue
        kept.append(glyph)
    return kept


def _place(lines: Sequence[GlyphLine], marks: Sequence[Glyph], spaces: Sequence[Glyph]) -> None:
    """Put marks over their letters, and spaces where the file has them, into the lines."""
    for mark in marks:
        near = [line for line in lines if abs(line.base - mark.base) <= line.size]
        letters = [
            (_distance(mark, g), abs(line.base - mark.base), abs(g.center - mark.center), g)
            for line in near
            for g in line.glyphs
            if g.text[0].isalpha() and abs(g.center - mark.center) < 0.7 * line.size
        ]
        if letters:
            letter = min(letters, key=lambda item: item[:3])[3]
            letter.text += "" if letter.text.endswith(mark.text) else mark.text
    if not lines:
        return
    depths = [-line.base for line in lines]
    for space in spaces:
        # Lines of two columns stand at heights of their own: the nearest is the space's.
        at = bisect_left(depths, -space.base)
        beside = lines[max(0, at - 2) : at + 2]
        line = min(beside, key=lambda one: abs(one.base - space.base))
        if abs(line.base - space.base) <= _BAND * line.size:
            _insert(line.glyphs, space)
    for line in lines:
        while line.glyphs[0].text.isspace():
            del line.glyphs[0]
        while line.glyphs[-1].text.isspace():
            del line.glyphs[-1]


def _distance(mark: Glyph, letter: Glyph) -> float:
    """Return how far a mark stands from a letter, in points; the letter before it is nearest.

    Below zero, the mark follows the letter in the file and stands over it.
    """
    apart = max(mark.left - letter.right, letter.left - mark.right)
    near = apart < 0.05 * letter.size
    if near and letter.index == mark.index - 1 and letter.center >= mark.center - 0.3 * letter.size:
        return -letter.size
    return max(0.0, letter.left - mark.center, mark.center - letter.right)


def _insert(glyphs: list[Glyph], space: Glyph) -> None:
    """Put a space between the letters beside it, unless it lies upon one, or they touch."""
    if space.right - space.left >= _GUESSED and _insert_by_pen(glyphs, space):
        return
    at = bisect_left(glyphs, space.center, key=lambda g: g.center)
    for glyph in glyphs[max(0, at - 1) : at + 1]:
        inside = min(space.center - glyph.left, glyph.right - space.center)
        if inside > 0.25 * (glyph.right - glyph.left):
            return
    # PDFium guesses where the file has no space but moves on, to the next word or to a mark.
    if 0 < at < len(glyphs) and space.right - space.left < _GUESSED:
        one, other = glyphs[at - 1], glyphs[at]
        marked = any(unicodedata.combining(glyph.text[-1]) for glyph in (one, other))
        if other.left - one.right < (0.15 if marked else 0.03) * other.size:
            return
    glyphs.insert(at, space)


def _insert_by_pen(glyphs: list[Glyph], space: Glyph) -> bool:
    """Put a space where the pen drew it; False where the pen left no room for one.

    A letter may reach over the space beside it (the kaf of Amiri does); its pen does not.
    """
    if space.pen is None or any(glyph.pen is None for glyph in glyphs):
        return False
    pens = [glyph.pen or 0.0 for glyph in glyphs]
    at = bisect_left(pens, space.pen - 0.01 * space.size)
    if 0 < at < len(glyphs) and pens[at] - space.pen < _PEN_ROOM * glyphs[at].size:
        return False
    glyphs.insert(at, space)
    return True


def needs_space(one: Glyph, other: Glyph, *, spaced: bool) -> bool:
    """Tell whether so much white stands between two signs, from left to right, that it is a space.

    `spaced` says that the line has spaces of its own: then it takes more to make another.
    """
    # Some letters' ink begins after their pen: the white before it is their own.
    begin = other.left if other.pen is None else min(other.left, other.pen)
    gap = begin - one.right
    return gap > (_GAP if spaced else _UNSPACED_GAP) * max(one.size, other.size) and not (
        one.text.isspace() or other.text.isspace()
    )

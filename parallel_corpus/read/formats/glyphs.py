"""The signs of a PDF page with their places, as PDFium gives them, grouped to lines.

Where a sign stands on the paper is the one thing that all makers of PDFs agree on; the order in
which a file holds them, and what a ligature of two letters is said to be, is not.
"""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_SKIPPED = re.compile("[\0\r\n\t\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_ALEFS = "اأإآٱ"
_BAND = 0.5  # em: a sign this near to the line's height is in it (raised numbers are)
_STACKED = 0.4  # of the narrower letter's width
_UNSPACED_GAP = 0.13
_GAP = 0.2  # em without ink is a space
_PRESENTED = re.compile("[\ufb50-\ufd3d\ufd40-\ufdff\ufe70-\ufefc]")
MAX_SIGNS = 400_000


@dataclass(slots=True)
class Glyph:
    """A sign, or the letters of one ligature: its text and its box, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    index: int = 0

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


def read_glyphs(textpage: Any) -> list[Glyph]:
    """Return the signs of a page, ligatures put together in reading order."""
    import pypdfium2.raw as pdfium

    handle = textpage.raw
    box = [ctypes.c_double() for _ in range(4)]
    loose = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    last: tuple[float, ...] = ()
    for at in range(min(pdfium.FPDFText_CountChars(handle), MAX_SIGNS)):
        if pdfium.FPDFText_IsGenerated(handle, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(handle, at)
        sign = "-" if code == 0xFFFE else chr(code) if code < 0x110000 else "\ufffd"
        if _SKIPPED.match(sign) or 0xD800 <= code < 0xE000:
            continue
        pdfium.FPDFText_GetCharBox(handle, at, *box)
        pdfium.FPDFText_GetCharOrigin(handle, at, x, y)
        here = (*(round(side.value, 2) for side in box), round(x.value, 2))
        if found and here == last and not sign.isspace():
            found[-1].text += sign
            continue
        last = here
        size = pdfium.FPDFText_GetFontSize(handle, at)
        # The box of ink is narrow around "1": white is measured from the room that a sign takes.
        if pdfium.FPDFText_GetLooseCharBox(handle, at, loose) and loose.right > loose.left:
            found.append(Glyph(sign, loose.left, loose.right, y.value, size, at))
        else:
            found.append(Glyph(sign, box[0].value, box[1].value, y.value, size, at))
    return [_settled(found, at) for at in range(len(found))]


def _settled(glyphs: Sequence[Glyph], at: int) -> Glyph:
    """Return a glyph with the letters of a ligature in reading order."""
    glyph = glyphs[at]
    text = _PRESENTED.sub(lambda m: unicodedata.normalize("NFKC", m[0]).strip(), glyph.text)
    if len(glyph.text) > 1 and "\u0620" <= glyph.text[0] <= "\u06ff":
        if text[0] in _ALEFS and text[1] == "ل":
            text = text[1] + text[0] + text[2:]
        elif not (text[0] == "ل" and text[1] in _ALEFS) and _runs_left(glyphs, at):
            text = text[::-1]  # PDFium turned the run, and the ligature's letters with it.
    glyph.text = text or glyph.text
    return glyph


def _runs_left(glyphs: Sequence[Glyph], at: int) -> bool:
    before = glyphs[max(0, at - 1)]
    after = glyphs[min(len(glyphs) - 1, at + 1)]
    return before.left > after.left


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
        if {one.text[0], other.text[0]} <= {"ل", *_ALEFS}:
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
            (_distance(mark, g), abs(line.base - mark.base), -g.right, g)
            for line in near
            for g in line.glyphs
            if g.text[0].isalpha() and abs(g.center - mark.center) < 0.7 * line.size
        ]
        if letters:
            letter = min(letters, key=lambda item: item[:3])[3]
            letter.text += "" if letter.text.endswith(mark.text) else mark.text
            letter.left = min(letter.left, mark.left)
            letter.right = max(letter.right, mark.right)
    for space in spaces:
        line = next((one for one in lines if abs(one.base - space.base) <= _BAND * one.size), None)
        if line:
            _insert(line.glyphs, space)
    for line in lines:
        while line.glyphs[0].text.isspace():
            del line.glyphs[0]
        while line.glyphs[-1].text.isspace():
            del line.glyphs[-1]


def _distance(mark: Glyph, letter: Glyph) -> float:
    """Return how far a mark is from a letter, in points.

    The letter before it in the file is nearest.

    Below zero, it stands over the letter.
    """
    apart = max(mark.left - letter.right, letter.left - mark.right)
    near = apart < 0.05 * letter.size
    if near and letter.index == mark.index - 1 and letter.center >= mark.center - 0.3 * letter.size:
        return -letter.size
    # Touching or overlapping is all the same: the letter to the right has been read already.
    return 0.0 if near else apart


def _insert(glyphs: list[Glyph], space: Glyph) -> None:
    """Put a space between the letters beside it, unless it lies upon one, or they touch."""
    at = bisect_left(glyphs, space.center, key=lambda g: g.center)
    for glyph in glyphs[max(0, at - 1) : at + 1]:
        inside = min(space.center - glyph.left, glyph.right - space.center)
        if inside > 0.25 * (glyph.right - glyph.left):
            return
    # PDFium guesses where the file has no space but moves on, to the next word or to a mark.
    if 0 < at < len(glyphs) and space.right - space.left < 0.01:
        one, other = glyphs[at - 1], glyphs[at]
        marked = any(unicodedata.combining(glyph.text[-1]) for glyph in (one, other))
        if other.left - one.right < (0.15 if marked else 0.03) * other.size:
            return
    glyphs.insert(at, space)


def needs_space(one: Glyph, other: Glyph, *, spaced: bool) -> bool:
    """Tell whether so much white stands between two signs, from left to right, that it is a space.

    `spaced` says that the line has spaces of its own: then it takes more to make another.
    """
    gap = other.left - one.right
    return gap > (_GAP if spaced else _UNSPACED_GAP) * max(one.size, other.size) and not (
        one.text.isspace() or other.text.isspace()
    )

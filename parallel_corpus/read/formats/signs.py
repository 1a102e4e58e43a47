"""The signs of a PDF page as PDFium gives them, the letters of ligatures and clusters together."""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parallel_corpus.language.script import letters
from parallel_corpus.read.formats.glyphs import ALEFS, Glyph
from parallel_corpus.read.formats.text_objects import Unsaid, find_unsaid

_SKIPPED = re.compile("[\0\r\n\t\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_PRESENTED = re.compile("[\ufb50-\ufd3d\ufd40-\ufdff\ufe70-\ufefc]")
_STROKE = 0.05  # em
MAX_SIGNS = 400_000


@dataclass(slots=True)
class _Sign:
    """A sign of PDFium's text with the address of the text object that draws it, 0 for none."""

    glyph: Glyph
    address: int
    origin: tuple[float, float]


def read_glyphs(page: Any) -> list[Glyph]:
    """Return the signs of a page, ligatures put together in reading order."""
    textpage = page.get_textpage()
    try:
        signs = list(_signs(textpage.raw))
    finally:
        textpage.close()
    glyphs = [sign.glyph for sign in signs]
    whole = [_settled(glyphs, at) for at in range(len(glyphs))]
    unsaid = find_unsaid(page, {sign.address for sign in signs})
    last: Glyph | None = None
    for cluster in _clusters(signs):
        glyph = _put_together(cluster, unsaid)
        if last and _is_said_again(glyph, last):
            glyph.text = ""
        else:
            last = glyph
    if unsaid.spaces:
        # Where spaces are drawn, PDFium's guesses of others are left out.
        guessed = {id(sign.glyph) for sign in signs if not sign.address}
        whole = [g for g in whole if not (g.text.isspace() and id(g) in guessed)]
    return [g for g in whole if g.text] + _spaces(unsaid, whole)


def _signs(handle: Any) -> Iterator[_Sign]:
    import pypdfium2.raw as pdfium

    box = [ctypes.c_double() for _ in range(4)]
    loose = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    last: tuple[float, ...] = ()
    found: _Sign | None = None
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
            found.glyph.text += sign
            continue
        if found:
            yield found
        last = here
        size = pdfium.FPDFText_GetFontSize(handle, at)
        left, right, bottom, top = (side.value for side in box)
        # The box of ink is narrow around "1": white is measured from the room that a sign takes.
        if pdfium.FPDFText_GetLooseCharBox(handle, at, loose) and loose.right > loose.left:
            left, right = loose.left, loose.right
        glyph = Glyph(sign, left, right, y.value, size, at, x.value, bottom, top)
        drawn = pdfium.FPDFText_GetTextObject(handle, at)
        found = _Sign(glyph, ctypes.addressof(drawn.contents) if drawn else 0, (x.value, y.value))
    if found:
        yield found


def _clusters(signs: Sequence[_Sign]) -> list[list[_Sign]]:
    """Return the letters that one drawing stands for: PDFium cuts its box into equal parts."""
    found: dict[tuple[float, ...], list[_Sign]] = {}
    for sign in signs:
        if sign.address and not sign.glyph.text.isspace():
            extent = round(sign.glyph.bottom, 2), round(sign.glyph.top, 2)
            key = (sign.address, *(round(side, 2) for side in sign.origin), *extent)
            found.setdefault(key, []).append(sign)
    return [cluster for cluster in found.values() if len(cluster) > 1]


def _put_together(cluster: Sequence[_Sign], unsaid: Unsaid) -> Glyph:
    """Make one glyph of a cluster's signs, with the ink of all that is drawn of it."""
    glyphs = [sign.glyph for sign in cluster]
    arabic, latin = letters("".join(glyph.text for glyph in glyphs))
    if arabic >= latin:
        glyphs.sort(key=lambda glyph: -glyph.center)
    first = glyphs[0]
    text = "".join(glyph.text for glyph in glyphs)
    for glyph in glyphs[1:]:
        first.left = min(first.left, glyph.left)
        first.right = max(first.right, glyph.right)
        glyph.text = ""
    first.text = text
    height = first.top - first.bottom
    for box in unsaid.ink.get(cluster[0].address, ()):
        first.left, first.right = min(first.left, box.left), max(first.right, box.right)
        if box.height > height:
            height, first.base, first.pen = box.height, box.y, box.x
    return first


def _is_said_again(glyph: Glyph, last: Glyph) -> bool:
    """Tell whether a cluster is the one before it: Typst says all of it for each drawing."""
    apart = max(glyph.left, last.left) - min(glyph.right, last.right)
    near = apart < 0 and abs(glyph.base - last.base) < last.size
    return near and sorted(glyph.text) == sorted(last.text)


def _spaces(unsaid: Unsaid, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the spaces that are drawn by themselves. How wide they are is not known."""
    size = statistics.median([glyph.size for glyph in glyphs]) if glyphs else 0.0
    return [
        Glyph(" ", box.x, box.x + _STROKE * size, box.y, size, pen=box.x) for box in unsaid.spaces
    ]


def _settled(glyphs: Sequence[Glyph], at: int) -> Glyph:
    """Return a glyph with the letters of a ligature in reading order."""
    glyph = glyphs[at]
    text = _PRESENTED.sub(lambda m: unicodedata.normalize("NFKC", m[0]).strip(), glyph.text)
    if len(glyph.text) > 1 and "\u0620" <= glyph.text[0] <= "\u06ff":
        if text[0] in ALEFS and text[1] == "ل":
            text = text[1] + text[0] + text[2:]
        elif not (text[0] == "ل" and text[1] in ALEFS) and _runs_left(glyphs, at):
            text = text[::-1]  # PDFium turned the run, and the ligature's letters with it.
    glyph.text = text or glyph.text
    return glyph


def _runs_left(glyphs: Sequence[Glyph], at: int) -> bool:
    before = glyphs[max(0, at - 1)]
    after = glyphs[min(len(glyphs) - 1, at + 1)]
    return before.left > after.left

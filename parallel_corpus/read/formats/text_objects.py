"""What a PDF page draws without saying which letters it is.

Chromium and other makers put a letter and its mark into one span of ActualText. PDFium then gives
both letters the place of one of the two drawings, and nothing for the other; and it leaves out
spaces that are drawn by themselves. Both are still objects of the page, whose places tell where
the letters and the spaces are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

MAX_OBJECTS = 400_000
_NO_INK = 0.01  # points


@dataclass(frozen=True, slots=True)
class Box:
    """The ink of a drawn text and where its pen began, in points."""

    left: float
    right: float
    height: float
    x: float
    y: float


@dataclass(slots=True)
class Unsaid:
    """Drawings of a page that no letter of PDFium's text belongs to.

    `ink` has them by the address of the text object that they complete, `spaces` are drawings
    without ink.
    """

    ink: dict[int, list[Box]] = field(default_factory=dict)
    spaces: list[Box] = field(default_factory=list)


def find_unsaid(page: Any, said: Collection[int]) -> Unsaid:
    """Return the text objects of `page` whose addresses are not in `said`.

    Objects inside forms (XObjects) are not looked at.
    """
    import pypdfium2.raw as pdfium

    found = Unsaid()
    before, depth = 0, 0
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        handle = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_TEXT:
            before = 0
            continue
        address = ctypes.addressof(handle.contents)
        marks = pdfium.FPDFPageObj_CountMarks(handle)
        if address in said:
            before, depth = address, marks
            continue
        box = read_box(handle)
        if box is None:
            continue
        if box.right - box.left < _NO_INK:
            found.spaces.append(box)
        # A span of marked content is one mark more than what surrounds it.
        elif before and marks == depth:
            found.ink.setdefault(before, []).append(box)
    return found


def read_box(handle: Any) -> Box | None:
    """Return the place of a text object; None where PDFium does not know it."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetBounds(handle, *sides):
        return None
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return Box(left, right, top - bottom, matrix.e, matrix.f)

"""The columns of a PDF page, by the white between them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from parallel_corpus.read.formats.glyphs import GlyphLine

_GUTTER = 0.6  # em
_COLUMN = 4  # lines that make a column
_WIDE = 0.22  # share of the page's width that a column's lines have
_DEEPEST = 6
_SAME = 6.0  # points: two gutters so near are one
_REMEMBERED = 4  # gutters of earlier pages


def part_columns(
    parts: list[GlyphLine], width: float, *, rtl: bool, known: list[float], depth: int = 0
) -> list[list[GlyphLine]]:
    """Group parts to columns in reading order (a recursive XY-cut: Nagy and Seth, 1984).

    `width` is that of the text, in points. `known` are the middles of gutters; new ones are added.
    """

    def go_on(side: list[GlyphLine]) -> list[list[GlyphLine]]:
        return part_columns(side, width, rtl=rtl, known=known, depth=depth + 1)

    cut = _gutter(parts, width, known)
    if cut is not None and depth < _DEEPEST:
        if all(abs(cut - one) > _SAME for one in known[-_REMEMBERED:]):
            known.append(cut)
        one = [part for part in parts if part.right <= cut]
        other = [part for part in parts if part.left >= cut]
        sides = (other, one) if rtl else (one, other)
        return [column for side in sides for column in go_on(side)]
    heights = sorted({round(part.base, 1) for part in parts}, reverse=True)
    # A title over two columns, or a line under them, hides the gutter.
    for edge in [*heights[1:9], *heights[:-9:-1]] if depth < 3 else ():
        above = [part for part in parts if part.base > edge + 0.1]
        below = [part for part in parts if part.base <= edge + 0.1]
        cut = any(_gutter(part, width, known) is not None for part in (above, below))
        if above and below and cut:
            return go_on(above) + go_on(below)
    return [parts]


def _gutter(parts: Sequence[GlyphLine], width: float, known: Sequence[float]) -> float | None:
    """Return where a strip of white parts two columns of running text from top to bottom."""
    if len(parts) < 2 * _COLUMN:
        return None
    spans = sorted((part.left, part.right) for part in parts)
    size = statistics.median(part.size for part in parts)
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left - reach > _GUTTER * size:
            cut = (reach + left) / 2
            sides = [p for p in parts if p.right <= cut], [p for p in parts if p.left >= cut]
            if all(_is_column(side, width) for side in sides):
                return cut
        reach = max(reach, right)
    return next((cut for cut in known[-_REMEMBERED:] if _parts_at(parts, cut, width)), None)


def _parts_at(parts: Sequence[GlyphLine], cut: float, width: float) -> bool:
    """Tell whether a gutter of an earlier page parts this one, where one column may be short."""
    sides = [p for p in parts if p.right <= cut], [p for p in parts if p.left >= cut]
    if not all(sides) or sum(map(len, sides)) < len(parts):
        return False
    # Words that are set apart in a line of the full width reach to neither side of a gutter.
    beside = {round(part.base) for part in sides[0]} & {round(part.base) for part in sides[1]}
    return bool(beside) and any(_is_column(side, width) for side in sides)


def _is_column(side: Sequence[GlyphLine], width: float) -> bool:
    if len(side) < _COLUMN:
        return False
    return statistics.median(part.right - part.left for part in side) > _WIDE * width

"""A PDF page's lines to paragraphs, in reading order: columns, tables, hanging numbers, wraps."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parallel_corpus.language.script import letters
from parallel_corpus.read.formats.glyphs import Glyph, GlyphLine, find_lines, needs_space
from parallel_corpus.read.formats.reading_order import brackets_are_turned, logical_order
from parallel_corpus.read.labels import find_label
from parallel_corpus.read.lines import find_marker

_GUTTER = 0.8  # em: white between columns
_CELL = 2.2  # em: white between the cells of a row
_COLUMN = 4  # lines that make a column
_WIDE = 0.22  # share of the page's width that a column's lines have
_LEADING = 1.35  # times the usual step from line to line begins a paragraph
_TERMINAL = re.compile(r"[.!?؟:;؛][)\]\"'”’»]*$")
_LONGEST_WORDS = 12  # signs: a line with fewer spaces holds only some of its own
_RAISED = 0.18  # em above the line is a note's mark


@dataclass(slots=True)
class PageLine:
    """A line of a page as it is read; `joined` says that it goes on with the paragraph above."""

    text: str
    left: float
    right: float
    base: float
    size: float
    joined: bool = False


def read_layout(glyphs: Sequence[Glyph], page_width: float) -> list[PageLine]:
    """Return the lines of a page in reading order. Lengths are in points."""
    lines = find_lines(glyphs)
    if not lines:
        return []
    text = "".join(glyph.text for glyph in glyphs)
    arabic, latin = letters(text)
    rtl = arabic >= latin
    parts = [part for line in lines for part in _parts(line)]
    width = max(part.right for part in parts) - min(part.left for part in parts)
    found: list[PageLine] = []
    columns = _columns(parts, width, rtl)
    for column in columns:
        found += _column(column, rtl, page_width if len(columns) == 1 else 0.0)
    return found


def _parts(line: GlyphLine) -> list[GlyphLine]:
    """Return a line cut where white as wide as a gutter stands."""
    parts = [GlyphLine([], line.base, line.size)]
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            parts[-1].glyphs.append(glyph)
            continue
        if last and glyph.left - last.right > _GUTTER * line.size:
            parts.append(GlyphLine([], line.base, line.size))
        parts[-1].glyphs.append(glyph)
        last = glyph
    for part in parts:
        while part.glyphs and part.glyphs[-1].text.isspace():
            del part.glyphs[-1]
        while part.glyphs and part.glyphs[0].text.isspace():
            del part.glyphs[0]
    return [part for part in parts if part.glyphs]


def _columns(
    parts: list[GlyphLine], width: float, rtl: bool, depth: int = 0
) -> list[list[GlyphLine]]:
    """Group parts into columns in reading order (a recursive XY-cut: Nagy and Seth, 1984)."""
    cut = _gutter(parts, width)
    if cut is not None and depth < 6:
        one = [part for part in parts if part.right <= cut]
        other = [part for part in parts if part.left >= cut]
        sides = (other, one) if rtl else (one, other)
        return [column for side in sides for column in _columns(side, width, rtl, depth + 1)]
    heights = sorted({round(part.base, 1) for part in parts}, reverse=True)
    # A title over two columns, or a line under them, hides the gutter.
    for edge in [*heights[1:9], *heights[:-9:-1]] if depth < 3 else ():
        above = [part for part in parts if part.base > edge + 0.1]
        below = [part for part in parts if part.base <= edge + 0.1]
        cut = any(_gutter(part, width) is not None for part in (above, below))
        if above and below and cut:
            return _columns(above, width, rtl, depth + 1) + _columns(below, width, rtl, depth + 1)
    return [parts]


def _gutter(parts: Sequence[GlyphLine], width: float) -> float | None:
    """Return where a strip of white parts two columns of running text from top to bottom."""
    if len(parts) < 2 * _COLUMN:
        return None
    spans = sorted((part.left, part.right) for part in parts)
    size = statistics.median(part.size for part in parts)
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left - reach > 0.7 * size:
            cut = (reach + left) / 2
            sides = [p for p in parts if p.right <= cut], [p for p in parts if p.left >= cut]
            if all(_is_column(side, width) for side in sides):
                return cut
        reach = max(reach, right)
    return None


def _is_column(side: Sequence[GlyphLine], width: float) -> bool:
    if len(side) < _COLUMN:
        return False
    return statistics.median(part.right - part.left for part in side) > _WIDE * width


def _column(parts: Sequence[GlyphLine], rtl: bool, page_width: float) -> list[PageLine]:
    """Return the lines of one column: parts at one height are a line, or the cells of a row.

    `page_width` is 0 where the page has other columns.
    """
    rows: list[list[GlyphLine]] = []
    for part in sorted(parts, key=lambda p: (-p.base, p.left)):
        if rows and abs(rows[-1][0].base - part.base) < 0.3 * part.size:
            rows[-1].append(part)
        else:
            rows.append([part])
    tables = {i for i in range(len(rows)) if _is_row(rows, i, rtl)}
    read: list[tuple[bool, str, str, GlyphLine]] = []
    for i, row in enumerate(rows):
        if i in tables:
            cells = row[::-1] if rtl else row
            read += [(True, *_text(cell, rtl), cell) for cell in cells]
        else:
            whole = GlyphLine([g for part in row for g in part.glyphs], row[0].base, row[0].size)
            read.append((False, *_text(whole, rtl), whole))
    turned = brackets_are_turned([plain for _, plain, _, _ in read])
    lines = [
        (cell, PageLine(other if turned else plain, g.left, g.right, g.base, g.size))
        for cell, plain, other, g in read
    ]
    _join(lines, rtl, page_width)
    return [line for _, line in lines]


def _is_row(rows: Sequence[Sequence[GlyphLine]], at: int, rtl: bool) -> bool:
    """Tell whether a row and one beside it have cells.

    A number that hangs beside its text is none.
    """
    return _has_cells(rows[at], rtl) and any(
        0 <= i < len(rows) and _has_cells(rows[i], rtl) for i in (at - 1, at + 1)
    )


def _has_cells(row: Sequence[GlyphLine], rtl: bool) -> bool:
    if len(row) < 2:
        return False
    cells = row[::-1] if rtl else row
    gaps = [b.left - a.right for a, b in pairwise(row)]
    first = _text(cells[0], rtl)[0]
    if len(row) == 2 and (find_marker(f"{first} x") or find_marker(f"{first.strip('.')}. x")):
        return False
    return max(gaps) > _CELL * row[0].size


def _text(line: GlyphLine, rtl: bool) -> tuple[str, str]:
    arabic, latin = letters("".join(glyph.text for glyph in line.glyphs))
    if arabic or latin:
        rtl = 2 * arabic >= latin
    units: list[str] = []
    spaces = sum(glyph.text.isspace() for glyph in line.glyphs)
    spaced = spaces * _LONGEST_WORDS >= len(line.glyphs)
    last: Glyph | None = None
    for glyph in line.glyphs:
        if last and needs_space(last, glyph, spaced=spaced):
            units.append(" ")
        units += _units(glyph, line)
        last = glyph
    plain, turned = logical_order(units, rtl=rtl)
    return " ".join(plain.split()), " ".join(turned.split())


def _units(glyph: Glyph, line: GlyphLine) -> list[str]:
    raised = glyph.base - line.base > _RAISED * line.size and glyph.size < 0.85 * line.size
    if raised and glyph.text.isdecimal():
        return [f"<sup>{glyph.text}</sup>"]
    return [glyph.text]


def _join(lines: Sequence[tuple[bool, PageLine]], rtl: bool, page_width: float) -> None:
    """Mark the lines that go on with the paragraph above: the one above is full to the margin."""
    running = [line for cell, line in lines if not cell]
    if len(running) < 2:
        return
    left, right = min(x.left for x in running), max(x.right for x in running)
    # Margins are as wide on either side, also where no line reaches them: a line that ends a
    # sentence must be full to them; to others the longest line is measure enough.
    edges = left, right
    if page_width:
        edges = min(left, page_width - right), max(right, page_width - left)
    steps = [a.base - b.base for a, b in pairwise(running) if a.base > b.base]
    step = statistics.median(steps) if steps else 0.0
    tight = min((s for s in steps if s > 0.6 * running[0].size), default=step)
    for (cell_above, above), (cell, line) in pairwise(lines):
        if cell or cell_above or _begins(line.text):
            continue
        away = above.base - line.base
        usual = min(step, _LEADING * tight)
        if not 0 < away <= max(_LEADING * tight, 1.02 * usual) or abs(above.size - line.size) > 0.6:
            continue
        arabic, latin = letters(above.text)
        to_left = 2 * arabic >= latin if arabic or latin else rtl
        first_edge, last_edge = edges if _TERMINAL.search(above.text) else (left, right)
        room = above.left - first_edge if to_left else last_edge - above.right
        first = line.text.split(maxsplit=1)[0] if line.text else ""
        letter = (above.right - above.left) / max(1, len(above.text))
        line.joined = room < letter * (len(first) + 1.5)


def _begins(text: str) -> bool:
    turned = text.lstrip(".")
    return bool(find_marker(text) or find_marker(turned) or find_label(text)) or text[:1] in "•●▪"

"""A PDF page's lines to paragraphs, in reading order: columns, tables, hanging numbers, wraps."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parallel_corpus.language.script import letters
from parallel_corpus.read.formats.columns import part_columns
from parallel_corpus.read.formats.glyphs import Glyph, GlyphLine, find_lines, needs_space
from parallel_corpus.read.formats.reading_order import (
    bracketed,
    brackets_are_turned,
    logical_order,
)
from parallel_corpus.read.labels import find_label
from parallel_corpus.read.lines import find_marker

_GUTTER = 0.5  # em: white between columns, or wide between words
_CELL = 2.2  # em: white between the cells of a row
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


def read_layout(
    glyphs: Sequence[Glyph], page_width: float, gutters: list[float] | None = None
) -> list[PageLine]:
    """Return the lines of a page in reading order. Lengths are in points.

    `gutters` are the middles of the gutters of the pages before, where a column of few lines may
    stand beside a long one; those of this page are added.
    """
    lines = find_lines(glyphs)
    if not lines:
        return []
    text = "".join(glyph.text for glyph in glyphs)
    arabic, latin = letters(text)
    rtl = arabic >= latin
    parts = [part for line in lines for part in _parts(line)]
    width = max(part.right for part in parts) - min(part.left for part in parts)
    found: list[PageLine] = []
    columns = part_columns(parts, width, rtl=rtl, known=[] if gutters is None else gutters)
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
        if part.glyphs:
            # Columns stand side by side at heights of their own.
            part.base = statistics.median(glyph.base for glyph in part.glyphs)
    return [part for part in parts if part.glyphs]


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
        (
            cell,
            PageLine(bracketed(plain, other, turned_page=turned), g.left, g.right, g.base, g.size),
        )
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

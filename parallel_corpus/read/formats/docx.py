"""Word documents: list numbers made visible, notes, tables, tracked changes as either version.

python-docx knows neither list numbers nor notes nor tracked changes, so the parts are read here.
Headers, footers, hidden text and comments are kept, but aside: they are no part of the flow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.delimited import rows_of_table
from parallel_corpus.read.formats.numbering import Numbering, W, child_value, level_of, value
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, PlacedLine
from parallel_corpus.read.formats.safely import MAX_UNPACKED, Archive, opened
from parallel_corpus.read.formats.word_chunks import RELATED, read_chunks
from parallel_corpus.read.formats.word_notes import Notes
from parallel_corpus.read.formats.word_parts import (
    is_hidden,
    margins,
    note_bodies,
    part,
    raised,
    symbol,
)
from parallel_corpus.read.formats.word_styles import Style, read_styles
from parallel_corpus.settings import Tracked

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {
    "accepted": {f"{W}del", f"{W}moveFrom"},
    "original": {f"{W}ins", f"{W}moveTo"},
}
# Text that is not the document's, or that stands elsewhere.
_SKIPPED = {
    f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delInstrText", f"{W}rt", f"{_MC}Fallback",
    f"{W}txbxContent", f"{W}sdtPr",
}  # fmt: skip
_SIGNS = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_TEXTS = {f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_MOST_EMBEDDED = 20 * 2**20  # letters: one part may be put in place many times
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


@dataclass
class _Word:
    """A Word document while it is read."""

    version: Tracked
    numbering: Numbering
    styles: dict[str, Style]
    notes: Notes
    rendition: Rendition = field(default_factory=Rendition)
    paragraphs: int = 0
    tables: list[list[list[str]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    chunks: dict[str, str] = field(default_factory=dict)
    embedded: int = 0
    held: str = ""
    elements: dict[str, etree._Element] = field(default_factory=dict)

    def blocks(self, parent: etree._Element) -> None:
        """Render paragraphs and tables in `parent`, whatever they are wrapped in."""
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag == f"{W}altChunk":
                self.chunk(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED | _GONE[self.version]:
                self.blocks(child)

    def paragraph(self, element: etree._Element) -> None:
        self.paragraphs += 1
        text = self.held + self.text(element)
        self.held = ""
        if self._joins_next(element):
            self.held = text
            return
        place = f"paragraph {self.paragraphs}"
        self.elements[place] = element
        style = self._style(element)
        if text.strip():
            marker = self._marker(element, style)
            if style.heading:
                marker = f"{'#' * style.heading} {marker}"
            self.rendition.add(marker + text, place, kind="heading" if style.heading else "text")
        for text in filter(str.strip, self.hidden):
            self.rendition.add(text, place, kind="hidden")
        self.hidden.clear()
        for box in element.iter(f"{W}txbxContent"):
            # A box in a box is read with that one.
            around = takewhile(lambda above: above is not element, box.iterancestors())
            if not any(above.tag in (f"{_MC}Fallback", box.tag) for above in around):
                self.blocks(box)

    def chunk(self, element: etree._Element) -> None:
        """Read a part of another format that Word puts in place when it opens the document."""
        name = element.get(f"{RELATED}id") or ""
        text = self.chunks.get(name)
        self.embedded += len(text or "")
        if self.embedded > _MOST_EMBEDDED:
            raise ReadError(
                f"its embedded parts hold more than {_MOST_EMBEDDED // 2**20} MB",
                where=self.notes.where,
                hint="Open it and save it again",
            )
        if text is None:
            self.rendition.add(f"[altChunk {name}]", "a part that cannot be read", kind="data")
        for i, line in enumerate((text or "").split("\n"), start=1):
            self.rendition.add(line, f"embedded part {name}, line {i}")

    def table(self, element: etree._Element) -> None:
        cells = [
            list(row.iterfind(f"{W}tc"))
            for row in element.iterfind(f"{W}tr")
            if not self._is_gone(row.find(f"{W}trPr"))
        ]
        rows = [[self._cell(cell) for cell in row] for row in cells]
        self.tables.append(rows)
        for i, row in enumerate(cells, start=1):
            for j, cell in enumerate(row, start=1):
                self.elements[f"table {len(self.tables)}, row {i}, column {j}"] = cell
        self.rendition.table(rows, f"table {len(self.tables)}")

    def _cell(self, cell: etree._Element) -> str:
        inner = _Word(self.version, self.numbering, self.styles, self.notes)
        inner.blocks(cell)
        return "\n".join(line.text for line in inner.rendition.lines if line.kind != "blank")

    def text(self, element: etree._Element) -> str:
        """Return the text of a paragraph in this version, notes as marks; Markdown's [^1]."""
        parts = []
        for child in element:
            if child.tag in _SKIPPED or child.tag in _GONE[self.version]:
                continue
            if child.tag == f"{W}r" and is_hidden(child):
                self.hidden.append(self._hidden_text(child))
            elif child.tag in _TEXTS:
                parts.append(raised(child.text or "", element))
            elif child.tag == f"{W}sym":
                parts.append(symbol(value(child, "char")))
            elif child.tag in _SIGNS:
                parts.append(_SIGNS[str(child.tag)])
            elif child.tag in _NOTES:
                parts.append(self.notes.mark(_NOTES[str(child.tag)], value(child, "id"), self.text))
            elif isinstance(child.tag, str):
                parts.append(self.text(child))
        return "".join(parts)

    def _hidden_text(self, run: etree._Element) -> str:
        return "".join(child.text or "" for child in run if child.tag in _TEXTS)

    def _marker(self, element: etree._Element, style: Style) -> str:
        numbers = element.find(f"{W}pPr/{W}numPr")
        number, level = style.list_number, style.level
        if numbers is not None:
            number = child_value(numbers, "numId") or number
            level = level_of(child_value(numbers, "ilvl"), level)
        # Number 0 takes a style's list away.
        marker = self.numbering.marker(number, level) if number not in ("", "0") else ""
        return f"{marker} " if marker else ""

    def _style(self, element: etree._Element) -> Style:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return self.styles.get("", Style())
        return self.styles.get(child_value(properties, "pStyle"), Style())

    def _joins_next(self, element: etree._Element) -> bool:
        """Tell whether the paragraph's end itself is gone in this version."""
        return self._is_gone(element.find(f"{W}pPr/{W}rPr"))

    def _is_gone(self, properties: etree._Element | None) -> bool:
        return properties is not None and any(p.tag in _GONE[self.version] for p in properties)

    def finish(self) -> None:
        if self.held:
            self.rendition.add(self.held, f"paragraph {self.paragraphs}")
        for text, place in self.notes.lines:
            self.rendition.add(text, place, kind="note")


def read_docx(path: Path, tracked: Tracked = "accepted") -> list[PlacedLine]:
    """Return the rendition of a Word document. Raises ReadError."""
    return _read(path, tracked).rendition.lines


def paragraph_numbers(path: Path, tracked: Tracked = "accepted") -> dict[str, list[int]]:
    """Return the places of a document's lines ("paragraph 3"), each with the numbers of its <w:p>.

    These count from 0 all <w:p> of word/document.xml, in the order of the file. Raises ReadError.
    """
    elements = _read(path, tracked).elements
    root = next(iter(elements.values())).getroottree().getroot() if elements else None
    numbers = {p: i for i, p in enumerate(root.iter(f"{W}p"))} if root is not None else {}
    return {
        place: [numbers[p] for p in element.iter(f"{W}p")] for place, element in elements.items()
    }


def read_docx_bitext(
    path: Path,
    source: str = "en",
    target: str = "ar",
    *,
    left: LeftOut | None = None,
    tracked: Tracked = "accepted",
) -> Iterator[BitextRow]:
    """Yield the rows of the tables whose columns are two languages. Raises ReadError.

    The header says which column is which (id, en, ar), or the script of the cells.
    """
    found = False
    for number, table in enumerate(_read(path, tracked).tables, start=1):
        rows = rows_of_table(
            enumerate(table, start=1),
            path,
            source,
            target,
            guarded=False,
            ragged=True,
            left=left,
            sheet=f"table {number}",
        )
        try:
            first = next(rows, None)
        except ReadError:
            continue
        if first is not None:
            found = True
            yield first
            yield from rows
    if not found:
        raise ReadError(
            f"holds no table with a column in {source} and one in {target}",
            where=path,
            hint="To align two documents, give both: parallel-corpus align a.docx b.docx",
        )


def _read(path: Path, tracked: Tracked) -> _Word:
    with opened(path, limit=MAX_UNPACKED) as file:
        archive = Archive(file, str(path))
        archive.refuse_doctypes()
        body = archive.xml("word/document.xml").find(f"{W}body")
        if body is None:
            raise ReadError("has no body", where=path, hint="Is it a Word document?")
        word = _Word(
            tracked,
            Numbering.of(part(archive, "numbering")),
            read_styles(part(archive, "styles")),
            Notes(
                str(path),
                {**note_bodies(archive, "footnotes"), **note_bodies(archive, "endnotes")},
            ),
        )
        around = [(kind, archive.xml(name)) for kind, name in margins(archive)]
        word.chunks = read_chunks(archive)
    word.blocks(body)
    word.finish()
    for kind, root in around:
        for paragraph in root.iter(f"{W}p"):
            word.rendition.add(
                word.text(paragraph), kind, kind="data" if kind == "comment" else "margin"
            )
    return word


def has_tracked_changes(path: Path) -> bool:
    """Tell whether a Word document holds insertions or deletions that nobody has accepted yet."""
    tracked = _GONE["accepted"] | _GONE["original"]
    with opened(path, limit=MAX_UNPACKED) as file:
        archive = Archive(file, str(path))
        archive.refuse_doctypes()
        return any(True for _ in archive.xml("word/document.xml").iter(*tracked))


READERS = (
    Reader("document", (".docx",), read_docx, frozenset({"tracked"})),
    Reader("bitext", (".docx",), read_docx_bitext, frozenset({"left", "tracked"})),
)

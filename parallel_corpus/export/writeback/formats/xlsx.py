"""Excel workbooks: comments (Excel's notes) on the target's cell.

A comment that a cell has already gets the sentences added; what is said there already is not said
twice. All other parts of the workbook stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from parallel_corpus.errors import ReadError
from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, qualified
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.package import Package
from parallel_corpus.read.formats.safely import DAMAGED, Archive
from parallel_corpus.read.formats.xliff import OURS

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What stands after <legacyDrawing> in a sheet (ECMA-376, CT_Worksheet).
_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;width:240pt;height:80pt;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Cells = Mapping[tuple[int, int], Sequence[str]]
"""Row and column, counted from 1, to the sentences at that cell."""


def write_xlsx_comments(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write a workbook with `notes` as comments. Raises ReadError."""
    archive = Archive(original, str(path))
    archive.refuse_doctypes()
    package = Package(archive)
    sheets = _sheets(package)
    for title, cells in _by_sheet(notes).items():
        if title not in sheets:
            raise ReadError(f"has no sheet {title!r}", where=path, hint=DAMAGED)
        _comment_sheet(package, sheets[title], cells)
    package.save(original, out)


def _by_sheet(notes: NotedUnits) -> dict[str, Cells]:
    found: dict[str, dict[tuple[int, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, here in notes.by_unit.items():
        for note in here:
            title, _, column = note.part.rpartition("!")
            found[title][row, int(column)].append(note.sentence)
    return {title: dict(sorted(cells.items())) for title, cells in sorted(found.items())}


def _sheets(package: Package) -> dict[str, str]:
    """Return the part of each sheet by its title."""
    relations = package.relations("xl/workbook.xml")
    found: dict[str, str] = {}
    package.visit("xl/workbook.xml", _Sheets, found)
    return {title: relations[key][1] for title, key in found.items() if key in relations}


def _comment_sheet(package: Package, sheet: str, cells: Cells) -> None:
    relations = package.relations(sheet).values()
    comments = next((name for kind, name in relations if kind == "comments"), "")
    shapes = next((name for kind, name in relations if kind == "vmlDrawing"), "")
    if not comments:
        comments = package.free_name("xl/comments{}.xml")
        whole = (
            f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        )
        package.changed[comments] = f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}'.encode()
        package.declare(comments, _COMMENTS)
        package.relate(sheet, "comments", comments)
    there: dict[tuple[int, int], str] = {}
    authors: list[str] = []
    package.visit(comments, _CommentsThere, there, authors)
    package.visit(comments, _Comments, cells, there, authors)
    new = [cell for cell in cells if cell not in there]
    if not shapes:
        shapes = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.changed[shapes] = _SHAPES.encode()
        package.declare_ending("vml", _VML)
        package.visit(sheet, _Legacy, package.relate(sheet, "vmlDrawing", shapes))
    package.visit(shapes, _Shapes, new)


class _Sheets(Visitor):
    def __init__(self, markup: Markup, found: dict[str, str]) -> None:
        super().__init__(markup)
        self.found = found

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.local == "sheet" and above and above[-1].local == "sheets":
            keys = (k for k in tag.attributes if k.endswith("}id"))
            self.found[tag.attributes.get("name", "")] = tag.attributes[next(keys, "name")]


class _CommentsThere(Visitor):
    """Hears what is said in the comments that there are."""

    def __init__(
        self, markup: Markup, there: dict[tuple[int, int], str], authors: list[str]
    ) -> None:
        super().__init__(markup)
        self.there, self.authors = there, authors
        self.cell = 0, 0

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.local == "comment":
            self.cell = _cell(tag.attributes.get("ref", ""))
            self.there[self.cell] = ""
        elif tag.local == "author" or (
            tag.local == "t" and any(t.local == "comment" for t in above)
        ):
            self.markup.hear(tag)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if tag.local == "author":
            self.authors.append("".join(tag.text))
        elif tag.local == "t" and self.cell in self.there:
            self.there[self.cell] += "".join(tag.text)


class _Comments(Visitor):
    """Adds sentences to comments that there are, and new comments at the end of the list."""

    def __init__(
        self,
        markup: Markup,
        cells: Cells,
        there: Mapping[tuple[int, int], str],
        authors: Sequence[str],
    ) -> None:
        super().__init__(markup)
        self.cells, self.there, self.authors = cells, there, authors
        self.new = [cell for cell in cells if cell not in there]

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if tag.local == "authors" and self.new and OURS not in self.authors:
            name = qualified(tag.prefix, "author")
            self.markup.append(tag, at, f"<{name}>{OURS}</{name}>")
        elif tag.local == "text" and above[-1].local == "comment":
            cell = _cell(above[-1].attributes.get("ref", ""))
            said = self.there.get(cell, "")
            new = [line for line in self.cells.get(cell, ()) if line not in said]
            if new:
                self.markup.append(tag, at, _run(tag.prefix, "\n" + "\n".join(new)))
        elif tag.local == "commentList" and self.new:
            self.markup.append(tag, at, "".join(self._comment(tag, cell) for cell in self.new))

    def _comment(self, tag: Tag, cell: tuple[int, int]) -> str:
        name, text = qualified(tag.prefix, "comment"), qualified(tag.prefix, "text")
        run = _run(tag.prefix, "\n".join(self.cells[cell]))
        authors = [*self.authors, OURS]
        told = f'ref="{_reference(cell)}" authorId="{authors.index(OURS)}"'
        return f"<{name} {told}><{text}>{run}</{text}></{name}>"


class _Legacy(Visitor):
    """Names the drawing that holds the comments' shapes, in its place in the sheet."""

    def __init__(self, markup: Markup, key: str) -> None:
        super().__init__(markup)
        self.key = key
        self.placed = False

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if len(above) == 1 and tag.local in _AFTER and not self.placed:
            self._place(above[0], tag.start)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if not above and not self.placed:
            self._place(tag, at)

    def _place(self, root: Tag, at: int) -> None:
        self.placed = True
        name = qualified(root.prefix, "legacyDrawing")
        strict = "purl.oclc.org" in root.name
        space = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else _RELATED
        self.markup.insert(at, f'<{name} xmlns:r="{space}" r:id="{self.key}"/>')


class _Shapes(Visitor):
    """Adds a shape for each new comment; Excel shows none without."""

    def __init__(self, markup: Markup, cells: Sequence[tuple[int, int]]) -> None:
        super().__init__(markup)
        self.cells = cells
        self.shapes = 0

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        self.shapes += tag.local == "shape"
        if not above and self.cells:
            first = 5_000 + self.shapes
            text = "".join(
                _SHAPE.format(id=first + i, row=row - 1, column=column - 1)
                for i, (row, column) in enumerate(self.cells)
            )
            self.markup.append(tag, at, text)


def _run(prefix: str, text: str) -> str:
    run, inner = qualified(prefix, "r"), qualified(prefix, "t")
    return f'<{run}><{inner} xml:space="preserve">{escape(text)}</{inner}></{run}>'


def _cell(reference: str) -> tuple[int, int]:
    """Return row and column of a cell by its name; (0, 0) for what is none.

    >>> _cell("C4"), _cell("AA10"), _cell("")
    ((4, 3), (10, 27), (0, 0))
    """
    letters = "".join(c for c in reference if c.isalpha()).upper()
    digits = reference[len(letters) :]
    if not letters.isascii() or not letters or not (digits.isascii() and digits.isdecimal()):
        return 0, 0
    column = 0
    for letter in letters[:3]:
        column = column * 26 + ord(letter) - 64
    return int(digits[:7]), column


def _reference(cell: tuple[int, int]) -> str:
    """Name a cell.

    >>> _reference((4, 3)), _reference((10, 27))
    ('C4', 'AA10')
    """
    row, column = cell
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


WRITE_BACK = WriteBack("XLSX", write_xlsx_comments, (".xlsx",), 6, "comments on the target's cell")

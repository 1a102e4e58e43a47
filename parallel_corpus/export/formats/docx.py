"""A Word document for review: a table with a row a unit, English beside right-to-left Arabic.

Findings are real comments anchored to their spans, which are shaded. Where the unit came
from an earlier version, the difference stands as tracked changes: accepting all gives this
version, rejecting all the earlier one.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.errors import CorpusError
from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.options import TOOL, Exported, Options
from parallel_corpus.export.packed import repack
from parallel_corpus.export.spans import placed_spans, revisions
from parallel_corpus.export.tally import Tally
from parallel_corpus.language.bidi import isolated_line
from parallel_corpus.model import SEVERITIES
from parallel_corpus.read.formats.cells import visible
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

MOST_ROWS = 5_000
"""A longer table is more than Word lays out in reasonable time."""

_LEGEND = (
    "One row a paragraph. A comment says what was found; the words concerned are shaded. "
    "Tracked changes show the difference from the earlier version."
)
_WIDTHS_CM = (2.4, 11.5, 11.5)
# Softer than Word's highlighter, under whose red no text can be read.
_SHADES = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}


def write_docx(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.docx`.

    `row.props` may hold the earlier version (old_source, old_target), the paragraphs' numbers
    (source_number, target_number) and whether they are headings (heading).

    Raises CorpusError for more rows than Word can lay out.
    """
    path = stem.with_name(f"{stem.name}.docx")
    tally = Tally(options)
    sheet = _Sheet(_landscape(stem.name), options)
    for row in tally.all(rows):
        if tally.units > MOST_ROWS:
            raise CorpusError(
                f"Word cannot lay out a table of more than {MOST_ROWS} rows",
                where=path,
                hint="Export to xlsx, or one document at a time",
            )
        sheet.add(row)
    with tempfile.TemporaryFile() as draft, replacing(path) as file:
        sheet.document.save(draft)
        draft.seek(0)
        repack(draft, file)
    return [tally.exported(path, "docx")]


def _landscape(title: str) -> Document:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.author = TOOL
    document.core_properties.title = visible(title)
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(visible(title), level=1)
    document.add_paragraph(_LEGEND)
    return document


@dataclass
class _Runs:
    """One side of a unit while its runs are made."""

    name: str
    language: str
    tag: str
    text: str
    old: str | None
    ids: tuple[str, ...]
    number: str = ""
    heading: bool = False
    marks: dict[tuple[int, int], str] = field(default_factory=dict)

    def cuts(self) -> list[int]:
        return sorted({at for span in self.marks for at in span})

    def mark(self, start: int, end: int) -> str:
        """Return the shade of the text from `start` to `end`, "" for none."""
        found = [s for (a, b), s in self.marks.items() if a <= start and end <= b and a < b]
        return _SHADES.get(min(found, key=SEVERITIES.index), "") if found else ""


class _Sheet:
    """The document with its table, to which units are added."""

    def __init__(self, document: Document, options: Options) -> None:
        from docx.shared import Cm

        self.document = document
        self.options = options
        self.revision = 0
        self.table = document.add_table(rows=1, cols=3)
        self.table.style = "Table Grid"
        self.table.autofit = False
        for column, width in zip(self.table.columns, _WIDTHS_CM, strict=True):
            column.width = Cm(width)
        cells = self._fit(self.table.rows[0])
        for cell, name in zip(cells, ("id", *options.languages), strict=True):
            cell.paragraphs[0].add_run(name).bold = True
        _flag(self.table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001

    def add(self, row: BitextRow) -> None:
        """Add a row to the table, with its findings as comments."""
        from docx.shared import Pt, RGBColor

        line = self.table.add_row()
        _flag(line._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        first, *cells = self._fit(line)
        label = first.paragraphs[0].add_run(visible(row.id))
        label.font.size = Pt(6.5)
        label.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
        runs = {}
        for cell, side in zip(cells, self._sides(row), strict=True):
            for finding in row.findings:
                for span in placed_spans(finding, side.name, side.ids, side.text):
                    grave = str(finding["severity"])
                    known = side.marks.get(span, grave)
                    side.marks[span] = min(grave, known, key=SEVERITIES.index)
            runs[side.name] = list(self._write(cell.paragraphs[0], side)), side
        for finding in row.findings:
            self._comment(finding, runs)

    def _sides(self, row: BitextRow) -> tuple[_Runs, _Runs]:
        # One for one, so that spans stay where they are.
        texts = visible(row.source), visible(row.target)
        (one, other), tags = self.options.languages, self.options.language_tags
        # Of a paragraph that was compared, a side without an earlier text is new.
        none = "" if row.props.get("change") else None
        old = row.props.get("old_source", none), row.props.get("old_target", none)
        numbers = [row.props.get(f"{name}_number", "") for name in ("source", "target")]
        heading = bool(row.props.get("heading"))
        return (
            _Runs("source", one, tags[0], texts[0], old[0], row.source_ids, numbers[0], heading),
            _Runs("target", other, tags[1], texts[1], old[1], row.target_ids, numbers[1], heading),
        )

    def _write(self, paragraph: Paragraph, side: _Runs) -> Iterator[tuple[int, int, Run]]:
        """Fill the cell; yields each run of the text with its offsets."""
        if side.language == "ar":
            _flag(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001
        if not side.text:
            return
        if side.number:
            number = _run(paragraph, f"{visible(side.number)} ", side)
            if side.old == "":
                self._revise(number, "w:ins")
        pieces = [("inserted" if side.old == "" else "same", side.text)]
        if side.old:
            pieces = list(revisions(visible(side.old), side.text))
        at = 0
        for kind, piece in pieces:
            if kind == "deleted":
                self._revise(_run(paragraph, piece, side), "w:del")
                continue
            for start, end in _intervals(at, at + len(piece), side.cuts()):
                run = _run(paragraph, side.text[start:end], side, side.mark(start, end))
                if kind == "inserted":
                    self._revise(run, "w:ins")
                yield start, end, run
            at += len(piece)

    def _revise(self, run: Run, tag: str) -> None:
        """Wrap a run in a tracked change."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.revision += 1
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(self.revision))
        change.set(qn("w:author"), TOOL)
        element = run._r  # noqa: SLF001
        element.addprevious(change)
        change.append(element)
        if tag == "w:del":
            for text in element.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def _comment(
        self, finding: Any, runs: dict[str, tuple[list[tuple[int, int, Run]], _Runs]]
    ) -> None:
        """Comment the finding once, and shade the words it is about on both sides.

        The comment is at its first span in the target, else in the source, else at the whole of one
        text.
        """
        for made, side in reversed(runs.values()):
            spans = placed_spans(finding, side.name, side.ids, side.text)
            if spans and made:
                start, end = spans[0]
                self._anchor(finding, [run for a, b, run in made if start <= a and b <= end])
                return
        whole = next((made for made, _ in reversed(runs.values()) if made), None)
        if whole:
            self._anchor(finding, [run for _, _, run in whole])

    def _anchor(self, finding: Any, runs: list[Run]) -> None:
        from docx.oxml.ns import qn

        text = isolated_line(visible(finding_sentence(finding)))
        comment = self.document.add_comment(
            [runs[0], runs[-1]],
            text=text,
            author=TOOL,
            initials=str(finding["severity"])[0].upper(),
        )
        # The hour would make two exports differ.
        del comment._comment_elm.attrib[qn("w:date")]  # noqa: SLF001

    def _fit(self, row: Any) -> list[Any]:
        from docx.shared import Cm

        cells = list(row.cells)
        for cell, width in zip(cells, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
        return cells


def _intervals(start: int, end: int, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Cut the stretch from `start` to `end` at `cuts`."""
    inner = [cut for cut in cuts if start < cut < end]
    edges = [start, *inner, end]
    yield from itertools.pairwise(edges)


def _run(paragraph: Paragraph, text: str, side: _Runs, shade: str = "") -> Run:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    if side.heading:
        # Right-to-left runs take the weight of complex scripts.
        for tag in ("w:b", "w:bCs"):
            _flag(properties, tag)
    if shade:
        mark = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            mark.set(qn(f"w:{name}"), value)
        properties.append(mark)
    if side.language == "ar":
        _flag(properties, "w:rtl")
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if side.language == "ar" else "w:val"), side.tag)
    properties.append(language)
    return run


def _flag(parent: BaseOxmlElement, tag: str) -> None:
    from docx.oxml import OxmlElement

    parent.append(OxmlElement(tag))


FORMAT = Format(
    "docx",
    write_docx,
    ".docx",
    10,
    ("all but id and texts", "controls"),
    "a Word table to review, with comments",
)

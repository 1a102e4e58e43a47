"""One registry: a file's ending to its reader. Readers are imported when they are used.

Libraries: lxml reads every XML behind `safely` (translate-toolkit reads whole files, and loses
props and inline text); python-docx sees neither list numbers, notes nor tracked changes, so that
Word's parts are read with lxml too; openpyxl reads sheets as streams; PDFium (pypdfium2, BSD) is
the PDF reader that may be shipped, while MuPDF's licence (AGPL) may not, and pdfminer and pypdf
know nothing of right-to-left lines; Poppler and Tesseract are asked as programs, if installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.rows import BitextRow, GlossaryEntry, PlacedLine
from parallel_corpus.settings import Tracked

DOCUMENTS: Mapping[str, str] = {
    ".docx": "docx:read_docx",
    ".htm": "html:read_html",
    ".html": "html:read_html",
    ".xhtml": "html:read_html",
    ".pdf": "pdf:read_pdf",
    ".png": "ocr:read_image",
    ".jpg": "ocr:read_image",
    ".jpeg": "ocr:read_image",
    ".tif": "ocr:read_image",
    ".tiff": "ocr:read_image",
}
"""Documents that are not plain text; what stands here, `read_lines` reads."""

BITEXTS: Mapping[str, str] = {
    ".tmx": "tmx:read_tmx",
    ".xlf": "xliff:read_xliff",
    ".xliff": "xliff:read_xliff",
    ".sdlxliff": "xliff:read_xliff",
    ".mqxliff": "xliff:read_xliff",
    ".csv": "delimited:read_delimited",
    ".tsv": "delimited:read_delimited",
    ".tab": "delimited:read_delimited",
    ".xlsx": "xlsx:read_xlsx",
    ".jsonl": "records:read_jsonl",
    ".docx": "docx:read_docx_bitext",
    ".en": "moses:read_moses",
    ".ar": "moses:read_moses",
}

GLOSSARIES: Mapping[str, str] = {
    ".tbx": "glossary:read_tbx",
    ".csv": "glossary:read_table",
    ".tsv": "glossary:read_table",
}

_TABLES = (".csv", ".tsv", ".tab", ".xlsx")


def is_bitext(path: str | Path) -> bool:
    """Whether a file of this name can hold a bitext. A .docx may be either.

    >>> is_bitext("a.tmx"), is_bitext("a.txt")
    (True, False)
    """
    return Path(path).suffix.lower() in BITEXTS


def read_lines(path: str | Path, *, tracked: Tracked = "accepted") -> list[PlacedLine]:
    """The plain rendition of a document, line by line, with the place each line comes from.

    It follows Markdown: headings begin with #, footnotes stand as [^1], list numbers are as
    the program showed them, a blank line parts paragraphs. For formats in `DOCUMENTS`; plain
    text and Markdown need no rendition. `tracked` is for Word documents: tracked changes as
    made, or as if they had not been. Raises ReadError.
    """
    path = Path(path)
    reader = _reader(DOCUMENTS, path, "document")
    more = {"tracked": tracked} if path.suffix.lower() == ".docx" else {}
    lines: list[PlacedLine] = reader(path, **more)
    if not any(line.text.strip() for line in lines):
        raise ReadError("holds no text", where=path, hint="If it is a scan, it needs OCR")
    return lines


def read_bitext(
    path: str | Path,
    *,
    columns: Columns | None = None,
    source: str = "en",
    target: str = "ar",
) -> Iterator[BitextRow]:
    """The units of a bitext in order, as a stream; the format goes by the file's ending.

    `columns` says which columns of a table hold source, target and id, by name or 1-based
    position; without it the header says, or the script. Raises ReadError, also half-way: a
    stream's end is known only when it is reached.
    """
    path = Path(path)
    reader = _reader(BITEXTS, path, "bitext")
    more: dict[str, Any] = {}
    if columns is not None:
        if path.suffix.lower() not in _TABLES:
            raise ReadError("has no columns to choose from", where=path)
        more["columns"] = columns
    empty = True
    for row in reader(path, source, target, **more):
        empty = False
        yield row
    if empty:
        raise ReadError("holds no units", where=path)


def read_glossary(
    path: str | Path, *, columns: Columns | None = None, source: str = "en", target: str = "ar"
) -> list[GlossaryEntry]:
    """The concepts of a glossary with their terms in both languages. Raises ReadError."""
    path = Path(path)
    more = {"columns": columns} if columns is not None and path.suffix.lower() != ".tbx" else {}
    entries = list(_reader(GLOSSARIES, path, "glossary")(path, source, target, **more))
    if not entries:
        raise ReadError("holds no terms", where=path)
    return entries


def _reader(registry: Mapping[str, str], path: Path, kind: str) -> Callable[..., Any]:
    place = registry.get(path.suffix.lower())
    if place is None:
        known = ", ".join(sorted(registry))
        raise ReadError(
            f"its ending {path.suffix or 'is missing and'} names no {kind} format",
            where=path,
            hint=f"Known are {known}",
        )
    module, _, function = place.partition(":")
    reader: Callable[..., Any] = getattr(
        import_module(f"parallel_corpus.read.formats.{module}"), function
    )
    return reader

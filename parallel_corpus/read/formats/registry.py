"""One registry: a file's ending to its reader, found by the files of this folder.

Libraries: lxml reads every XML behind `safely` (translate-toolkit reads whole files, and loses
props and inline text); python-docx sees neither list numbers, notes nor tracked changes, so that
Word's parts are read with lxml too; openpyxl reads sheets as streams; PDFium (pypdfium2, BSD) is
the PDF reader that may be shipped, while MuPDF's licence (AGPL) may not, and pdfminer and pypdf
know nothing of right-to-left lines; Poppler and Tesseract are asked as programs, if installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read import formats as formats_folder
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.reader import Kind, Reader
from parallel_corpus.read.formats.rows import BitextRow, GlossaryEntry, LeftOut, PlacedLine
from parallel_corpus.settings import Tracked
from parallel_corpus.support.units import find_units


def find_readers(package: str = formats_folder.__name__) -> dict[Kind, dict[str, Reader]]:
    """Import every module of `package`; return its `READERS` by kind and ending.

    A module without `READERS` helps others. Raises TypeError for one whose `READERS` are none, or
    where two readers of a kind claim one ending.
    """
    found: dict[Kind, dict[str, Reader]] = {
        "document": {},
        "bitext": {},
        "pair": {},
        "glossary": {},
    }
    for module, readers in find_units(package, "READERS", skip=__name__):
        for reader in readers or ():
            if not isinstance(reader, Reader):
                raise TypeError(f"{module}: READERS holds {reader!r}, which is not a Reader")
            for ending in reader.endings:
                if ending in found[reader.kind]:
                    raise TypeError(f"{module}: a {reader.kind} {ending} has a reader already")
                found[reader.kind][ending] = reader
    return found


_READERS = find_readers()
DOCUMENTS: Mapping[str, Reader] = _READERS["document"]
"""Documents that are not plain text; what stands here, `read_lines` reads."""
BITEXTS: Mapping[str, Reader] = _READERS["bitext"]
PAIRED: Mapping[str, Reader] = _READERS["pair"]
"""Two files, one a language, whose units are paired by key or by time."""
GLOSSARIES: Mapping[str, Reader] = _READERS["glossary"]


def is_bitext(path: str | Path) -> bool:
    """Tell whether a file can hold a bitext: by its name; a .txt, if it is there, by its lines.

    A .docx may be either, and is called a bitext here.

    >>> is_bitext("a.tmx"), is_bitext("a.txt")
    (True, False)
    """
    path = Path(path)
    if path.suffix.lower() == ".txt":
        from parallel_corpus.read.formats.delimited import is_table

        return path.is_file() and is_table(path)
    return path.suffix.lower() in BITEXTS


def is_paired(source: str | Path, target: str | Path) -> bool:
    """Tell whether two files are a bitext together: tables of strings by key, or subtitles by time.

    >>> is_paired("en.json", "ar.json"), is_paired("a.en.txt", "a.ar.txt")
    (True, False)
    """
    endings = {Path(path).suffix.lower() for path in (source, target)}
    readers = {PAIRED.get(ending) for ending in endings}
    return len(readers) == 1 and None not in readers


def read_bitext_pair(
    source: str | Path, target: str | Path, *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Yield the units of two files that are a bitext together (see `is_paired`).

    Raises ReadError.
    """
    source, target = Path(source), Path(target)
    reader = _reader(PAIRED, source, "string table or subtitle")
    more = {"left": left} if "left" in reader.options else {}
    rows: Iterator[BitextRow] = reader.read(source, target, **more)
    return rows


def read_lines(path: str | Path, *, tracked: Tracked = "accepted") -> list[PlacedLine]:
    """Return the plain rendition of a document, line by line, with the place each line comes from.

    It follows Markdown: headings begin with #, footnotes stand as [^1], list numbers are as
    the program showed them, a blank line parts paragraphs. For formats in `DOCUMENTS`; plain
    text needs no rendition. `tracked` is for Word documents: tracked changes as
    made, or as if they had not been. Raises ReadError.
    """
    path = Path(path)
    reader = _reader(DOCUMENTS, path, "document")
    more = {"tracked": tracked} if "tracked" in reader.options else {}
    lines: list[PlacedLine] = reader.read(path, **more)
    if not any(line.text.strip() for line in lines):
        raise ReadError("holds no text", where=path, hint="If it is a scan, it needs OCR")
    return lines


def read_bitext(
    path: str | Path,
    *,
    columns: Columns | None = None,
    source: str = "en",
    target: str = "ar",
    left: LeftOut | None = None,
    tracked: Tracked = "accepted",
) -> Iterator[BitextRow]:
    """Yield the units of a bitext in order, as a stream; the format goes by the file's ending.

    `columns` says which columns of a table hold source, target and id, by name or 1-based
    position; without it the header says, or the script. `left` is told what is left out; `tracked`
    is for Word documents. Raises ReadError, also half-way: a stream's end is known only when it is
    reached.
    """
    path = Path(path)
    if path.suffix.lower() == ".txt" and columns is None and not is_bitext(path) and _size(path):
        raise ReadError(
            "is plain text, and no table with source and target side by side",
            where=path,
            hint="Part the two sides of each line by a tab, or check the texts as two files",
        )
    reader = _reader(BITEXTS, path, "bitext")
    more: dict[str, Any] = {}
    if left is not None and "left" in reader.options:
        more["left"] = left
    if "tracked" in reader.options:
        more["tracked"] = tracked
    if columns is not None:
        if "columns" not in reader.options:
            raise ReadError("has no columns to choose from", where=path)
        more["columns"] = columns
    empty = True
    for row in reader.read(path, source, target, **more):
        empty = False
        yield row
    if empty:
        raise ReadError("holds no units", where=path)


def read_glossary(
    path: str | Path, *, columns: Columns | None = None, source: str = "en", target: str = "ar"
) -> list[GlossaryEntry]:
    """Return the concepts of a glossary with their terms in both languages. Raises ReadError."""
    path = Path(path)
    reader = _reader(GLOSSARIES, path, "glossary")
    more = {"columns": columns} if columns is not None and "columns" in reader.options else {}
    entries = list(reader.read(path, source, target, **more))
    if not entries:
        raise ReadError("holds no terms", where=path)
    return entries


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _unknown(path: Path, kind: str, registry: Mapping[str, Reader]) -> ReadError:
    known = ", ".join(sorted(registry))
    return ReadError(
        f"its ending {path.suffix or 'is missing and'} names no {kind} format",
        where=path,
        hint=f"Known are {known}",
    )


def _reader(registry: Mapping[str, Reader], path: Path, kind: str) -> Reader:
    reader = registry.get(path.suffix.lower())
    if reader is None:
        raise _unknown(path, kind, registry)
    return reader

"""Excel workbooks: the sheets that hold a bitext, row by row."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.delimited import Columns, rows_of_table
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import BitextRow, LeftOut
from parallel_corpus.read.formats.safely import DAMAGED, Archive, opened

# ECMA-376, ST_Xstring: _x000C_ stands for a character that XML cannot hold.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ESCAPE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAX_COLUMNS = 500
_MAX_ROWS = 1_048_576


def escape(text: str) -> str:
    """Return `text` as a cell holds it.

    >>> escape("a\\x0cb"), escape("_x000C_")
    ('a_x000C_b', '_x005F_x000C_')
    """
    return _ESCAPE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def unescape(text: str) -> str:
    """Undo `escape`.

    >>> unescape("a_x000C_b"), unescape("_x005F_x000C_")
    ('a\\x0cb', '_x000C_')
    """
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def read_xlsx(
    path: Path,
    source: str = "en",
    target: str = "ar",
    *,
    columns: Columns | None = None,
    left: LeftOut | None = None,
) -> Iterator[BitextRow]:
    """Read rows of every sheet whose header (or scripts) show a bitext. Raises ReadError."""
    import openpyxl

    with opened(path) as file, warnings.catch_warnings():
        # Extensions that openpyxl leaves out (conditional formats, validations) hold no text.
        warnings.simplefilter("ignore")
        Archive(file, str(path)).refuse_doctypes()
        file.seek(0)
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as error:
            raise _damaged(path, error) from error
        try:
            yield from _bitexts(book, path, source, target, columns, left or LeftOut())
        finally:
            book.close()


def _bitexts(
    book: Any,
    path: Path,
    source: str,
    target: str,
    columns: Columns | None,
    left: LeftOut,
) -> Iterator[BitextRow]:
    refusal: ReadError | None = None
    found = False
    for sheet in book.worksheets:
        if _lists_findings(sheet):
            continue
        rows = rows_of_table(
            _rows(sheet, path),
            path,
            source,
            target,
            columns=columns,
            guarded=False,
            ragged=True,
            left=left,
            sheet=sheet.title,
        )
        try:
            first = next(rows, None)
        except ReadError as error:
            refusal = refusal or error
            left.add("sheets without a bitext", f"{path.name}, sheet {sheet.title!r}")
            continue
        if first is not None:
            found = True
            yield first
            yield from rows
    if found:
        return
    raise refusal or ReadError("has no rows", where=path)


def _lists_findings(sheet: Any) -> bool:
    """Tell whether a sheet is the list of findings that our own export puts beside the bitext."""
    sheet.reset_dimensions()
    header = next(sheet.iter_rows(max_row=1, values_only=True), ())
    return {"severity", "code", "message"} <= {str(cell) for cell in header}


def _rows(sheet: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    # The size that a sheet states is often wrong (a formatted column has a million rows).
    sheet.reset_dimensions()
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            # A row's number is what the file claims; openpyxl fills up to it with empty rows.
            if number > _MAX_ROWS:
                raise ReadError(f"claims more than {_MAX_ROWS} rows", where=path, hint=DAMAGED)
            yield number, [_text(value) for value in row[:_MAX_COLUMNS]]
    except ReadError:
        raise
    except Exception as error:
        raise _damaged(path, error) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescape(value) if isinstance(value, str) else str(value)


def _damaged(path: Path, error: Exception) -> ReadError:
    return ReadError(
        f"is not a whole Excel workbook: {error}",
        where=path,
        hint=DAMAGED,
    )


READERS = (Reader("bitext", (".xlsx",), read_xlsx, frozenset({"left", "columns"})),)

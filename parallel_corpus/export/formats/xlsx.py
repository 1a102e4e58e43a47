"""Excel: a sheet a reviser can work in (filters, frozen header, right-to-left Arabic, colours)
and a sheet of findings. Cells are text, never formulas; rows are written as a stream.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from parallel_corpus.errors import CorpusError
from parallel_corpus.export.delimited import bitext_columns, bitext_record, cell
from parallel_corpus.export.format import TABLE_LOSES, Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.packed import repack
from parallel_corpus.export.records import FINDING_COLUMNS
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.cells import unguard
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.xlsx import escape
from parallel_corpus.support.atomic import replacing

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
FILLS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
"""Colours that colour-blind readers tell apart; the severity is also written out."""

_WIDTHS = {"id": 24, "en": 60, "ar": 60, "findings": 50, "message": 60, "notes": 30}


def write_xlsx(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.xlsx`. Units with a side longer than a cell are left out and named.

    Raises CorpusError for more rows than a sheet has.
    """
    from openpyxl import Workbook

    path = stem.with_name(f"{stem.name}.xlsx")
    tally = Tally(options)
    book = Workbook(write_only=True)
    book.properties.creator = "parallel-corpus"
    try:
        findings = _bitext_sheet(book.create_sheet("Bitext"), tally, rows, options)
        _findings_sheet(book.create_sheet("Findings"), findings)
        with tempfile.TemporaryFile() as draft, replacing(path) as file:
            book.save(draft)
            draft.seek(0)
            repack(draft, file)
    except BaseException:
        _forget(book)
        raise
    return [tally.exported(path, "xlsx")]


def _forget(book: Any) -> None:
    """Remove the temporary files of half-written sheets, which openpyxl leaves to its end."""
    for sheet in book.worksheets:
        with suppress(Exception):
            sheet.close()
        with suppress(Exception):
            sheet._writer.cleanup()  # noqa: SLF001


def _bitext_sheet(
    sheet: Any, tally: Tally, rows: Iterable[BitextRow], options: Options
) -> list[Mapping[str, Any]]:
    columns = bitext_columns(*options.languages)
    _head(sheet, columns)
    findings: dict[str, Mapping[str, Any]] = {}
    for row in tally.all(rows):
        if max(len(escape(row.source)), len(escape(row.target))) > LONGEST_CELL:
            tally.leave_out(row)
            continue
        if tally.units >= MOST_ROWS:
            raise CorpusError(
                f"a sheet has {MOST_ROWS} rows, and there are more units",
                hint="Export to csv, tmx or parquet",
            )
        record = bitext_record(row, *options.languages)
        _append(sheet, columns, record, FILLS.get(record["severity"]))
        for finding in row.findings:
            findings.setdefault(json.dumps(finding, sort_keys=True, default=str), finding)
    return list(findings.values())


def _findings_sheet(sheet: Any, findings: Sequence[Mapping[str, Any]]) -> None:
    _head(sheet, FINDING_COLUMNS)
    for finding in findings[: MOST_ROWS - 1]:
        _append(sheet, FINDING_COLUMNS, finding, FILLS.get(str(finding.get("severity"))))


def _head(sheet: Any, columns: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{last}{MOST_ROWS}"
    for i, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = _WIDTHS.get(column, 14)
    cells = [WriteOnlyCell(sheet, column) for column in columns]
    for head in cells:
        head.font = Font(bold=True)
    sheet.append(cells)


def _append(
    sheet: Any, columns: Sequence[str], record: Mapping[str, Any], fill: str | None
) -> None:
    sheet.append([_cell(sheet, column, record.get(column), fill) for column in columns])


def _cell(sheet: Any, column: str, value: Any, fill: str | None) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, PatternFill

    plain = cell(value)
    if isinstance(plain, str):
        # Typed as text, it needs no apostrophe; what a cell cannot hold is cut only in findings.
        plain = escape(unguard(plain))[:LONGEST_CELL]
    made = WriteOnlyCell(sheet, plain)
    if isinstance(plain, str):
        made.data_type = "s"
        made.quotePrefix = plain.startswith(("=", "+", "-", "@"))
    right = column == "ar"
    made.alignment = Alignment(
        horizontal="right" if right else None,
        readingOrder=2 if right else (1 if column == "en" else 0),
        vertical="top",
        wrap_text=True,
    )
    if fill and column in ("severity", "findings", "code"):
        made.fill = PatternFill("solid", start_color=fill)
    return made


FORMAT = Format(
    "xlsx",
    write_xlsx,
    ".xlsx",
    4,
    (*TABLE_LOSES, "sides over 32,767 characters"),
    "a workbook to revise in",
)

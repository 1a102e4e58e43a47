"""CSV and TSV as streams: the project's own tables, Excel's, and the bare kind of web corpora."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.language.script import script_of
from parallel_corpus.read.formats.cells import unguard
from parallel_corpus.read.formats.languages import by_script, meaning, side_columns
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, UnitPlace
from parallel_corpus.read.formats.texts import text_lines

Columns = Mapping[str, str | int]
"""Which column holds source, target and id: names, or 1-based positions of a headless table."""

OWN = ("source_ids", "target_ids", "score", "margin", "method", "moved", "state", "notes")
_SAMPLE = 200
_TABULAR = 0.8
_ABOVE = 12  # rows that may stand above a header
_LONGEST_CELL = 4 * 2**20
_HINT = (
    "Name the columns en and ar, or say which is which: --columns English,Arabic, or in Python "
    'columns={"source": "English", "target": "Arabic"}'
)

Table = Iterator[tuple[int, list[str]]]
"""Rows with the line each begins on."""


def read_delimited(
    path: Path,
    source: str = "en",
    target: str = "ar",
    *,
    columns: Columns | None = None,
    left: LeftOut | None = None,
) -> Iterator[BitextRow]:
    """Read the rows of a CSV or TSV file.

    The header, `columns` or the script says which column is which.

    Raises ReadError naming the line.
    """
    return rows_of_table(table_rows(path), path, source, target, columns=columns, left=left)


def table_rows(path: Path) -> Table:
    """Yield the rows of a CSV or TSV, each with the line it begins on. Raises ReadError."""
    return _csv_rows(path) if path.suffix.lower() == ".csv" else _tsv_rows(path)


def rows_of_table(
    table: Table,
    path: Path,
    source: str,
    target: str,
    *,
    columns: Columns | None = None,
    guarded: bool = True,
    ragged: bool = False,
    left: LeftOut | None = None,
    sheet: str = "",
) -> Iterator[BitextRow]:
    """Yield bitext rows of a table's rows, which stand in `sheet`.

    `guarded` takes `cells.guard`'s apostrophes off.
    `ragged` says that the program leaves out empty last cells, and that lines of a title may stand
    above the header. A row with text in neither language (a section's name) is left out.
    """
    left = left or LeftOut()
    filled = (row for row in table if any(cell.strip() for cell in row[1]))
    sample = list(itertools.islice(filled, _SAMPLE))
    if not sample:
        raise ReadError("holds no rows", where=path)
    above = 0
    if ragged and columns is None:
        above = _title_lines([row for _, row in sample], source, target)
        for line, _ in sample[:above]:
            left.add("lines above the table's header", f"{path.name}:{line}")
    layout = find_layout([row for _, row in sample[above:]], path, source, target, columns)
    width = max(layout["columns"].values()) + 1
    for line, row in itertools.chain(sample[above + layout["header"] :], filled):
        where = f"{path}:{line}"
        cells = [*row, *[""] * (width - len(row))] if ragged else row
        record = {n: _cell(cells, at, where, guarded) for n, at in layout["columns"].items()}
        if not record["source"].strip() and not record["target"].strip():
            left.add("rows with text in neither language", f"{path.name}:{line}")
            continue
        column = layout["columns"]["target"] + 1
        part = f"{sheet}!{column}" if sheet else ""
        yield row_from_record(_own(record), f"{path.name}:{line}", UnitPlace(line, part))


def _title_lines(rows: Sequence[Sequence[str]], source: str, target: str) -> int:
    """Return how many rows stand above the header; 0 where no row says what the columns hold."""
    for at, row in enumerate(rows[:_ABOVE]):
        meanings = [meaning(name) for name in row]
        sides = [_first(meanings, source, "source"), _first(meanings, target, "target")]
        if None not in sides:
            return at
    return 0


def _cell(row: Sequence[str], at: int, where: str, guarded: bool) -> str:
    if at >= len(row):
        raise ReadError(
            f"has {len(row)} columns, and column {at + 1} is needed",
            where=where,
            hint="The line may be cut, or a quotation mark open",
        )
    return unguard(row[at]) if guarded else row[at]


def _own(record: dict[str, str]) -> dict[str, Any]:
    """Return the cells of the project's own table as what they stand for."""
    read: dict[str, Any] = dict(record)
    for name in ("source_ids", "target_ids"):
        if record.get(name):
            read[name] = _references(record[name])
    if record.get("notes"):
        read["notes"] = record["notes"].split("\n")
    if record.get("findings"):
        read["findings"] = [_finding(line) for line in record["findings"].split("\n")]
    return read


def _references(cell: str) -> list[str]:
    """Read the ids in a cell: joined by spaces, or a JSON list where one holds white space."""
    try:
        found = json.loads(cell) if cell.startswith("[") else None
    except (ValueError, RecursionError):
        found = None  # Somebody else's column of that name.
    return [str(item) for item in found] if isinstance(found, list) else cell.split(" ")


def _finding(sentence: str) -> dict[str, str]:
    head, _, message = sentence.partition(": ")
    code, _, severity = head.partition(" ")
    return {"code": code, "severity": severity, "message": message}


def find_layout(
    rows: Sequence[Sequence[str]],
    path: Path,
    source: str,
    target: str,
    columns: Columns | None,
) -> dict[str, Any]:
    """Return where each field stands, and how many header rows there are. Raises ReadError."""
    header = [cell.strip().lstrip("\ufeff") for cell in rows[0]]
    if columns is not None:
        return _named(header, path, columns)
    found = dict(zip(("source", "target"), side_columns(rows, (source, target)), strict=True))
    if None not in found.values():
        found["id"] = _first([meaning(name) for name in header], "id")
        own = {name: _first(header, name) for name in (*OWN, "findings")}
        if None in own.values():
            own = {}
        known = {name: at for name, at in {**found, **own}.items() if at is not None}
        return {"header": 1, "columns": known}
    scripts = by_script(rows, max(map(len, rows)))
    if len(header) <= 3 and {source, target} <= scripts.keys() and _is_data(header, scripts):
        known = {"source": scripts[source], "target": scripts[target]}
        rest = set(range(len(header))) - set(known.values())
        return {"header": 0, "columns": {**known, **({"id": rest.pop()} if rest else {})}}
    raise ReadError(
        f"its header does not say which column is {source} and which {target}: "
        + ", ".join(header)[:200],
        where=f"{path}:1",
        hint=_HINT,
    )


def _is_data(row: Sequence[str], scripts: Mapping[str, int]) -> bool:
    """Tell whether the first row is already one of the texts, each in the script of its column."""
    texts = [row[at] if at < len(row) else "" for at in scripts.values()]
    if any("_" in text for text in texts):
        return False
    told = zip(scripts, texts, strict=True)
    return all(script_of(text) in (language, None) for language, text in told)


def _first(names: Sequence[str], *wanted: str) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _named(header: Sequence[str], path: Path, columns: Columns) -> dict[str, Any]:
    unknown = columns.keys() - {"id", "source", "target"}
    if unknown or not {"source", "target"} <= columns.keys():
        raise ReadError("columns must name source and target, and may name id", where=path)
    positions: dict[str, int] = {}
    names = False
    for field, column in columns.items():
        if isinstance(column, int) or (column.isascii() and column.isdecimal()):
            positions[field] = int(column) - 1
        elif column in header:
            positions[field] = header.index(column)
            names = True
        else:
            raise ReadError(
                f"has no column {column!r}; it has {', '.join(header)[:200]}",
                where=f"{path}:1",
                hint=_HINT,
            )
    if min(positions.values()) < 0:
        raise ReadError("columns are counted from 1", where=path)
    if positions["source"] == positions["target"]:
        raise ReadError("one column cannot hold both languages", where=path, hint=_HINT)
    return {"header": 1 if names else 0, "columns": positions}


def is_table(path: Path) -> bool:
    """Tell whether nearly every line of a text file has two languages with tabs between them."""
    try:
        lines = [line for line in itertools.islice(text_lines(path), _SAMPLE) if line.strip()]
    except ReadError:
        return False
    rows = [line.rstrip("\r\n").split("\t") for line in lines]
    if not rows or sum(len(row) > 1 for row in rows) < _TABULAR * len(rows):
        return False
    return len(by_script(rows, max(map(len, rows)))) == 2


def _csv_rows(path: Path) -> Table:
    return _parsed(text_lines(path), path, _delimiter(path))


def _delimiter(path: Path) -> str:
    """Guess the delimiter by the header: Excel writes semicolons where commas are decimal signs."""
    first = next(text_lines(path), "")
    return max(",;\t", key=first.count)


def _parsed(lines: Iterable[str], path: Path, delimiter: str) -> Table:
    # A limit that the module keeps for all: raised, never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"is not CSV from here on: {error}",
            where=f"{path}:{line}",
            hint="A quotation mark may be open; marks inside a cell are doubled",
        ) from error


def _tsv_rows(path: Path) -> Table:
    """Yield tab-separated rows.

    Web corpora have no quoting and bare quotation marks, spreadsheets have quoting; the first lines
    show which it is.
    """
    if _is_quoted(path):
        yield from _parsed(text_lines(path), path, "\t")
        return
    for number, line in enumerate(text_lines(path), start=1):
        yield number, line.rstrip("\r\n").split("\t")


def _is_quoted(path: Path) -> bool:
    lines = list(itertools.islice(text_lines(path), _SAMPLE))
    if set(OWN) <= set(lines[0].rstrip("\r\n").split("\t") if lines else ()):
        return True
    widths = {line.count("\t") for line in lines if line.strip()}
    if len(widths) <= 1 or not any('"' in line for line in lines):
        return False
    try:
        parsed = {
            len(row) for row in csv.reader(lines[: _SAMPLE // 2], delimiter="\t", strict=True)
        }
    except csv.Error:
        return False
    return len(parsed) == 1


READERS = (
    Reader(
        "bitext", (".csv", ".tsv", ".tab", ".txt"), read_delimited, frozenset({"left", "columns"})
    ),
)

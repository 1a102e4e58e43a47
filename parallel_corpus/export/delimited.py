"""CSV and TSV: UTF-8 with a byte order mark, which is how Excel knows that it is not cp1252.

Every text cell goes through `cells.guard`: an apostrophe is put before what a spreadsheet
would run as a formula (=, +, -, @, tab, line ends), and `cells.unguard` takes it off again, so
that texts survive the round trip exactly. Numbers are written bare.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.records import json_line
from parallel_corpus.export.tally import Tally
from parallel_corpus.model import SEVERITIES
from parallel_corpus.read.formats.cells import guard
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing


def write_table(
    path: str | Path,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    delimiter: str = ",",
) -> Path:
    """Write `rows` under a header of `columns`; a row's missing values become empty cells.

    Lists of strings are joined by spaces, other lists and objects are written as JSON.
    """
    path = Path(path)
    with replacing(path) as file:
        stream_table(file, columns, rows, delimiter=delimiter)
    return path


def stream_table(
    file: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    delimiter: str = ",",
    escape: Callable[[str], str] = str,
) -> None:
    """Write the table into an open binary file; rows are taken one at a time.

    `escape` is what is done to the text of each cell, for a table that is shown to people.
    """
    text = io.TextIOWrapper(
        file, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=False
    )
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            cells = [cell(row.get(column)) for column in columns]
            writer.writerow([escape(c) if isinstance(c, str) else c for c in cells])
    finally:
        text.detach()


def cell(value: Any) -> str | int | float:
    """Return the text of a cell that holds `value`.

    >>> cell(None), cell(True), cell(0.5), cell("=1"), cell(["a", "b"]), cell([[0, 2, "ab"]])
    ('', 'yes', 0.5, "'=1", 'a b', '[[0, 2, "ab"]]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return guard(value)
    if not value:
        return ""
    if all(isinstance(item, str) for item in value) and not isinstance(value, Mapping):
        return guard(" ".join(value))
    return guard(json_line(value).rstrip("\n"))


def bitext_columns(source: str, target: str) -> tuple[str, ...]:
    """Return the columns of a bitext's table; the text columns are named by language."""
    return (
        "id",
        source,
        target,
        "score",
        "margin",
        "method",
        "moved",
        "severity",
        "findings",
        "notes",
        "state",
        "source_ids",
        "target_ids",
    )


def bitext_record(row: BitextRow, source: str, target: str) -> dict[str, Any]:
    """Return `row` under `bitext_columns`; findings one a line, worst first."""
    return {
        "id": row.id,
        source: row.source,
        target: row.target,
        "score": row.score,
        "margin": row.margin,
        "method": row.method,
        "moved": row.moved,
        "severity": worst(row.findings),
        "findings": "\n".join(finding_sentence(finding) for finding in row.findings),
        "notes": "\n".join(row.notes),
        "state": row.state,
        "source_ids": _references(row.source_ids),
        "target_ids": _references(row.target_ids),
    }


def worst(findings: Iterable[Mapping[str, Any]]) -> str:
    """Return the worst severity among `findings`, "" when there are none.

    >>> worst([{"severity": "info"}, {"severity": "error"}])
    'error'
    """
    held = {finding["severity"] for finding in findings}
    return next((severity for severity in SEVERITIES if severity in held), "")


def _references(refs: Sequence[str]) -> str:
    """Join ids by spaces; as JSON where an id itself holds white space."""
    if any(len(ref.split()) != 1 for ref in refs):
        return json.dumps(list(refs), ensure_ascii=False)
    return " ".join(refs)


def finding_sentence(finding: Mapping[str, Any]) -> str:
    """Describe a finding in one line.

    >>> finding_sentence({"code": "V101", "severity": "error", "message": "follows the draft"})
    'V101 error: follows the draft'
    """
    message = " ".join(str(finding.get("message", "")).split())
    return f"{finding['code']} {finding['severity']}: {message}"


def write_bitext(
    path: str | Path,
    rows: Iterable[BitextRow],
    *,
    languages: tuple[str, str] = ("en", "ar"),
    delimiter: str = ",",
) -> Path:
    """Write a bitext's table, one row a unit, also those with an empty side."""
    source, target = languages
    records = (bitext_record(row, source, target) for row in rows)
    return write_table(path, bitext_columns(source, target), records, delimiter=delimiter)


def write_bitext_table(
    path: Path, rows: Iterable[BitextRow], options: Options, delimiter: str
) -> list[Exported]:
    """Write every unit to the table `path`, also those with an empty side."""
    tally = Tally(options)
    write_bitext(path, tally.all(rows), languages=options.languages, delimiter=delimiter)
    return [tally.exported(path, path.suffix[1:])]

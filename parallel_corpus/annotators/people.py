"""`people:PATH`: annotations that people made, as TSV, CSV or JSON lines, in MQM's terms.

A table has a header. What a column is called varies from agency to agency; the names in `_COLUMNS`
are known. A row is one annotation; a row of category "no-error" says that the pair was read and is
fine. In the form of Google's MQM files the marked words stand in <v>…</v> inside the whole text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.recorded import Recorded
from parallel_corpus.annotators.records import annotation_of, answer_of, json_lines
from parallel_corpus.errors import ReadError
from parallel_corpus.model import Annotation, Answer
from parallel_corpus.read.formats.cells import unguard
from parallel_corpus.read.formats.texts import text_lines

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "pair", "segment", "segment id", "seg id", "globalsegid", "unit", "row"),
    "category": ("category", "kind", "issue", "issue type", "type", "error type", "error category"),
    "severity": ("severity", "weight", "level"),
    "source": ("source span", "en span", "source", "source text", "src"),
    "target": ("target span", "ar span", "target", "target text", "tgt", "translation"),
    "reason": ("reason", "note", "comment", "comments", "explanation", "remark"),
    "suggestion": ("suggestion", "correction", "suggested", "proposed", "fix", "revised"),
    "annotator": ("annotator", "rater", "reviser", "reviewer", "who", "name"),
}
_MARKED = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_FINE = re.compile(r"no[\s_-]?(?:error|issue|fault)s?|ok|none", re.IGNORECASE)
_HINT = "A header names the columns id, category, severity, source_span, target_span, comment"


class People(Recorded):
    """People's annotations of one file, a pair's rows together."""

    def _read(self) -> Iterator[Answer]:
        if self.path.suffix.lower() in (".tsv", ".csv", ".txt"):
            rows: Iterable[tuple[int, Mapping[str, Any]]] = _table(self.path)
        else:
            rows = _objects(self.path)
        return _answers(rows, self.path, self.name)


def people_answers(rows: Iterable[Mapping[str, Any]], name: str = "people") -> Iterator[Answer]:
    """Yield the answers in rows that are in memory, in the columns of the files that people make.

    `name` is who made them, where a row does not say. Raises ReadError, which counts rows from 0.
    """
    objects = map(_as_row, rows)
    named = ({**row, "id": _text(row.get("id"))} for row in objects)
    return _answers(enumerate(named), name, name)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _answers(
    rows: Iterable[tuple[int, Mapping[str, Any]]], where: Path | str, name: str
) -> Iterator[Answer]:
    said: dict[tuple[str, str], list[Annotation]] = {}
    for number, row in rows:
        if isinstance(row.get("annotations"), list):
            yield _whole(row, where, number)
            continue
        who = str(row.get("annotator") or name)
        group = said.setdefault((str(row.get("id") or ""), who), [])
        if not _FINE.fullmatch(str(row.get("category") or "").strip()):
            group.append(_annotation(row, where, number))
    for (pair, who), group in said.items():
        yield Answer(pair, tuple(group), annotator=who)


def _whole(row: Mapping[str, Any], path: Path | str, number: int) -> Answer:
    answer = answer_of(row)
    if answer is None:
        raise ReadError("is not an annotated pair", where=f"{path}:{number}", hint=_HINT)
    return answer


def _annotation(row: Mapping[str, Any], path: Path | str, number: int) -> Annotation:
    made = annotation_of(row)
    if made is None or not row.get("id"):
        lacks = "a pair’s id" if not row.get("id") else "a category, or its severity is unknown"
        raise ReadError(f"lacks {lacks}", where=f"{path}:{number}", hint=_HINT)
    return made


def _objects(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, value in json_lines(path):
        if not isinstance(value, Mapping):
            raise ReadError("is not a JSON object", where=f"{path}:{number}", hint=_HINT)
        yield number, _as_row(value)


def _as_row(value: Mapping[str, Any]) -> dict[str, Any]:
    names = _named(list(value))
    return _row({field: value[name] for field, name in names.items()} | dict(value))


def _table(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    lines = text_lines(path)
    excel = path.suffix.lower() == ".csv"
    rows = csv.reader(lines, delimiter="," if excel else "\t")
    header = next(rows, [])
    names = _named(header)
    if not {"id", "category"} <= names.keys():
        raise ReadError("has no columns for a pair and a category", where=path, hint=_HINT)
    at = {field: header.index(name) for field, name in names.items()}
    for row in rows:
        if any(cell.strip() for cell in row):
            cells = {f: unguard(row[i]) for f, i in at.items() if i < len(row)}
            yield rows.line_num, _row(cells)


def _named(header: list[str]) -> dict[str, str]:
    """Return the column of each field, by the first of its names that is there."""
    plain = {re.sub(r"[\s_-]+", " ", str(name).strip().casefold()): name for name in header}
    return {
        field: next(plain[name] for name in names if name in plain)
        for field, names in _COLUMNS.items()
        if any(name in plain for name in names)
    }


def _row(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a row.

    Words marked in one whole text leave the other side without a quotation.
    """
    row = dict(cells)
    marked = {side: _MARKED.findall(str(row.get(side) or "")) for side in ("source", "target")}
    if any(marked.values()):
        row.update({side: " … ".join(found) for side, found in marked.items()})
    if not row.get("severity"):
        row["severity"] = "warning"
    return row

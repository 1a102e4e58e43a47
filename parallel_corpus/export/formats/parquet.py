"""Parquet: typed tables for researchers (segments, beads, findings, repairs).

A bitext gives beads and findings; a corpus gives all four. Written in batches, so that memory
stays bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export.format import Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.records import (
    Record,
    finding_record,
    json_line,
    repair_records,
    segment_records,
)
from parallel_corpus.export.tally import Tally
from parallel_corpus.export.units import bitext_rows, findings_by_pair
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BATCH = 5_000


def schemas() -> dict[str, pa.Schema]:
    """Return the columns of each table and their types."""
    import pyarrow as pa

    text, share, texts, whole = pa.string(), pa.float64(), pa.list_(pa.string()), pa.int32()
    span = pa.list_(pa.struct([("start", whole), ("end", whole), ("text", text)]))
    evidence = pa.list_(
        pa.struct([("type", text), ("where", text), ("text", text), ("weight", share)])
    )
    return {
        "segments": pa.schema(
            [("id", text), ("document", text), ("witness", text), ("language", text),
             ("place", text), ("kind", text), ("number", text), ("furniture", pa.bool_()),
             ("text", text), ("raw", text), ("path", text), ("first_line", whole),
             ("last_line", whole), ("source_place", text)]
        ),
        "beads": pa.schema(
            [("id", text), ("source", text), ("target", text), ("source_ids", texts),
             ("target_ids", texts), ("score", share), ("margin", share), ("method", text),
             ("moved", pa.bool_()), ("state", text), ("notes", texts), ("severity", text),
             ("codes", texts), ("props", pa.map_(text, text))]
        ),
        "findings": pa.schema(
            [("code", text), ("name", text), ("severity", text), ("document", text),
             ("source", texts), ("target", texts), ("score", share), ("message", text),
             ("source_spans", span), ("target_spans", span), ("evidence", text)]
        ),
        "repairs": pa.schema(
            [("document", text), ("segment", text), ("code", text), ("start", whole),
             ("end", whole), ("before", text), ("after", text), ("class", text),
             ("origin", text), ("evidence", evidence), ("confidence", share), ("status", text),
             ("version", whole)]
        ),
    }  # fmt: skip


def write_parquet(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.beads.parquet` and `<stem>.findings.parquet`."""
    tally = Tally(options)
    findings: dict[str, Record] = {}
    beads = stem.with_name(f"{stem.name}.beads.parquet")
    _write(beads, "beads", _bead_rows(tally.all(rows), findings))
    table = stem.with_name(f"{stem.name}.findings.parquet")
    _write(table, "findings", map(_finding_row, findings.values()))
    return [tally.exported(beads, "parquet"), Exported(table, "parquet", len(findings))]


def write_corpus(corpus: CheckedCorpus, out: Path) -> list[Exported]:
    """Write segments.parquet, findings.parquet and repairs.parquet of a whole corpus."""
    return [
        Exported(out / f"{name}.parquet", "parquet", _write(out / f"{name}.parquet", name, rows))
        for name, rows in _corpus_rows(corpus).items()
    ]


class CorpusTables:
    """The tables of a corpus that comes in parts: segments, beads, findings, repairs in `out`.

    Rows go to the disk as they come; the files appear when the block ends well, and none of them
    when it does not. Raises CorpusError when the file system refuses.
    """

    NAMES = ("segments", "beads", "findings", "repairs")

    def __init__(self, out: Path) -> None:
        self.paths = [out / f"{name}.parquet" for name in self.NAMES]
        self._open = ExitStack()
        self._tables: dict[str, _Table] = {}

    def __enter__(self) -> CorpusTables:
        with ExitStack() as stack:
            for name, path in zip(self.NAMES, self.paths, strict=True):
                self._tables[name] = stack.enter_context(_table(path, name))
            self._open = stack.pop_all()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._open.__exit__(*raised)

    def add(self, part: CheckedCorpus) -> None:
        """Add the rows of a part, its findings worst first."""
        about = zip(part.pairs, findings_by_pair(part), strict=True)
        beads = (
            row
            for pair, findings in about
            for row in _bead_rows(bitext_rows(pair, findings=findings), {})
        )
        for name, rows in {**_corpus_rows(part), "beads": beads}.items():
            self._tables[name].add(rows)


def _corpus_rows(corpus: CheckedCorpus) -> Mapping[str, Iterator[Record]]:
    return {
        "segments": segment_records(corpus.documents),
        "findings": (_finding_row(finding_record(finding)) for finding in corpus.findings),
        "repairs": map(_repair_row, repair_records(corpus.documents)),
    }


class _Table:
    """An open Parquet file; rows are written in batches."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self.count = 0
        self._writer = writer
        self._batch: list[Record] = []

    def add(self, rows: Iterable[Record]) -> None:
        for row in rows:
            self._batch.append(row)
            if len(self._batch) >= _BATCH:
                self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self._batch:
            self._writer.write_table(pa.Table.from_pylist(self._batch, schema=self._writer.schema))
        self.count += len(self._batch)
        self._batch = []


@contextmanager
def _table(path: Path, name: str) -> Iterator[_Table]:
    import pyarrow.parquet as pq

    with (
        replacing(path) as file,
        pq.ParquetWriter(file, schemas()[name], compression="zstd") as writer,
    ):
        table = _Table(writer)
        yield table
        table.flush()


def _write(path: Path, name: str, rows: Iterable[Record]) -> int:
    with _table(path, name) as table:
        table.add(rows)
    return table.count


def _bead_rows(rows: Iterable[BitextRow], findings: dict[str, Record]) -> Iterator[Record]:
    from parallel_corpus.export.delimited import worst

    for row in rows:
        for finding in row.findings:
            findings.setdefault(json_line(dict(finding)), dict(finding))
        yield {
            "id": _utf8(row.id),
            "source": _utf8(row.source),
            "target": _utf8(row.target),
            "source_ids": list(row.source_ids),
            "target_ids": list(row.target_ids),
            "score": row.score,
            "margin": row.margin,
            "method": row.method,
            "moved": row.moved,
            "state": row.state,
            "notes": list(row.notes),
            "severity": worst(row.findings),
            "codes": [finding["code"] for finding in row.findings],
            "props": list(row.props.items()),
        }


def _utf8(text: str) -> str:
    """Return `text` without lone surrogates, which Arrow refuses."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _finding_row(finding: Mapping[str, Any]) -> Record:
    def spans(name: str) -> list[Record]:
        return [
            {"start": start, "end": end, "text": text}
            for start, end, text in finding.get(name) or ()
        ]

    return {
        **finding,
        "source_spans": spans("source_spans"),
        "target_spans": spans("target_spans"),
        "evidence": json_line(finding.get("evidence") or {}).rstrip("\n"),
    }


def _repair_row(repair: Record) -> Record:
    start, end = repair["span"]
    evidence = [item if isinstance(item, dict) else {} for item in repair["evidence"]]
    return {**repair, "start": start, "end": end, "evidence": evidence}


FORMAT = Format(
    "parquet",
    write_parquet,
    ".beads.parquet",
    8,
    ("lone surrogates",),
    "typed tables: pandas, DuckDB, Spark",
)

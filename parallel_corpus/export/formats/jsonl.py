"""The bitext as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from parallel_corpus.export.format import Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.records import Record, write_jsonl
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.rows import BitextRow


def write_json_lines(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.jsonl`, one unit a line with all that is known of it."""
    tally = Tally(options)
    path = write_jsonl(stem.with_name(f"{stem.name}.jsonl"), map(_record, tally.all(rows)))
    return [tally.exported(path, "jsonl")]


def _record(row: BitextRow) -> Record:
    record = asdict(row)
    del record["where"], record["inline"]
    return record


FORMAT = Format("jsonl", write_json_lines, ".jsonl", 6, (), "everything, one unit a line")

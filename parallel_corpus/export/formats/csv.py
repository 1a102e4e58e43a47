"""The bitext as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from parallel_corpus.export.delimited import write_bitext_table
from parallel_corpus.export.format import TABLE_LOSES, Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.read.formats.rows import BitextRow


def write_csv(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.csv`: every unit, also those with an empty side."""
    return write_bitext_table(stem.with_name(f"{stem.name}.csv"), rows, options, ",")


FORMAT = Format("csv", write_csv, ".csv", 2, TABLE_LOSES, "Excel, pandas")

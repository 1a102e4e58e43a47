"""The bitext as TSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from parallel_corpus.export.delimited import write_bitext_table
from parallel_corpus.export.format import TABLE_LOSES, Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.read.formats.rows import BitextRow


def write_tsv(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.tsv`: every unit; cells with tabs or line ends stand in quotation marks."""
    return write_bitext_table(stem.with_name(f"{stem.name}.tsv"), rows, options, "\t")


FORMAT = Format("tsv", write_tsv, ".tsv", 3, TABLE_LOSES, "pandas, web corpora")

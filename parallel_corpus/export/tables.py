"""The bitext as CSV, TSV, JSON lines and Moses files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from parallel_corpus.export.corpus import write_jsonl
from parallel_corpus.export.delimited import write_bitext
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.records import Record
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing


def write_csv(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.csv`, every unit, also those with an empty side."""
    return _table(stem.with_name(f"{stem.name}.csv"), rows, options, ",")


def write_tsv(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.tsv`, every unit; cells with tabs or line ends stand in quotation marks."""
    return _table(stem.with_name(f"{stem.name}.tsv"), rows, options, "\t")


def _table(
    path: Path, rows: Iterable[BitextRow], options: Options, delimiter: str
) -> list[Exported]:
    tally = Tally(options)
    write_bitext(path, tally.all(rows), languages=options.languages, delimiter=delimiter)
    return [tally.exported(path, path.suffix[1:])]


def write_json_lines(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.jsonl`, one unit a line with all that is known of it."""
    tally = Tally(options)
    path = write_jsonl(stem.with_name(f"{stem.name}.jsonl"), map(_record, tally.all(rows)))
    return [tally.exported(path, "jsonl")]


def _record(row: BitextRow) -> Record:
    record = asdict(row)
    del record["where"]
    return record


def write_moses(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.en`, `<stem>.ar` and `<stem>.ids`: lines of one number go together.

    A line can hold no line end, so that those inside a text become spaces.
    """
    tally = Tally(options)
    paths = [stem.with_name(f"{stem.name}.{ending}") for ending in (*options.languages, "ids")]
    with ExitStack() as stack:
        files = [stack.enter_context(replacing(path)) for path in paths]
        for row in tally.pairs(rows):
            for file, text in zip(files, (row.source, row.target, row.id), strict=True):
                file.write(one_line(text).encode("utf-8", "backslashreplace") + b"\n")
    return [tally.exported(path, "moses") for path in paths]


def one_line(text: str) -> str:
    """Return `text` on one line, with plain spaces as its only white space.

    >>> one_line("First half,\\nsecond\\u2028half")
    'First half, second half'
    """
    return " ".join(text.split())

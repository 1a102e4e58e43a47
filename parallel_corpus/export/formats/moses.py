"""The bitext as Moses files: one text a line."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from parallel_corpus.export.format import Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.support.atomic import replacing


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


FORMAT = Format(
    "moses",
    write_moses,
    ".en",
    9,
    ("units with an empty side", "line ends", "all but id and texts"),
    "machine translation training",
    beside=(".ar", ".ids"),
)

"""Pages of OCR beside their truth, from files or folders."""

from __future__ import annotations

from pathlib import Path

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.files import read_regular

_MOST_BYTES = 20_000_000


def read_pages(read: Path, truth: Path) -> list[tuple[str, str]]:
    """Return the pages of two files, or of two folders whose files have equal names.

    Raises CorpusError where a file has no counterpart, is no text, or is too long.
    """
    if read.is_file() and truth.is_file():
        return [(_text(read), _text(truth))]
    if not (read.is_dir() and truth.is_dir()):
        raise CorpusError(
            "is a folder where the other is a file",
            where=f"{read}, {truth}",
            hint="Give two files, or two folders with files of the same names",
        )
    names = sorted(path.name for path in read.iterdir() if path.is_file())
    lone = [name for name in names if not (truth / name).is_file()]
    if lone or not names:
        raise CorpusError(
            f"{len(lone)} pages have no truth, the first is {lone[0]}" if lone else "has no pages",
            where=str(truth if lone else read),
            hint="Each page's truth has the name of the page",
        )
    return [(_text(read / name), _text(truth / name)) for name in names]


def _text(path: Path) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise CorpusError(
            f"is longer than {_MOST_BYTES} bytes", where=str(path), hint="Split it into pages"
        )
    try:
        return read_regular(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"is not UTF-8 ({error.reason})", where=str(path), hint="Convert it: iconv -t utf-8"
        ) from None

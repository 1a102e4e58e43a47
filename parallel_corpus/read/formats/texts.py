"""Lines of text files as a stream where they are UTF-8, decoded as a whole where they are not."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode, read_bytes
from parallel_corpus.read.formats.safely import opened

_HEAD = 1 << 16
MAX_LINE = 16 * 2**20
"""Characters that a line may have."""


def text_lines(path: Path) -> Iterator[str]:
    """Yield lines with their line ends as they stand in the file, without a byte order mark.

    UTF-8 is read as a stream; other encodings (UTF-16, cp1256) are recognised as for documents.
    Raises ReadError for what is no text, naming the line.
    """
    if _is_utf8(path):
        yield from _stream(path)
    else:
        data, _ = read_bytes(path, str(path))
        yield from decode(data, str(path)).splitlines(keepends=True)


def _is_utf8(path: Path) -> bool:
    with opened(path) as file:
        head = file.read(_HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return True
    if b"\0" in head or head.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _stream(path: Path) -> Iterator[str]:
    with opened(path) as file:
        number = 0
        while data := file.readline(MAX_LINE):
            number += 1
            if number == 1:
                data = data.removeprefix(codecs.BOM_UTF8)
            if len(data) >= MAX_LINE:
                raise ReadError("is longer than any text line", where=f"{path}:{number}")
            try:
                yield data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"byte {error.start} of the line is not UTF-8, though the lines above are",
                    where=f"{path}:{number}",
                    hint="The file is damaged there, or two encodings are mixed",
                ) from error

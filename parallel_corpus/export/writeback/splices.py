"""Copy a file with some of its bytes replaced: everything else is the same by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """The bytes from `start` to `end` of the original give way to `new`; `start` may be `end`."""

    start: int
    end: int
    new: bytes = b""


def copy_spliced(original: BinaryIO, splices: Iterable[Splice], out: BinaryIO) -> None:
    """Copy `original` from its beginning to `out` with `splices` made, in bounded memory.

    Splices at one place are made in the order given. Raises ValueError where two overlap.
    """
    original.seek(0)
    at = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < at:
            raise ValueError(f"splices overlap at byte {splice.start}")
        _copy(original, out, splice.start - at)
        out.write(splice.new)
        original.seek(splice.end)
        at = splice.end
    while piece := original.read(_CHUNK):
        out.write(piece)


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return `data` with `splices` made.

    >>> spliced(b"<a></a>", [Splice(3, 3, b"<b/>")])
    b'<a><b/></a>'
    """
    import io

    out = io.BytesIO()
    copy_spliced(io.BytesIO(data), splices, out)
    return out.getvalue()


def _copy(original: BinaryIO, out: BinaryIO, count: int) -> None:
    while count > 0 and (piece := original.read(min(count, _CHUNK))):
        out.write(piece)
        count -= len(piece)

"""Values on disk, in order: for what is too much to hold in memory."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from parallel_corpus.errors import CorpusError

_HINT = "Make room, or name another folder for temporary files in TMPDIR"


@contextmanager
def spool_folder() -> Iterator[Path]:
    """Give a folder for spools that is removed with the block, however it ends."""
    with TemporaryDirectory(prefix="parallel-corpus-") as name:
        yield Path(name)


@contextmanager
def drafting(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file to write. Raises CorpusError where the disk has no room."""
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise CorpusError(
            f"cannot write a temporary file: {error.strerror or error}",
            where=path.parent,
            hint=_HINT,
        ) from error


class Spool:
    """A list of JSON values in a file. Memory holds eight bytes for each: where it begins.

    >>> with spool_folder() as folder:
    ...     spool = Spool(folder / "rows")
    ...     spool.extend([["1", "مادة"], ["2", "Two"]])
    ...     len(spool), spool[1], [number for number, _ in spool]
    (2, ['2', 'Two'], ['1', '2'])
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts = array("Q", [0])

    def extend(self, values: Iterable[Any]) -> None:
        """Add values at the end. Raises CorpusError where the disk has no room."""
        try:
            with self._path.open("ab") as file:
                for value in values:
                    line = _line(value)
                    file.write(line)
                    self._starts.append(self._starts[-1] + len(line))
        except OSError as error:
            raise CorpusError(
                f"cannot write a temporary file: {error.strerror or error}",
                where=self._path.parent,
                hint=_HINT,
            ) from error

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: int) -> Any:
        start, end = self._starts[index : index + 2]
        with self._path.open("rb") as file:
            file.seek(start)
            return _value(file.read(end - start))

    def __iter__(self) -> Iterator[Any]:
        """Iterate over all values; can be repeated."""
        if not len(self):
            return
        with self._path.open("rb") as file:
            for start, end in pairwise(self._starts):
                yield _value(file.read(end - start))

    def take(self, indices: Iterable[int]) -> Iterator[Any]:
        """Return the values at `indices`, in that order; the file is opened once."""
        if not len(self):
            return
        with self._path.open("rb") as file:
            for index in indices:
                start, end = self._starts[index : index + 2]
                file.seek(start)
                yield _value(file.read(end - start))


def _line(value: Any) -> bytes:
    # Texts may hold lone surrogates: what a damaged file says must come back as it was.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _value(line: bytes) -> Any:
    return json.loads(line.decode("utf-8", "surrogatepass"))


def _plain(value: Any) -> Any:
    """Turn numpy's scalars into Python's."""
    return value.tolist()

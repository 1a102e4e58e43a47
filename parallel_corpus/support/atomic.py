"""Whole files or none: write beside the old file, then take its place."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.files import sync_folder
from parallel_corpus.support.journal import JOURNAL
from parallel_corpus.support.together import waiting

_HINT = "Check that the folder can be written to and that the disk has room"


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a binary file that becomes `path` when the block ends well, and vanishes otherwise.

    The new file is made in the same folder (renaming is atomic only within one file system),
    flushed to the disk and renamed; a reader of `path` meanwhile, or after a crash, finds the
    old content or the new, never a part. Missing parent folders are made, and removed again where
    the file did not come to be. Inside `together.together` the file waits for the others.

    Raises CorpusError when the file system refuses (no permission, disk full).
    """
    path = Path(path)
    # Not tempfile: it makes files that only their owner may read, and the umask should decide.
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        _refuse_device(path)
        made = [folder for folder in path.parents if not folder.exists()]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if held := waiting():
                held.add(partial(_place, beside, path), partial(_remove, beside, made))
            else:
                _place(beside, path)
        except BaseException:
            _remove(beside, made)
            raise
    except OSError as error:
        raise _refused(path, error) from error


def _place(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    JOURNAL.info("write %s", path)


def _refused(path: Path, error: OSError) -> CorpusError:
    reason = error.strerror or str(error)
    return CorpusError(f"cannot write the file: {reason}", where=path, hint=_HINT)


def _remove(beside: Path, made: Iterable[Path]) -> None:
    """Remove a file that is not whole, and the folders that were made for it alone."""
    with suppress(OSError):
        beside.unlink(missing_ok=True)
        for folder in made:
            folder.rmdir()


def _refuse_device(path: Path) -> None:
    """Raise CorpusError for a device, pipe or socket, which a file must not take the place of."""
    with suppress(OSError):
        mode = path.stat(follow_symlinks=False).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode)):
            raise CorpusError(
                "is not a regular file", where=path, hint="Name another file to write"
            )


def write_text(path: str | Path, text: str) -> Path:
    """Write `text` as UTF-8 to `path`, whole or not at all. Line ends are kept as they are.

    A lone surrogate, which file names can bring, is written as its escape.
    """
    with replacing(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
    return Path(path)

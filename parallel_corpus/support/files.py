"""Files on every system: names, opening what a stranger may have put there, and durability.

A corpus or a folder of results may come from a ZIP or a clone. What the program itself reads and
writes there as control data (manifest, decisions, seal, cache, the folder that a run writes in)
must be a plain file or folder at that very place: a link would reach outside, and a FIFO or a
device would never end.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.errors import CorpusError

# Windows forbids these in names, and a path must not leave the folder.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^\s*$')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST = 200  # bytes: systems allow 255, and endings come after it
MAX_WHOLE = 512 * 2**20
"""Bytes of a file that is read whole."""
MAX_PIPED = 2 * 2**30
"""Bytes that may come through a pipe."""
PIPE_PATIENCE = 5.0
"""Seconds that a pipe is waited for that nobody writes to."""
_PIECE = 1 << 20


def is_file_name(name: str) -> bool:
    """Tell whether a file may have this name on every system: documents give files their names.

    >>> is_file_name("ipu143-adopted"), is_file_name("con"), is_file_name("a/b")
    (True, False, False)
    """
    return not (_UNSAFE.search(name) or _DEVICES.match(name) or len(name.encode()) > _LONGEST)


def open_control(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a control file as `os.open` does, and refuse links, folders, FIFOs and devices.

    Looked at after it is open, so that nobody can exchange it in between. Raises CorpusError for
    what is not a regular file, OSError as `os.open` does.
    """
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise _not_regular(path, "is a link")
    try:
        handle = os.open(path, flags, mode)
    except OSError as error:
        if path.is_symlink():
            raise _not_regular(path, "is a link") from error
        raise
    mode_there = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode_there):
        os.close(handle)
        if stat.S_ISDIR(mode_there):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        raise _not_regular(path, "is not a regular file")
    return handle


def read_control(path: Path) -> bytes:
    """Read a control file whole. Raises CorpusError for what is not a regular file, and OSError."""
    with os.fdopen(open_control(path, os.O_RDONLY), "rb") as file:
        return _read_all(file, path)


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading, also through a link.

    Raises CorpusError for folders, FIFOs, sockets and devices, without waiting for any of them,
    and OSError as `os.open` does.
    """
    # Before it is opened, because opening a device can do something by itself.
    if not stat.S_ISREG(path.stat().st_mode):
        raise _not_regular(path, "is not a regular file")
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDONLY | flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _not_regular(path, "is not a regular file")
    return os.fdopen(handle, "rb")


def read_regular(path: Path) -> bytes:
    """Read a regular file whole, also through a link. Raises CorpusError for FIFOs and devices."""
    with open_regular(path) as file:
        return _read_all(file, path)


def _read_all(file: BinaryIO, path: Path) -> bytes:
    # Counted while it is read: what stands in /proc says that it has no size, and some has no end.
    data = file.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise CorpusError(f"is larger than {MAX_WHOLE // 2**20} MB", where=path, hint="Split it")
    return data


def copy_pipe(path: Path, copy: Path) -> Path:
    """Copy to `copy` what comes through the FIFO `path`, and return `copy`.

    Waits for whoever writes to it as long as that takes. Raises CorpusError where nobody does
    within a few seconds, and where more comes than a file may hold; OSError as `os.open` does.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb", buffering=0) as pipe, copy.open("wb") as file:
        until = time.monotonic() + PIPE_PATIENCE
        # Without a writer a pipe is at its end at once; with one, there is nothing yet (None).
        while (piece := pipe.read(_PIECE)) == b"":
            if time.monotonic() > until:
                raise CorpusError("nothing comes through this pipe", where=path, hint="Name a file")
            time.sleep(0.02)
        os.set_blocking(handle, True)
        while piece is None or piece:
            file.write(piece or b"")
            if file.tell() > MAX_PIPED:
                raise CorpusError("sends more than 2 GB", where=path, hint="Name a file")
            piece = pipe.read(_PIECE)
    return copy


def refuse_over(out: Path, inputs: Iterable[Path]) -> None:
    """Raise CorpusError where writing to `out` would replace one of the files that are read."""
    for path in inputs:
        if out.exists() and path.exists() and out.samefile(path):
            raise CorpusError(
                "would be written over: it is read here", where=path, hint="Name another file"
            )


def make_own_folder(path: Path) -> None:
    """Make a folder for the program's own use. Raises CorpusError where a link has its name."""
    path.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        raise _not_regular(path, "is a link")


def _not_regular(path: Path, what: str) -> CorpusError:
    return CorpusError(what, where=path, hint="Put a plain file or folder in its place")


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened (not Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

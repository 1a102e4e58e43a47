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
from pathlib import Path

from parallel_corpus.errors import CorpusError

# Windows forbids these in names, and a path must not leave the folder.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^\s*$')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST = 200  # bytes: systems allow 255, and endings come after it


def is_file_name(name: str) -> bool:
    """Tell whether a file may have this name on every system: documents give files their names.

    >>> is_file_name("ipu143-adopted"), is_file_name("con"), is_file_name("a/b")
    (True, False, False)
    """
    return not (_UNSAFE.search(name) or _DEVICES.match(name) or len(name.encode()) > _LONGEST)


def open_control(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a control file as `os.open` does, and refuse links, folders, FIFOs and devices.

    Looked at after it is open, so that nobody can exchange it in between. Raises CorpusError for
    what is no regular file, OSError as `os.open` does.
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
    """Read a control file whole. Raises CorpusError for what is no regular file, and OSError."""
    with os.fdopen(open_control(path, os.O_RDONLY), "rb") as file:
        return file.read()


def read_regular(path: Path) -> bytes:
    """Read a regular file, also through a link. Raises CorpusError for FIFOs and devices."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _not_regular(path, "is not a regular file")
        return file.read()


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

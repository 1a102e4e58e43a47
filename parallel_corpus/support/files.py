"""Files on every system: what one may be called, and when its name is on the disk."""

from __future__ import annotations

import os
import re
from pathlib import Path

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


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened (not Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

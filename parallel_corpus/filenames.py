"""What a file may be called on every system, for a document's name becomes its files'."""

from __future__ import annotations

import re

# Windows forbids these in names, and a path must not leave the folder.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^\s*$')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST = 200  # bytes: systems allow 255, and endings come after it


def is_file_name(name: str) -> bool:
    """
    >>> is_file_name("ipu143-adopted"), is_file_name("con"), is_file_name("a/b")
    (True, False, False)
    """
    return not (_UNSAFE.search(name) or _DEVICES.match(name) or len(name.encode()) > _LONGEST)

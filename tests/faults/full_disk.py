"""A disk that is full from the nth write on, in this process: for files below one folder.

What writes is watched where Python hands bytes to the system: `FileIO.write` below every buffer,
`os.write`, and what makes files and folders. So each call fails in turn, also the last flush of a
file that is being closed. Libraries that write in C by a file's name are not seen here; a small
disk finds those (see `conftest.Disk`).
"""

from __future__ import annotations

import _io
import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_OPEN, _WRITE, _MKDIR, _OS_OPEN = io.open, os.write, os.mkdir, os.open
WRITABLE = os.O_WRONLY | os.O_RDWR


class FullDisk:
    """Files below `folder` take `left` writes; then there is no space left.

    `count`, a file elsewhere, keeps how many writes were asked for.
    """

    def __init__(self, folder: Path, left: int, count: Path | None = None) -> None:
        self.folder, self.left, self.count = f"{folder.resolve()}{os.sep}", left, count
        self.asked = 0

    def begin(self) -> None:
        """Watch this process from now on."""
        builtins.open = io.open = _io.open = self.open  # type: ignore[assignment]
        os.write, os.open = self.write, self.os_open  # type: ignore[assignment]
        os.mkdir = self.mkdir  # type: ignore[assignment]

    def spend(self, data: Any = b"") -> Any:
        """Count a write and return what of `data` finds room: of the first too many, half.

        Raises OSError where there is none.
        """
        self.asked += 1
        if self.count:
            with _OPEN(self.count, "w") as file:
                file.write(str(self.asked))
        if self.asked <= self.left:
            return data
        half = memoryview(data).cast("B")[: len(data) // 2]
        if self.asked > self.left + 1 or not half:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return half

    def holds(self, file: Any) -> bool:
        """Tell whether a path or an open descriptor is of a file below the folder."""
        path = f"/proc/self/fd/{file}" if isinstance(file, int) else os.fsdecode(file)
        return os.path.realpath(path).startswith(self.folder)

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *text: Any, **more: Any) -> Any:
        """Open a file as `open` does; where it is one of ours and written to, watch its writes."""
        if set(mode).isdisjoint("wax+"):
            return _OPEN(file, mode, buffering, *text, **more)
        raw_options = {name: more.pop(name) for name in ("closefd", "opener") if name in more}
        raw = _Watched(file, mode.replace("b", "").replace("t", ""), **raw_options)
        raw.spend = self.spend if self.holds(raw.fileno()) else None
        if buffering == 0:
            return raw
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        buffer = io.BufferedRandom(raw, size) if "+" in mode else io.BufferedWriter(raw, size)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, *text, **more)

    def write(self, handle: int, data: Any) -> int:
        """Write as `os.write` does."""
        return _WRITE(handle, self.spend(data) if self.holds(handle) else data)

    def os_open(self, path: Any, flags: int, *args: Any, **more: Any) -> int:
        """Open as `os.open` does; a new file needs room for its name."""
        new = flags & os.O_CREAT and not more.get("dir_fd") and not os.path.lexists(path)
        if new and self.holds(path):
            self.spend()
        return _OS_OPEN(path, flags, *args, **more)

    def mkdir(self, path: Any, *args: Any, **more: Any) -> None:
        """Make a folder as `os.mkdir` does."""
        if not more.get("dir_fd") and not os.path.lexists(path) and self.holds(path):
            self.spend()
        _MKDIR(path, *args, **more)


class _Watched(io.FileIO):
    spend: Callable[[Any], Any] | None = None

    def write(self, data: Any, /) -> int | None:
        return super().write(self.spend(data) if self.spend else data)

"""Several outputs of one run: all of them take their places, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path


class Waiting:
    """Outputs that are whole and wait for their places: files, and folders of results."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self._folders: dict[Path, Path] = {}
        self._files: list[tuple[Callable[[], None], Callable[[], None]]] = []

    def add(self, place: Callable[[], None], drop: Callable[[], None]) -> None:
        """Let a file wait: `place` brings it to its place, `drop` removes it."""
        self._files.append((place, drop))

    def folder(self, out: Path, made: Callable[[], AbstractContextManager[Path]]) -> Path:
        """Return the folder in which results for `out` are made; the first to ask makes it."""
        key = out.absolute()
        if key not in self._folders:
            self._folders[key] = self.stack.enter_context(made())
        return self._folders[key]

    def place(self) -> None:
        """Bring the files to their places, in the order in which they were written."""
        while self._files:
            self._files[0][0]()
            del self._files[0]

    def drop(self) -> None:
        """Remove the files that still wait."""
        while self._files:
            self._files.pop()[1]()


_WAITING: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


def waiting() -> Waiting | None:
    """Return what collects outputs here, None where each takes its place by itself."""
    return _WAITING.get()


@contextmanager
def together() -> Iterator[None]:
    """Let all files and folders that are written inside wait until the block ends well.

    Then folders take their places, which may still need room on the disk, and files after them,
    which need none. Where the block fails, none of them is there.
    """
    held = Waiting()
    try:
        with held.stack, _collecting(held):
            try:
                yield
            except BaseException:
                held.drop()  # first: a folder that was made for them goes only where it is empty
                raise
        held.place()
    finally:
        held.drop()


@contextmanager
def apart() -> Iterator[None]:
    """Let each file that is written inside take its place at once."""
    with _collecting(None):
        yield


@contextmanager
def _collecting(held: Waiting | None) -> Iterator[None]:
    token = _WAITING.set(held)
    try:
        yield
    finally:
        _WAITING.reset(token)

"""Make the files of an attack, run its command in this process, and see that nothing else happened."""

from __future__ import annotations

import base64
import io
import os
import signal
import socket
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from parallel_corpus.cli.group import main
from parallel_corpus.cli.output import visible

PRECIOUS = b"precious\nPS1=x"
_LARGE = 10 * 2**20
ALL = os.environ.get("ATTACKS") == "all"
"""Whether everything is tried, as every night, and not a sample."""
PATIENCE = 90  # seconds that no attack may take, on a machine where all else is busy too


def make(path: Path, content: Any) -> None:
    """Make one file of an attack; `content` is a text, or an object that says what else it is.

    {"repeat": [before, piece, times, after]}, {"base64": ...}, {"lines": [...]}, {"fifo": 1},
    {"socket": 1}, {"folder": 1}, {"link": target}, {"sparse": bytes},
    {"zip": {part: content}} (nested contents may be repeats).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    kind = next(iter(content)) if isinstance(content, Mapping) else "text"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        _bind(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(content["link"])
    elif kind == "sparse":
        with path.open("wb") as file:
            file.truncate(content["sparse"])
    else:
        path.write_bytes(data_of(content))


def data_of(content: Any) -> bytes:
    """The bytes of a file's content."""
    if isinstance(content, str):
        return content.encode("utf-8", "surrogateescape")
    [(kind, value)] = content.items()
    if kind == "base64":
        return base64.b64decode(value)
    if kind == "lines":
        return "".join(f"{line}\n" for line in value).encode("utf-8", "surrogateescape")
    if kind == "repeat":
        before, piece, times, after = value
        return f"{before}{piece * times}{after}".encode("utf-8", "surrogateescape")
    assert kind == "zip", kind
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in value.items():
            archive.writestr(name, data_of(part))
    return packed.getvalue()


def _bind(path: Path) -> None:
    """A socket's name may have 107 bytes, so it is bound from inside its folder."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@contextmanager
def ended_in_time() -> Iterator[None]:
    """Fail where the block takes longer than any attack may."""

    def late(*_: object) -> None:
        raise TimeoutError(f"not within {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(args: list[str], *, stdin: bytes = b"") -> Result:
    """Run a command line. Fails for a traceback, and for output that could steer a terminal."""
    with ended_in_time():
        result = CliRunner().invoke(main, args, input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(result.output) from result.exception
    assert result.exit_code in (0, 1, 2), result.output
    assert "Traceback" not in result.output
    assert visible(result.output) == result.output, ascii(result.output)
    return result


def errors_of(result: Result) -> list[str]:
    """The lines of error, which teach; usage is click's own."""
    return [line for line in result.output.splitlines() if line.lower().startswith("error: ")]


def contents(folder: Path) -> dict[str, bytes]:
    """What the plain files of a folder hold, those of a few megabytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink() and path.is_file() and path.stat().st_size < _LARGE
    }


def state(folder: Path) -> dict[str, object]:
    """All that stands in a folder: what the bytes of files are, where links lead."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = path.readlink() if path.is_symlink() else path.is_dir() or path.read_bytes()
    return found

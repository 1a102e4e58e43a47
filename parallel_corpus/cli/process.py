"""Run the command line as a process: its standard streams, Ctrl-C and its exit code.

Python opens no stream for a descriptor that was closed (`>&-`), flushes its streams once more when
it ends and then complains for itself with exit code 120, and ends with a traceback when Ctrl-C
comes before or after our own code. All of that is settled here, so that the commands need not
think of it.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

INTERRUPTED = 130  # what shells report for a program that Ctrl-C ended
_FAILED = 2


class OutputError(OSError):
    """Standard output cannot be written to."""


def run(command: Callable[[], object]) -> NoReturn:
    """Run `command`, which may raise SystemExit, and end the process with its exit code."""
    code: str | int | None = 0
    try:
        _own_streams()
        command()
    except KeyboardInterrupt:
        end_at_once_on_ctrl_c()
        sys.stderr.write("\nInterrupted.\n")
        code = INTERRUPTED
    except SystemExit as end:
        code = end.code
    end_at_once_on_ctrl_c()
    sys.exit(_flushed(code))


def end_at_once_on_ctrl_c() -> None:
    """Make Ctrl-C end this process at once, with exit code 130 and without a traceback.

    For the time when the outcome is settled and Python only waits for its children and threads.
    Does nothing in a process that did not begin with `run`.
    """
    if isinstance(sys.stdout, _Output) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda *_: _end_at_once())


def let_output_go() -> None:
    """Send to nowhere what standard output still holds, and all that follows."""
    with suppress(OSError, ValueError):
        _to_nowhere(sys.stdout.fileno())


def _end_at_once() -> NoReturn:
    if "multiprocessing" in sys.modules:
        for child in sys.modules["multiprocessing"].active_children():
            child.terminate()
    os._exit(INTERRUPTED)


def _flushed(code: str | int | None) -> str | int | None:
    """Return the exit code once all output is written, or that of a failure."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        let_output_go()
    except OSError as error:
        let_output_go()
        sys.stderr.write(f"error: {cannot_be_written(error)}\n")
        return _FAILED
    return code


def cannot_be_written(error: OSError) -> str:
    """Return what to say of a failure of standard output."""
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    return f"the output cannot be written: {reason}"


class _Output(io.TextIOWrapper):
    """Standard output; its failures say that they are its own (`OutputError`)."""

    def write(self, text: str, /) -> int:
        with _marked():
            return super().write(text)

    def flush(self) -> None:
        with _marked():
            super().flush()


@contextmanager
def _marked() -> Iterator[None]:
    try:
        yield
    except (BrokenPipeError, OutputError):
        raise
    except OSError as error:
        raise OutputError(error.errno, error.strerror) from error


class _Messages(io.TextIOWrapper):
    """Standard error. Where it cannot be written to, messages are lost and the work goes on."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            self._let_go()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            self._let_go()

    def _let_go(self) -> None:
        _to_nowhere(self.fileno())
        super().flush()


def _own_streams() -> None:
    """Put streams of ours in the places of Python's, and open those that were closed."""
    # Reading from what was closed finds nothing. Output that was closed is opened for reading only,
    # so that writing to it fails, as it should, and no file of ours gets its number.
    if sys.stdin is None:
        sys.stdin = os.fdopen(_open_as(0, os.O_RDONLY), encoding="utf-8")
    sys.stdout = _stream(_Output, sys.stdout, 1, os.O_RDONLY)
    sys.stderr = _stream(_Messages, sys.stderr, 2, os.O_WRONLY)


def _stream(
    kind: type[io.TextIOWrapper], given: TextIO | None, number: int, flags: int
) -> io.TextIOWrapper:
    """Return a stream over the same file, with the settings of the given one if there is one."""
    if not isinstance(given, io.TextIOWrapper):
        file = io.FileIO(_open_as(number, flags), "w")
        return kind(io.BufferedWriter(file), encoding="utf-8")
    return kind(
        given.buffer,
        encoding=given.encoding,
        errors=given.errors,
        line_buffering=given.line_buffering,
        write_through=given.write_through,
    )


def _open_as(wanted: int, flags: int) -> int:
    """Return a descriptor of the null device, number `wanted` if that is free."""
    opened = os.open(os.devnull, flags)
    try:
        os.fstat(wanted)
    except OSError:
        os.dup2(opened, wanted)
        os.close(opened)
        return wanted
    return opened


def _to_nowhere(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)

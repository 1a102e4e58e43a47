"""The program as terminals, pipes and keyboards meet it: a process of its own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.processes import LIMIT, members, wait_until, workers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
HELD = Path(__file__).with_name("held.py")
BUILD = ["build", "data", "-o", "out"]


def environment(**changes: str) -> dict[str, str]:
    plain = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    own = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "PYTHONIOENCODING")
    return {k: v for k, v in os.environ.items() if k not in own} | plain | changes


def program(*args: str) -> list[str]:
    return [sys.executable, "-m", "parallel_corpus", *args]


def piped(*args: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        program(*args), capture_output=True, check=False, env=environment(**changes)
    )


def on_terminal(*args: str, columns: int = 80, **changes: str) -> tuple[int, str]:
    """The exit code, and all that the program wrote to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    running = subprocess.Popen(
        program(*args), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**changes)
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end has closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return running.wait(), seen.decode("utf-8").replace("\r\n", "\n")


def text_of(seen: str) -> str:
    """Without colours, and without the line of progress, which is wiped at the end."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", seen)


@pytest.mark.usefixtures("sandbox")
def test_a_narrow_terminal_cuts_no_name_and_no_line() -> None:
    code, seen = on_terminal(*BUILD, columns=40)
    assert code == 0, seen
    assert "old: 5 + 5 paragraphs, 5 pairs" in text_of(seen)
    wide = piped(*BUILD).stdout.decode()
    for line in wide.splitlines():
        if re.match(r"(error|warning|info|Findings)", line):
            assert f"{line}\n" in text_of(seen)


@pytest.mark.usefixtures("sandbox")
def test_the_table_stands_where_there_is_room() -> None:
    code, seen = on_terminal(*BUILD, columns=100)
    assert code == 0, seen
    assert re.search(r"Document +Paragraphs +Pairs", text_of(seen))


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("changes", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["plain", "no-color", "dumb"],
)
def test_colours_are_for_terminals_that_want_them(
    changes: Mapping[str, str], coloured: bool
) -> None:
    code, seen = on_terminal(*BUILD, **changes)
    assert code == 0
    colours = {found for found in COLOUR.findall(seen) if re.search(r"3\d", found)}
    assert bool(colours) == coloured
    if changes.get("TERM") == "dumb":
        assert "\x1b" not in seen


@pytest.mark.usefixtures("sandbox")
def test_a_pipe_gets_colours_only_where_they_are_forced() -> None:
    plain, forced = piped(*BUILD), piped(*BUILD, FORCE_COLOR="1")
    assert b"\x1b" not in plain.stdout
    assert COLOUR.search(forced.stdout.decode())
    assert COLOUR.sub("", forced.stdout.decode()) == plain.stdout.decode()
    assert b"\x1b" not in plain.stderr + forced.stderr


@pytest.mark.usefixtures("sandbox")
def test_a_stream_without_arabic_gets_escapes_and_json_stays_whole() -> None:
    asked = ("normalise", "new.ar.txt")
    poor = piped(*asked, PYTHONIOENCODING="iso-8859-1")
    assert poor.returncode == 0, poor.stderr
    assert b"\\u062a\\u062d\\u062b" in poor.stdout
    assert b"PYTHONIOENCODING=utf-8" in poor.stderr
    assert b"Traceback" not in poor.stderr
    whole = json.loads(piped(*asked, "--json").stdout)
    assert json.loads(piped(*asked, "--json", PYTHONIOENCODING="iso-8859-1").stdout) == whole


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "latin-1", "ascii"],
)
def test_a_file_is_utf_8_whatever_the_locale(changes: Mapping[str, str]) -> None:
    done = piped("normalise", "new.ar.txt", **changes)
    assert done.returncode == 0, done.stderr
    assert "تحث البرلمانات" in done.stdout.decode("utf-8")
    assert not done.stderr
    built = piped(*BUILD, **changes)
    assert b"Traceback" not in built.stderr
    assert "“" in built.stdout.decode("utf-8")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "args",
    [["explain", "--json"], BUILD, ["--help"]],
    ids=lambda args: args[0],
)
def test_a_reader_that_goes_away_is_no_error(args: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            program(*args), stdout=write, stderr=subprocess.PIPE, check=False, env=environment()
        )
    finally:
        os.close(write)
    assert b"rror" not in done.stderr
    assert done.returncode == 0


NO_SPACE = "error: the output cannot be written: No space left on device"
CLOSED = "error: the output cannot be written: it is closed"
PRINTING = [["explain"], ["--help"], ["--version"], ["build", "--help"], ["explain", "--json"]]


def redirected(args: list[str], where: str, **changes: str) -> tuple[int, list[str], list[str]]:
    """The exit code, and the lines on standard output and error, redirected as a shell does it."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {where}', "sh", *program(*args)],
        capture_output=True,
        check=False,
        text=True,
        env=environment(**changes),
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("args", PRINTING, ids=" ".join)
def test_a_full_disk_is_one_clear_line(args: list[str], unbuffered: str) -> None:
    done = redirected(args, ">/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert done == (2, [], [NO_SPACE])


@pytest.mark.parametrize(
    ("where", "said"),
    [(">&-", [CLOSED]), (">&- 2>&-", []), ("<&- >&- 2>&-", []), (">/dev/full 2>/dev/full", [])],
)
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_output_that_nobody_can_read_is_a_failure(
    where: str, said: list[str], unbuffered: str
) -> None:
    for args in PRINTING[:2]:
        assert redirected(args, where, PYTHONUNBUFFERED=unbuffered) == (2, [], said)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", "<&-", "2>&- <&-"])
def test_messages_that_nobody_can_read_change_nothing_else(where: str) -> None:
    number = ["check", "memory.tsv", "--select", "N01", "--fail-on", "error"]
    asked = [(number, 1), (["check", "nowhere.csv"], 2)]
    if where == "2>/dev/full":
        asked += [(["--version"], 0), ([*BUILD, "-vv"], 0)]
    for args, code in asked:
        done, expected = redirected(args, where), run(*args)
        assert done[0] == expected.exit_code == code
        assert timeless(done[1]) == timeless(expected.stdout.splitlines())


def timeless(lines: list[str]) -> list[str]:
    return [re.sub(r"in [0-9.]+ s$", "in ... s", line) for line in lines]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("place", ["start", "align", "finaliser", "check the corpus", "exit"])
@pytest.mark.usefixtures("sandbox")
def test_ctrl_c_ends_with_130_and_leaves_nothing_behind(place: str, jobs: str) -> None:
    """Whether it comes at first, while tasks are at work, after them, or when all is done."""
    with held(place, jobs) as running:
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=LIMIT)
    assert running.returncode == 130
    assert b"Traceback" not in err
    if place == "exit":  # the results are whole, and only the waiting was cut short
        assert b"Findings:" in out
        assert (Path("out") / "index.html").exists()
    else:
        assert err.decode().endswith("\nInterrupted.\n")
        assert out == b""
        assert not list(Path("out").glob("*"))
    wait_until("no process is left", lambda: not members(running.pid))


@pytest.mark.usefixtures("sandbox")
def test_ctrl_c_after_workers_were_killed_ends_with_130() -> None:
    with held("align", "2") as running:
        for pid in workers(running.pid):
            os.kill(pid, signal.SIGKILL)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=LIMIT)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert not list(Path("out").glob("*"))
    wait_until("no process is left", lambda: not members(running.pid))


@contextmanager
def held(place: str, jobs: str) -> Iterator[subprocess.Popen[bytes]]:
    """A build that has come to `place`, and waits there (see `held.py`)."""

    def as_in_a_terminal() -> None:
        # Ctrl-C goes to the workers too. And a shell gives its background jobs, in one of which
        # these tests may run, SIGINT ignored.
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    # All stages, but one check only: where it waits, most of a build was already done for nothing.
    args = [*BUILD, "--no-cache", "-vv", "--jobs", jobs, "--select", "N01"]
    with subprocess.Popen(
        [sys.executable, HELD, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(HOLD_AT=place),
        preexec_fn=as_in_a_terminal,  # noqa: PLW1509
    ) as running:
        too_long = threading.Timer(LIMIT, os.killpg, (running.pid, signal.SIGKILL))
        too_long.start()
        try:
            assert running.stderr is not None
            seen = [running.stderr.readline()]
            while seen[-1] not in (b"held\n", b""):
                seen.append(running.stderr.readline())
            assert seen[-1], seen
            yield running
        finally:
            too_long.cancel()
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)

"""Streams that are closed, full or read by nobody: the right exit code for every command, one line.

1 means findings, so that no failure may end with it; a reader that goes away is none (`| head`).
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from pathlib import Path
from zlib import crc32

import pytest

from parallel_corpus.cli import process
from parallel_corpus.cli.group import command_names, main
from tests.cli.test_help import JSON
from tests.faults import attack
from tests.faults.conftest import Running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full"),
]

COMMANDS = {
    **JSON,
    "completion": "completion bash",
    "check with findings": "check memory.tsv --fail-on info",
    "check written back": "check memory.tmx --write-back back.tmx --write-back-level info",
    "omegat with notes": "omegat omegat-project --notes --notes-level info",
    "annotate for a batch": "annotate memory.tmx --model m --export requests.jsonl",
    "decide": "decide edited.xlsx --who me",
    "init": "init --force my-texts",
    "build as JSON": "build data -o out --json",
    "not known": "nonsense",
    "no file": "check nowhere.tmx",
}
SILENT = (">&-", ">/dev/full", ">|", ">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-", ">| 2>|")
DEAF = ("2>&-", "2>/dev/full", "2>|", "<&-", "<&- 2>&-", "</dev/full")


def cases() -> list[tuple[str, str]]:
    """Every command with every redirection; on most days a sample of them."""
    found = [(name, where) for name in COMMANDS for where in (*SILENT, *DEAF)]
    return [case for case in found if attack.ALL or crc32(repr(case).encode()) % 40 == 0]


def redirect(where: str, out: Path) -> None:
    """Do to this process what a shell does for `where`; ">|" is a pipe that nobody reads."""
    numbers = {"<": 0, ">": 1, "2": 2}
    with out.open("wb") as file:
        os.dup2(file.fileno(), 1)
    for word in where.split():
        number = numbers[word[0]]
        if word.endswith("&-"):
            os.close(number)
        elif word.endswith("|"):
            read, write = os.pipe()
            os.close(read)
            os.dup2(write, number)
            os.close(write)
        else:
            handle = os.open("/dev/full", os.O_RDWR)
            os.dup2(handle, number)
            os.close(handle)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = _as_at_a_start(number)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)  # Python keeps it, so that it is never closed


def _as_at_a_start(number: int) -> io.TextIOWrapper | None:
    """The stream that Python opens when it starts; None for a closed descriptor."""
    try:
        os.fstat(number)
    except OSError:
        return None
    file = open(number, "wb" if number else "rb", closefd=False)  # noqa: SIM115
    return io.TextIOWrapper(file, encoding="utf-8", line_buffering=number == 2)


def run(args: str, where: str, tmp_path: Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command run under a redirection."""
    out, log = tmp_path / "out.log", tmp_path / "said.log"

    def become() -> None:
        code: object = 70
        try:
            redirect(where, out)
            process.run(lambda: main(shlex.split(args)))
        except SystemExit as end:
            code = end.code or 0
        finally:
            os._exit(code if isinstance(code, int) else 1)

    ended = Running([], log, become).wait()
    return ended.code, out.read_text(encoding="utf-8"), ended.said


@pytest.mark.parametrize(("name", "where"), cases())
def test_a_stream_that_is_not_there(name: str, where: str, sandbox: Path, tmp_path: Path) -> None:
    args = COMMANDS[name]
    fresh = tmp_path / "fresh"
    shutil.copytree(sandbox, fresh)
    code, printed, _ = run(args, "", tmp_path)
    os.chdir(tmp_path)
    shutil.rmtree(sandbox)
    fresh.rename(sandbox)
    os.chdir(sandbox)
    ended, out, said = run(args, where, tmp_path)
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    if where in DEAF:
        assert (ended, len(out.splitlines())) == (code, len(printed.splitlines()))
        return
    assert out == ""
    if not printed:  # then it is not missed
        assert ended == code
    elif ">|" in where.split():
        assert ended in (0, code), said
        assert "rror" not in said
    else:
        assert ended == 2, said
        if "2>" not in where:
            lines = [line for line in said.splitlines() if line.startswith("error: ")]
            assert len(lines) == 1
            assert "the output cannot be written" in lines[0]


def test_every_command_is_tried() -> None:
    tried = {shlex.split(args)[0] for args in COMMANDS.values()}
    assert set(command_names()) - {"review"} <= tried

"""One hostile pair of texts costs a bounded time and memory in every command that reads it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from . import attack

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc"),
]

MEGABYTES = 600  # in all, with the encoders
SECONDS = 30.0  # of processor time
# Text, then what is repeated how often, then text; English and Arabic.
PAIRS = {
    # Candidates of links were n times m, and vectors of words filled a gigabyte.
    "a word 20,000 times": (("The meeting is held today. ", "yes ", 20_000, ""),
                            ("تعقد الجلسة اليوم. ", "نعم ", 20_000, "")),
    # Patterns tried every place of it, and windows of an encoder were all held at once.
    "a word of 100,000 letters": (("The ", "a", 100_000, " end."),
                                  ("ال ", "ب", 100_000, " نهاية.")),
}  # fmt: skip
# Not getrusage: what it calls the peak includes the process that we were forked from.
AROUND = ("The meeting is held today.", "تعقد الجلسة اليوم.")
MEASURE = """
import atexit, pathlib
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: pathlib.Path("status").write_text(status.read_text()))
from parallel_corpus.__main__ import run
run()
"""
# The first page of the desk, which is what a person waits for.
DESK = MEASURE.replace(
    """from parallel_corpus.__main__ import run
run()
""",
    """from parallel_corpus.decisions import Store
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.serve import Texts, make_builder
here = pathlib.Path()
build = make_builder(Texts([here / "data"]), None, print)
print(len(Desk(build, Store(here / "decisions.jsonl"), "amal", here / "out").html()))
""",
)
COMMANDS = ["check a.en.txt a.ar.txt", "normalise a.ar.txt", "align a.en.txt a.ar.txt"]


def measured(command: list[str], folder: Path) -> tuple[int, str, float, float]:
    """Exit code, what it said, seconds of processor time, and megabytes at the most."""
    log = folder / "said.log"
    with log.open("w") as file:
        run = subprocess.Popen(
            [sys.executable, "-c", DESK if command == ["desk"] else MEASURE, *command],
            cwd=folder,
            stdout=file,
            stderr=file,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        _, ended, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(ended)
    status = (folder / "status").read_text("utf-8")
    kilobytes = int(re.search(r"VmHWM:\s*(\d+)", status)[1])  # type: ignore[index]
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    return run.returncode, said, used.ru_utime + used.ru_stime, kilobytes / 1024


# The pieces that fill a line of either language, "§" being the number of each, and how many.
KINDS = json.loads((Path(__file__).parent / "pairs.json").read_text(encoding="utf-8"))
SIDES = ("both", "en", "ar")


def write_pair(path: Path, name: str, side: str = "both", step: int = 1) -> list[str]:
    """Write the two texts of a kind, `path`.en.txt and .ar.txt, and return them.

    Only `side` is filled, with every `step`th of the pieces.
    """
    *pieces, times = KINDS[name]
    texts = []
    for language, piece, around in zip(("en", "ar"), pieces, AROUND, strict=True):
        filled = "".join(piece.replace("§", str(number)) for number in range(0, times, step))
        text = " ".join((around, filled if side in (language, "both") else "", "."))
        assert len(text) < 100_000
        path.with_name(f"{path.name}.{language}.txt").write_text(f"{text}\n", encoding="utf-8")
        texts.append(text)
    return texts


@pytest.mark.skipif(not attack.ALL, reason="takes an hour of the night: ATTACKS=all")
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", KINDS)
def test_a_pair_of_each_kind_is_bounded(name: str, side: str, tmp_path: Path) -> None:
    """On one side and on both, as long as a line may be."""
    write_pair(tmp_path / "a", name, side)
    expect_bounded("check a.en.txt a.ar.txt", tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", PAIRS)
def test_one_pair_is_bounded(name: str, command: str, tmp_path: Path) -> None:
    for language, (before, piece, times, after) in zip(("en", "ar"), PAIRS[name], strict=True):
        text = f"{before}{piece * times}{after}\n"
        (tmp_path / f"a.{language}.txt").write_text(text, encoding="utf-8")
    expect_bounded(command, tmp_path)


@pytest.mark.parametrize(
    "command", ["check a.en.txt a.ar.txt -o out", "normalise a.ar.txt --explain"]
)
def test_a_word_of_many_repairs_is_bounded(command: str, tmp_path: Path) -> None:
    """Each was shown with its whole word, and its place in raw was sought through all others."""
    write_pair(tmp_path / "a", "tatweel within a word")
    expect_bounded(command, tmp_path)


def expect_bounded(command: str, folder: Path, most: float = MEGABYTES) -> None:
    """Fail where the command takes more than it may, or ends in an accident."""
    code, said, seconds, megabytes = measured(command.split(), folder)
    assert code in (0, 1, 2), said
    assert "Traceback" not in said
    assert megabytes < most, said
    assert seconds < SECONDS, said

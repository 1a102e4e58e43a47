"""A full disk, anywhere: the old results stay, the message is clear, the next run is right."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel_corpus.decisions import FILE, Store
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision

from .conftest import Disk, Ended, assert_clear_refusal, assert_whole, files

Run = Callable[..., Ended]
PAGE = 4096


@pytest.mark.parametrize("pages", [0, 1, 4, 9])
def test_a_build_onto_a_full_disk(
    pages: int, folder: Path, disk: Disk, run: Run, right: dict[str, bytes]
) -> None:
    """Whether there is room for nothing or for some of the files, the old ones stay."""
    out = disk.path / "out"
    assert run("build", folder, "-o", out).code == 0
    (folder / "note.en.txt").write_text("The meeting of the members will be held in Rome.")
    disk.fill(pages * PAGE)
    assert_clear_refusal(run("build", folder, "-o", out, before=disk.limit), str(out), "disk")
    assert files(out) == right
    assert_whole(out)
    disk.empty()
    assert run("build", folder, "-o", out).code == 0
    assert b"Rome" in files(out)["note.en-ar.csv"]
    assert_whole(out)


@pytest.mark.parametrize(
    "command",
    [
        ["check", "law.en.txt", "law.ar.txt", "-o"],
        ["export", ".", "--to", "tmx,xlsx,parquet,moses", "-o"],
        ["export", "terms.csv", "--to", "tmx,xlsx,tbx", "-o"],
    ],
    ids=["check", "export a corpus", "convert a bitext"],
)
@pytest.mark.usefixtures("right")
def test_other_commands_onto_a_full_disk(
    command: list[str], folder: Path, disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    out = disk.path / "out"
    assert run(*command, out).code == 0
    before = files(out)
    disk.fill(2 * PAGE)
    ended = run(*command, out, before=disk.limit)
    assert_clear_refusal(ended, str(out), "disk")
    assert ".writing" not in ended.said
    assert files(out) == before
    disk.empty()
    assert run(*command, out).code == 0
    assert set(files(out)) == set(before)


def test_a_cache_on_a_full_disk_costs_only_time(
    folder: Path,
    disk: Disk,
    tmp_path: Path,
    run: Run,
    right: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(disk.path / "cache"))
    disk.fill(PAGE)
    for _ in range(2):
        assert run("build", folder, "-o", tmp_path / "out", before=disk.limit).code == 0
        assert files(tmp_path / "out") == right


def test_a_decision_that_finds_the_disk_full_was_not_made(disk: Disk) -> None:
    if not disk.mounted:
        pytest.skip("no disk can be mounted here; tests/decisions bounds the file instead")
    store = Store(disk.path / FILE)
    long = Decision("me", "", "text:note:en:p1", "comment", "x" * 3000)
    store.append(lambda _: [long])
    before = store.path.read_bytes()
    disk.fill(0)
    with pytest.raises(CorpusError, match=r"could not be kept: No space left.*disk has room"):
        store.append(lambda _: [long])
    assert store.path.read_bytes() == before
    disk.empty()
    assert len(store.append(lambda _: [long])[0].decisions) == 2


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_printed(folder: Path) -> None:
    """A real interpreter: its last flush, as it ends, must not fail a second time."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "parallel_corpus", "normalise", folder / "note.en.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            text=True,
            check=False,
        )
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines() == [
        "error: the output cannot be written: No space left on device"
    ]

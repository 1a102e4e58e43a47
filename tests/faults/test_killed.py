"""Processes that are killed, and two at once: whichever ends leaves one whole result."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.support import publish
from parallel_corpus.support.publish import UNFINISHED, publishing
from tests.processes import seconds_of, wait_until, workers

from .conftest import Ended, Running, assert_whole, files
from .kills import kill_builds

pytestmark = pytest.mark.slow

Run = Callable[..., Ended]
Start = Callable[..., Running]
KILLS = 5


def test_builds_that_are_killed_leave_a_whole_result(
    folder: Path, tmp_path: Path, start: Start, right: dict[str, bytes]
) -> None:
    """The benchmark `faults_killed` does the same fifty times."""
    assert kill_builds(folder, tmp_path / "out", start, random.Random(8), KILLS)[0] > 0
    assert start("build", folder, "-o", tmp_path / "out").wait().code == 0
    assert files(tmp_path / "out") == right
    assert_whole(tmp_path / "out")


@pytest.mark.parametrize("after", range(5))
def test_killed_while_files_change_places(after: int, tmp_path: Path, start: Start) -> None:
    """The one moment in which a folder holds files of two runs: then it says so."""
    out = tmp_path / "out"
    put(out, dict.fromkeys(("a", "b", "gone"), "old"))

    def die() -> None:
        count = iter(range(after))
        true = {name: getattr(Path, name) for name in ("replace", "unlink")}

        def maybe(name: str) -> Callable[..., Any]:
            def act(self: Path, *args: Any, **more: Any) -> Any:
                if UNFINISHED in files(out) and next(count, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                return true[name](self, *args, **more)

            return act

        for name in true:
            setattr(Path, name, maybe(name))
        put(out, dict.fromkeys(("a", "b", "new"), "new"))

    assert start("--version", before=die).wait().code == -signal.SIGKILL
    assert UNFINISHED in files(out)
    put(out, dict.fromkeys("a", "newest"))
    assert_whole(out)
    assert set(files(out)) == {"a", publish.SEAL}


def put(out: Path, texts: dict[str, str]) -> None:
    with publishing(out) as folder:
        for name, text in texts.items():
            (folder / name).write_text(text)


def test_two_at_once_take_turns(
    folder: Path, tmp_path: Path, start: Start, right: dict[str, bytes]
) -> None:
    """Of one corpus and of another: the folder is one's or the other's, never both's."""
    other = tmp_path / "other"
    other.mkdir()
    for name in ("note.en.txt", "note.ar.txt"):
        (other / name).write_bytes((folder / name).read_bytes())
    out = tmp_path / "out"
    assert start("build", other, "-o", tmp_path / "alone").wait().code == 0
    results = (right, files(tmp_path / "alone"))
    for _ in range(2):
        both = [start("build", place, "-o", out, "--no-cache") for place in (folder, other)]
        assert [running.wait().code for running in both] == [0, 0]
        assert files(out) in results
        assert_whole(out)


def test_who_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    monkeypatch.setattr(publish, "_PATIENCE", 0.05)
    with publishing(tmp_path / "out") as folder:
        (folder / "a").write_text("first")
        ended = start("--version", before=lambda: put(tmp_path / "out", {"a": "second"})).wait()
        assert "another run is writing to this folder" in ended.said
    assert files(tmp_path / "out")["a"] == b"first"


def test_many_writers_lose_no_turn(tmp_path: Path) -> None:
    out = tmp_path / "out"
    troubles: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                put(out, dict.fromkeys("ab", f"{name}{number}"))
        except BaseException as error:  # noqa: BLE001
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(f"t{i}-",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert files(out)["a"] == files(out)["b"]
    assert_whole(out)


def test_what_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, {"a": "1", "mine": "1", "old": "1"})
    (out / "mine").write_text("revised by hand")
    (out / "notes").write_text("never ours")
    put(out, {"a": "2"})
    assert set(files(out)) == {"a", "mine", "notes", publish.SEAL}


@pytest.mark.parametrize("line", ["{}  ../outside", "{}  ", "nonsense", "{}  sub/x", "{}  .."])
def test_a_seal_that_lies_removes_nothing(line: str, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("x")
    out = tmp_path / "out"
    put(out, {"a": "1"})
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    (out / publish.SEAL).write_text(line.format(digest) + "\n")
    put(out, {"a": "2"})
    assert (tmp_path / "outside").exists()
    assert_whole(out)


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out" / "a").mkdir(parents=True)
    with pytest.raises(CorpusError, match="cannot be written to"):
        put(tmp_path / "out", {"a": "1"})
    (tmp_path / "out" / "a").rmdir()
    put(tmp_path / "out", {"a": "1"})
    assert_whole(tmp_path / "out")


def test_workers_that_are_killed_cost_only_time(
    folder: Path, tmp_path: Path, start: Start, right: dict[str, bytes]
) -> None:
    """Whoever is killed by somebody else (here: once each) did not fail by its task."""
    running = start("build", folder, "-o", tmp_path / "out", "--jobs", 2)
    busy: list[int] = []

    def is_one_busy() -> bool:
        busy[:] = [pid for pid in workers(running.pid) if seconds_of(pid) > 0.5]
        return bool(busy)

    wait_until("a worker is at work", is_one_busy)
    os.kill(busy[0], signal.SIGKILL)
    ended = running.wait()
    assert ended.code == 0, ended.said
    assert files(tmp_path / "out") == right

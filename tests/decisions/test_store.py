"""Nothing acknowledged is lost: crashes, several writers, torn lines, a full disk."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.decisions import Store
from parallel_corpus.decisions import store as store_module
from parallel_corpus.decisions.store import _line, parse_ledger
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision

WRITER = """
import sys
from pathlib import Path
from parallel_corpus.decisions import Store
from parallel_corpus.model import Decision
store, name = Store(Path(sys.argv[1])), sys.argv[2]
print("ready", flush=True)
for number in range(100000):
    on = f"bead:{name}={number}"
    store.append(lambda ledger: [Decision(name, "", on, "confirm", "نص " * 300)])
    print(on, flush=True)
"""


def add(store: Store, on: str, who: str = "amal") -> Decision:
    _, (made,) = store.append(lambda _: [Decision(who, "", on, "confirm")])
    return made


def subjects(path: Path) -> set[str]:
    """Strictly: every line must be a whole JSON object."""
    lines = path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    return {json.loads(line)["on"] for line in lines}


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    store = Store(path)
    dice = random.Random(7)
    told: set[str] = set()
    for kill in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"w{kill}"],
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        for _ in range(dice.randrange(4)):
            told.add(writer.stdout.readline().strip())
        # Somewhere inside a write, wherever that falls.
        for _ in range(dice.randrange(2000)):
            pass
        writer.send_signal(signal.SIGKILL)
        told |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        writer.stdout.close()
        add(store, f"bead:after={kill}")
        told.add(f"bead:after={kill}")
        assert told <= subjects(path)
    assert len(told) > 12


@given(st.integers(1, 10_000), st.booleans())
def test_a_torn_last_line_is_set_aside(
    tmp_path_factory: pytest.TempPathFactory, cut: int, whole: bool
) -> None:
    path = tmp_path_factory.mktemp("torn") / "decisions.jsonl"
    line = _line(Decision("a", "1", "bead:x=y", "confirm", "تعليق"))
    torn = line[:-1] if whole else line[: 1 + cut % (len(line) - 2)]
    path.write_bytes(line.replace(b"x=y", b"u=v") + torn)
    add(Store(path), "bead:new=1")
    assert subjects(path) == {"bead:u=v", "bead:new=1"} | ({"bead:x=y"} if whole else set())
    assert path.with_name("decisions.jsonl.torn").exists() != whole


def test_writers_in_many_threads_all_get_their_turn(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "d.jsonl") for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add(stores[n % 4], f"bead:{n}=", f"p{n % 3}"), range(120)))
    ledger = stores[0].load()
    assert len(ledger.decisions) == 120
    assert len({d.when for d in ledger.decisions}) == 120


def test_a_clock_that_goes_back_does_not_shuffle_decisions(tmp_path: Path) -> None:
    hours = iter([9, 8, 9, 7])
    clock = lambda: datetime(2026, 1, 1, next(hours), tzinfo=UTC)  # noqa: E731
    store = Store(tmp_path / "d.jsonl", clock)
    made = [add(store, f"bead:{n}=") for n in range(4)]
    assert list(store.load().decisions) == made


def test_a_decision_that_was_refused_is_not_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "d.jsonl")
    add(store, "bead:x=y")

    def refuse(_: object) -> list[Decision]:
        raise CorpusError("somebody else decided")

    with pytest.raises(CorpusError):
        store.append(refuse)
    assert subjects(store.path) == {"bead:x=y"}


def test_a_full_disk_is_told_and_leaves_no_half_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "d.jsonl")
    add(store, "bead:x=y")

    def full(handle: int, data: bytes) -> None:
        os.write(handle, data[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "_write", full)
        with pytest.raises(CorpusError, match="No space left"):
            add(store, "bead:z=")
    assert subjects(store.path) == {"bead:x=y"}


@given(st.text(), st.text(), st.dictionaries(st.text(), st.text()))
def test_a_line_gives_the_decision_back(on: str, comment: str, value: dict[str, str]) -> None:
    decision = Decision("a", "1", on, "edit", comment, "f", value)
    line = _line(decision)
    assert line.count(b"\n") == 1
    (back,) = parse_ledger(line).decisions
    assert (back.on, back.comment, back.value) == (on, comment, value)


def test_a_folder_in_the_way_is_an_error_that_teaches(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").mkdir()
    with pytest.raises(CorpusError, match="could not be kept"):
        add(Store(tmp_path / "d.jsonl"), "bead:x=")

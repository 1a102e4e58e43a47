"""The disk is full at each write in turn: one line, and what stood there before is whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.decisions import Store
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision
from tests.cli.conftest import run as run_here

from . import attack
from .conftest import Ended, as_an_ordinary_user, assert_clear_refusal, write_corpus_folder
from .full_disk import FullDisk

Run = Callable[..., Ended]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

# What each command writes, by a name; the first of them run in every run of the tests.
COMMANDS = {
    "init": "init --force texts",
    "update": "update memory.tmx memory.tsv -o new/updated.tmx",
    "decide": "decide edited.csv texts --who me",
    "requests": "annotate memory.tmx --model m --export requests.jsonl",
    "build": "build texts -o out",
    "build anew": "build texts -o out --no-cache",
    "build as a stream": "build texts -o out --stream",
    "build with a log": "build texts -o out --log build.log",
    "export a corpus": "export texts --to tmx,csv,tsv,xlsx,xliff,xliff12,po,jsonl,parquet,moses,docx -o out",
    "export a bitext": "export memory.tmx --to tmx,csv,tsv,xlsx,xliff,xliff12,po,jsonl,parquet,moses,docx -o out",
    "export a glossary": "export texts/terms.csv --to tbx,tmx,xlsx -o out",
    "check files": "check new.en.txt new.ar.txt --previous old.en.txt old.ar.txt --to docx,xlsx -o out",
    "check a memory": "check memory.tmx --to tmx,csv -o out --scores scores.tsv",
    "report beside": "check new.en.txt new.ar.txt",
    "back into tmx": "check memory.tmx --write-back out/back.tmx --write-back-level info",
    "back into xliff": "check memory.xlf --write-back out/back.xlf --write-back-level info",
    "back into xliff 1.2": "check memory.xliff --write-back out/back.xliff --write-back-level info",
    "back into po": "check memory.po --write-back out/back.po --write-back-level info",
    "back into xlsx": "check memory.xlsx --write-back out/back.xlsx --write-back-level info",
    "back into docx": "check memory.docx --write-back out/back.docx --write-back-level info",
    "answers": "annotate memory.tmx --model m --import answers.jsonl -o kept.jsonl",
    "issues": "omegat omegat-project -o issues.csv",
    "notes": "omegat omegat-project --notes --notes-level info",
    "notebooks": "notebooks copies",
}
LEDGER = "texts/decisions.jsonl"
LOG = "build.log"
ADDING = {"decide", "notebooks"}  # what is there already is not written again


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands read."""
    folder = tmp_path_factory.mktemp("written")
    write_corpus_folder(folder / "texts")
    for name in ("memory.tmx", "new.en.txt", "new.ar.txt", "old.en.txt", "old.ar.txt"):
        shutil.copy(EXAMPLES / name, folder)
    shutil.copytree(EXAMPLES / "omegat-project", folder / "omegat-project")
    for args in (
        ["export", folder / "memory.tmx", "--to", "tsv,xlsx,xliff,xliff12,po,docx", "-o", folder],
        ["export", folder / "texts", "--to", "csv", "-o", folder],
        ["annotate", folder / "memory.tmx", "--model", "m", "--export", folder / "asked.jsonl"],
    ):
        done = run_here(*args)
        assert done.exit_code == 0, done.output
    table = folder / "memory.tsv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("\u062a", "\u062b"), encoding="utf-8"
    )
    note = (folder / "note.en-ar.csv").read_text(encoding="utf-8-sig")
    edited = note.replace("Madrid", "Rome")
    assert edited != note
    (folder / "edited.csv").write_text(edited, encoding="utf-8")
    _answer(folder)
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    return folder


def _answer(folder: Path) -> None:
    """Answer each request of asked.jsonl that nothing is wrong."""
    asked = map(json.loads, (folder / "asked.jsonl").read_text(encoding="utf-8").splitlines())
    body = {"choices": [{"message": {"content": '{"annotations": []}'}}]}
    lines = [
        json.dumps({"custom_id": a["custom_id"], "response": {"status_code": 200, "body": body}})
        for a in asked
    ]
    (folder / "answers.jsonl").write_text("\n".join(lines), encoding="utf-8")


def chosen(writes: int, first: int, step: int) -> list[int]:
    """After how many writes the disk is full: all numbers in steps, or on most days the edges."""
    assert writes > 0
    return list(range(first, writes, step)) if attack.ALL else [0, writes - 1][first:]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(COMMANDS) if attack.ALL else list(COMMANDS)[:4])
@pytest.mark.usefixtures("right")
def test_the_disk_is_full_at_each_write(
    name: str, written: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, count, args = tmp_path / "work", tmp_path / "count", COMMANDS[name].split()
    shutil.copytree(written, work)
    (work / "tmp").mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setattr(tempfile, "tempdir", str(work / "tmp"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    fresh = attack.state(work)
    assert run(*args, before=FullDisk(work, 10**9, count).begin).code == 0
    done = attack.state(work)
    states = [fresh] if name in ADDING else [fresh, spoilt(fresh, done)]
    for which, before in enumerate(states):
        restore(work, before)
        assert run(*args, before=FullDisk(work, 10**9, count).begin).code == 0
        for left in chosen(int(count.read_text()), which, len(states)):
            restore(work, before)
            ended = run(*args, before=FullDisk(work, left).begin)
            assert_clear_refusal(ended, "No space left")
            assert ".writing" not in ended.said
            found = attack.state(work)
            if found.get(LEDGER) == b"":  # not removed: somebody else may wait to write into it
                del found[LEDGER]
            log: Any = found.pop(LOG, b"")  # stays: it says what was done until the disk was full
            assert log.startswith(before.get(LOG, b""))
            if "the log is not whole" in ended.said:  # all else is
                assert found == {path: kept for path, kept in done.items() if path != LOG}
            elif name == "notebooks":  # file after file, each of them whole
                assert found.items() <= done.items()
            else:
                expected = {path: kept for path, kept in before.items() if path != LOG}
                assert found == expected, f"after {left} writes"
    restore(work, fresh)
    assert run(*args).code == 0
    assert attack.state(work).keys() == done.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(COMMANDS) if attack.ALL else list(COMMANDS)[2:4])
@pytest.mark.usefixtures("right")
def test_without_home_or_root_and_under_a_tight_umask(
    name: str, written: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the clock says 1970. Nobody else may read what is written."""
    work = tmp_path / "work"
    shutil.copytree(written, work)
    monkeypatch.chdir(work)
    before = set(attack.state(work))

    def bare() -> None:
        os.umask(0o077)
        for variable in ("HOME", "USER", "LOGNAME", "LANG", "LC_ALL"):
            os.environ.pop(variable, None)
        os.environ.update(SOURCE_DATE_EPOCH="1", LC_ALL="C")
        as_an_ordinary_user()

    ended = run(*COMMANDS[name].split(), before=bare)
    assert ended.code == 0, ended.said
    assert "Traceback" not in ended.said
    made = set(attack.state(work)) - before
    assert made or name == "init"
    assert all((work / path).stat().st_mode & 0o077 == 0 for path in made)


def spoilt(fresh: dict[str, object], done: dict[str, object]) -> dict[str, object]:
    """What stands there when older results do, which are others."""
    made = {
        name: content + b"\n" if isinstance(content, bytes) and name not in fresh else content
        for name, content in done.items()
    }
    return made | fresh


def restore(folder: Path, state: dict[str, object]) -> None:
    """Put a folder back into a state that `attack.state` gave."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, content in state.items():
        path = folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.mkdir()


@pytest.mark.parametrize("after", range(6))
def test_a_decision_is_kept_whole_or_not_at_all(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call that writes or makes durable fails in turn, also half-way through a line."""
    store = Store(tmp_path / "decisions.jsonl")
    comment = Decision("me", "", "text:a:en:p1", "comment", "x")
    store.append(lambda _: [comment])
    before = store.path.read_bytes()
    store.path.write_bytes(before + b'{"who": "me", "wh')
    calls = iter(range(after))
    true = {name: getattr(os, name) for name in ("write", "fsync")}

    def failing(name: str) -> Callable[..., Any]:
        def call(handle: int, *data: bytes) -> Any:
            if next(calls, None) is None:
                if data:
                    true["write"](handle, data[0][:3])
                raise FULL
            return true[name](handle, *data)

        return call

    with monkeypatch.context() as patch:
        for name in true:
            patch.setattr(os, name, failing(name))
        try:
            store.append(lambda _: [comment])
        except CorpusError as error:
            assert "disk has room" in str(error)  # noqa: PT017
    assert store.path.read_bytes().startswith(before)
    ledger, _ = store.append(lambda _: [comment])
    assert not ledger.damaged
    assert len(store.load().decisions) in (2, 3)

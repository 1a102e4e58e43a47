"""The disk is full at each write in turn: one line, and what stood there before is whole."""

from __future__ import annotations

import errno
import io
import os
import pathlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.decisions import Store
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision

from .conftest import Ended, assert_clear_refusal, assert_whole, files

Run = Callable[..., Ended]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Full:
    """Files below `folder` are written to until `left` writes are done; then the disk is full."""

    def __init__(self, folder: Path, left: int, count: Path | None = None) -> None:
        self.folder, self.left, self.count = str(folder), left, count
        self.done = 0

    def begin(self) -> None:
        true = io.open

        def opened(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            made = true(file, mode, *args, **more)
            below = isinstance(file, str | Path) and os.path.abspath(file).startswith(self.folder)  # noqa: PTH100
            if below and not set(mode).isdisjoint("wax"):
                return self.watched(made)
            return made

        pathlib.io.open = opened  # type: ignore[attr-defined]

    def watched(self, file: Any) -> Any:
        full = self

        class Watched:
            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

            def __enter__(self) -> Watched:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, data: Any) -> Any:
                full.one_more()
                return file.write(data)

        return Watched()

    def one_more(self) -> None:
        self.done += 1
        if self.count:
            self.count.write_bytes(str(self.done).encode())
        if self.done > self.left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["build", "."], ["export", ".", "--to", "tmx,csv,moses,jsonl"], ["init", "--force", "."]],
    ids=lambda command: command[0],
)
@pytest.mark.usefixtures("right")
def test_the_disk_is_full_at_each_write(
    command: list[str], folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    out = folder if command[0] == "init" else tmp_path / "out"
    args = command if command[0] == "init" else [*command, "-o", out]
    assert run(*args).code == 0
    before = files(out)
    count = tmp_path / "count"
    assert run(*args, before=Full(out, 10**9, count).begin).code == 0
    writes = int(count.read_text())
    assert writes > 0
    for left in range(writes):
        ended = run(*args, before=Full(out, left).begin)
        assert_clear_refusal(ended, "No space left")
        assert ".writing" not in ended.said
        assert files(out) == before, f"after {left} writes"
    if command[0] == "build":
        assert_whole(out)


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

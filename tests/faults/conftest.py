"""A small corpus, and commands that run where something is broken.

A command runs in a fork of the test's process: a real process, which can be killed, limited and
stripped of root's powers, without the seconds that a new interpreter takes to start.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import resource
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from parallel_corpus.cli.group import main
from parallel_corpus.support.publish import SEAL, STAGING, UNFINISHED
from tests.processes import wait_until
from tests.small_corpus import write_texts

MANIFEST = """\
[corpus]
glossary = "terms.csv"

[[document]]
id = "law-draft"
texts = [{file = "law-draft.en.txt", language = "en"}, {file = "law-draft.ar.txt", language = "ar"}]

[[document]]
id = "law"
supersedes = "law-draft"
texts = [{file = "law.en.txt", language = "en"}, {file = "law.ar.txt", language = "ar"}]

[[document]]
id = "note"
texts = [{file = "note.en.txt", language = "en"}, {file = "note.ar.txt", language = "ar"}]
"""
GLOSSARY = "en,ar\nmembers,الأعضاء\n"


def write_corpus_folder(folder: Path) -> Path:
    write_texts(folder)
    (folder / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative: by that signal) and all that it said."""

    code: int
    said: str


class Running:
    """A command in a process of its own; `before` breaks something there first."""

    def __init__(
        self, args: Sequence[object], log: Path, before: Callable[[], object] | None = None
    ) -> None:
        self.log = log
        with warnings.catch_warnings():
            # Python 3.12 warns of threads that a fork does not have; the command needs none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            _become([str(arg) for arg in args], log, before)

    def kill(self, signal_number: int) -> None:
        os.kill(self.pid, signal_number)

    def wait(self) -> Ended:
        _, status = os.waitpid(self.pid, 0)
        said = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return Ended(os.waitstatus_to_exitcode(status), said)


def _become(args: list[str], log: Path, before: Callable[[], object] | None) -> None:
    """The command, never to return to the test."""
    code = 70
    try:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        if before:
            before()
        main(args)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - this process has no other way to say it
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):  # never back into the test, whatever happens
                stream.flush()
        os._exit(code)


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Running]:
    """Starts a command; what it says goes to a file of its own."""
    count = iter(range(10_000))

    def begin(*args: object, before: Callable[[], object] | None = None) -> Running:
        return Running(args, tmp_path / f"said-{next(count)}.log", before)

    return begin


@pytest.fixture
def run(start: Callable[..., Running]) -> Callable[..., Ended]:
    """Runs a command to its end."""

    def to_the_end(*args: object, before: Callable[[], object] | None = None) -> Ended:
        return start(*args, before=before).wait()

    return to_the_end


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PARALLEL_CORPUS_CACHE", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_corpus_folder(tmp_path / "texts")


@pytest.fixture(scope="session")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build of the small corpus gives where nothing is broken.

    Made in this process, so that every fork has the encoder at hand.
    """
    from parallel_corpus.build.corpus import build
    from parallel_corpus.export.results import write_corpus
    from parallel_corpus.settings import load_settings

    base = tmp_path_factory.mktemp("right")
    write_corpus(build(load_settings(write_corpus_folder(base / "texts"))), base / "out")
    return files(base / "out")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def assert_whole(out: Path) -> None:
    """What stands in `out` is of one run, and nothing of another lies beside it."""
    found = files(out)
    sums = [line.split("  ") for line in found.pop(SEAL).decode().splitlines()]
    assert UNFINISHED not in found
    assert not (out / STAGING).exists()
    assert {name for _, name in sums} == set(found)
    for digest, name in sums:
        assert hashlib.sha256(found[name]).hexdigest() == digest, name


def assert_clear_refusal(ended: Ended, *says: str) -> None:
    """Exit code 2 and one clear line: no traceback."""
    assert ended.code == 2, ended.said
    assert "Traceback" not in ended.said
    errors = [line for line in ended.said.splitlines() if line.lower().startswith("error: ")]
    assert len(errors) == 1, ended.said
    for words in says:
        assert words in errors[0]


_DAC_OVERRIDE, _DAC_READ_SEARCH = 1 << 1, 1 << 2


def as_an_ordinary_user() -> None:
    """Give up root's power over permissions, so that a test of them does not skip for root."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    for which in (0, 1):  # effective and permitted: access(2) asks for these
        sets[which] &= ~(_DAC_OVERRIDE | _DAC_READ_SEARCH)
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")


class Disk:
    """A small disk at `path`. Where none can be mounted, `limit` bounds every file instead."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.mounted = self._mount("size=64m")

    def _mount(self, options: str) -> bool:
        call = ["mount", "-t", "tmpfs", "-o", options, "none", str(self.path)]
        try:
            return not subprocess.run(call, capture_output=True, check=False).returncode
        except OSError:
            return False

    def fill(self, leave: int) -> None:
        """Leave room for `leave` bytes (in pages)."""
        if self.mounted:
            used = os.statvfs(self.path)
            taken = (used.f_blocks - used.f_bfree) * used.f_frsize
            self._mount(f"remount,size={taken + leave}")
        self._limit = leave

    def empty(self) -> None:
        if self.mounted:
            self._mount("remount,size=64m")

    def limit(self) -> None:
        """For the process that is to find the disk full."""
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._limit, self._limit))

    def close(self) -> None:
        if self.mounted:
            wait_until("the disk is unmounted", self._unmount)

    def _unmount(self) -> bool:
        call = ["umount", str(self.path)]
        return not subprocess.run(call, capture_output=True, check=False).returncode


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.close()

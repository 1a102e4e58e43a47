"""Where it runs: no HOME, C and POSIX locale, tight umask, read-only installation, a clock."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest

from parallel_corpus.decisions import Store
from parallel_corpus.model import Decision

from .conftest import Ended, as_an_ordinary_user, files

ROOT = Path(__file__).parents[2]
Run = Callable[..., Ended]
COMMENT = Decision("me", "", "text:note:en:p1", "comment", "x")


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "ar_EG.ISO8859-6"])  # POSIX is another name of C
def test_without_home_in_any_locale_and_under_a_tight_umask(
    locale: str, folder: Path, tmp_path: Path, right: dict[str, bytes]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "parallel_corpus", "build", folder, "-o", tmp_path / "out"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": locale, "OMP_NUM_THREADS": "1",
             "PARALLEL_CORPUS_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "0"},
        umask=0o077,
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert files(tmp_path / "out") == right
    assert (tmp_path / "out" / "findings.csv").stat().st_mode & 0o077 == 0


def test_a_home_that_may_not_be_written_to_costs_only_time(
    folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes]
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)

    def without() -> None:
        for name in ("XDG_CACHE_HOME", "PARALLEL_CORPUS_CACHE"):
            os.environ.pop(name, None)
        os.environ["HOME"] = str(home)
        as_an_ordinary_user()

    ended = run("build", folder, "-o", tmp_path / "out", before=without)
    assert ended.code == 0, ended.said
    assert files(tmp_path / "out") == right
    assert list(home.iterdir()) == []


def test_the_installation_is_only_read(
    folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes]
) -> None:
    """Whoever runs it may not write where it is installed."""
    package = ROOT / "parallel_corpus"

    def stamps() -> dict[Path, int]:
        made = (path for path in package.rglob("*") if "__pycache__" not in path.parts)
        return {path: path.stat().st_mtime_ns for path in made if path.is_file()}

    before = stamps()
    assert run("build", folder, "-o", tmp_path / "out").code == 0
    assert stamps() == before
    assert files(tmp_path / "out") == right


def test_a_clock_that_goes_back_keeps_the_order_of_decisions(tmp_path: Path) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    clock = iter([now, now - timedelta(days=400), now - timedelta(seconds=1), now])
    store = Store(tmp_path / "decisions.jsonl", lambda: next(clock))
    for _ in range(4):
        store.append(lambda _: [COMMENT])
    times = [decision.when for decision in store.load().decisions]
    assert times == sorted(times)
    assert len(set(times)) == 4


def test_constraints_pin_each_package_once() -> None:
    """What `make audit` asks about is what is installed."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line.strip() and not line.startswith("#")]
    assert all(re.match(r"[A-Za-z0-9._-]+==\S+", pin) for pin in pins)
    names = [re.sub("[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins]
    assert len(names) == len(set(names))
    for wanted in metadata.requires("parallel-corpus") or ():
        name = re.sub("[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", wanted)[0]).lower()
        assert name in names, f"{name} is not pinned"

"""No permission on the output, an input, the manifest, the cache or the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Ended, as_an_ordinary_user, assert_clear_refusal, assert_whole, files

pytestmark = pytest.mark.slow

Run = Callable[..., Ended]
ENTRIES = [
    ("corpus.toml", "corpus.toml"),
    ("terms.csv", "terms.csv"),
    ("decisions.jsonl", "decisions.jsonl"),
]


@pytest.fixture
def forbid() -> Iterator[Callable[[Path, int], None]]:
    """Takes permissions away until the test has ended."""
    changed: list[tuple[Path, int]] = []

    def take(path: Path, mode: int) -> None:
        changed.append((path, path.stat().st_mode))
        path.chmod(mode)

    yield take
    for path, mode in changed:
        path.chmod(mode)


def test_a_folder_that_may_not_be_written_to(
    folder: Path, tmp_path: Path, run: Run, forbid: Callable, right: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    assert run("build", folder, "-o", out).code == 0
    forbid(out, 0o555)
    for command in (
        ["build", folder],
        ["check", folder / "law.en.txt", folder / "law.ar.txt"],
        ["export", folder / "terms.csv", "--to", "tmx"],
    ):
        ended = run(*command, "-o", out, before=as_an_ordinary_user)
        assert_clear_refusal(ended, f"{out}: cannot be written to", "name another")
        below = run(*command, "-o", out / "a" / "b", before=as_an_ordinary_user)
        assert_clear_refusal(below, f"{out}: cannot be written to")
    assert files(out) == right
    out.chmod(0o755)
    (out / "findings.csv").unlink()
    assert run("build", folder, "-o", out, before=as_an_ordinary_user).code == 0
    assert files(out) == right
    assert_whole(out)


@pytest.mark.parametrize(("name", "says"), ENTRIES)
@pytest.mark.usefixtures("right")
def test_what_must_be_known_and_may_not_be_read(
    name: str, says: str, folder: Path, tmp_path: Path, run: Run, forbid: Callable
) -> None:
    """Without it the result would be another one: nothing is written."""
    (folder / "decisions.jsonl").write_text("")
    forbid(folder / name, 0o000)
    ended = run("build", folder, "-o", tmp_path / "out", before=as_an_ordinary_user)
    assert_clear_refusal(ended, says, "Permission denied", "ermission")
    assert not (tmp_path / "out").exists()


def test_a_text_that_may_not_be_read_stops_no_other(
    folder: Path, tmp_path: Path, run: Run, forbid: Callable, right: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    forbid(folder / "note.ar.txt", 0o000)
    ended = run("build", folder, "-o", out, before=as_an_ordinary_user)
    assert ended.code == 2
    assert "error: note is left out: note.ar.txt: cannot be read: Permission denied" in ended.said
    assert "Traceback" not in ended.said
    assert "law.en-ar.tmx" in files(out)
    assert "note.en-ar.tmx" not in files(out)
    assert_whole(out)
    (folder / "note.ar.txt").chmod(0o644)
    assert run("build", folder, "-o", out, before=as_an_ordinary_user).code == 0
    assert files(out) == right


def test_a_cache_that_may_not_be_used_costs_only_time(
    folder: Path, tmp_path: Path, run: Run, forbid: Callable, right: dict[str, bytes]
) -> None:
    cache = tmp_path / "cache" / "parallel-corpus"
    cache.mkdir(parents=True)
    forbid(cache, 0o555)
    assert run("build", folder, "-o", tmp_path / "out", before=as_an_ordinary_user).code == 0
    assert files(tmp_path / "out") == right
    cache.chmod(0o755)
    assert run("build", folder, "-o", tmp_path / "out").code == 0
    for path in (cache / "chains").rglob("*.chain"):
        forbid(path, 0o000)
    assert run("build", folder, "-o", tmp_path / "out", before=as_an_ordinary_user).code == 0
    assert files(tmp_path / "out") == right

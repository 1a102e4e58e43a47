"""Caches that were damaged, or come from elsewhere: they cost time, never the result."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from parallel_corpus.build import tasks
from parallel_corpus.build.cache import ChainCache
from parallel_corpus.encode import load_encoder
from parallel_corpus.encode.cache import CachedEncoder

from .conftest import Ended, files

Run = Callable[..., Ended]


def damaged(data: bytes, how: str, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    if how == "a bit":
        return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if how == "cut":
        return data[:at]
    if how == "zeros":
        return data[:at] + bytes(len(data) - at)
    return dice.randbytes(len(data))


DAMAGES = ["a bit", "cut", "zeros", "noise"]


@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_chains_are_built_again(
    how: str, folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes]
) -> None:
    dice = random.Random(how)
    out = tmp_path / "out"
    assert run("build", folder, "-o", out).code == 0
    for path in sorted((tmp_path / "cache").rglob("*.chain")):
        path.write_bytes(damaged(path.read_bytes(), how, dice))
    assert run("build", folder, "-o", out).code == 0
    assert files(out) == right


class Stranger:
    """A pickle that this program did not make: it must not even be loaded."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("/tmp/never-made-by-a-cache",)  # noqa: S108


@pytest.mark.parametrize("what", ["foreign", "swapped", "other type", "old layout"])
def test_chains_from_elsewhere_are_not_taken(
    what: str, folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    assert run("build", folder, "-o", out).code == 0
    first, second = sorted((tmp_path / "cache").rglob("*.chain"))
    if what == "foreign":
        first.write_bytes(pickle.dumps(Stranger()))
    elif what == "swapped":
        one, two = first.read_bytes(), second.read_bytes()
        first.write_bytes(two)
        second.write_bytes(one)
    elif what == "other type":
        ChainCache(first.parents[2]).store(first.stem, "no chain")  # type: ignore[arg-type]
    else:
        first.write_bytes(b"{}")
    assert run("build", folder, "-o", out).code == 0
    assert files(out) == right
    assert not Path("/tmp/never-made-by-a-cache").exists()  # noqa: S108


def test_other_versions_of_libraries_are_another_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another camel-tools or another encoder's weights may give another result."""
    from parallel_corpus.decisions import Ledger
    from parallel_corpus.read import survey_files
    from parallel_corpus.settings import load_settings

    settings = load_settings(folder)
    task = tasks.Task(0, settings, survey_files(settings), Ledger())
    before = task.key
    monkeypatch.setattr(tasks, "packages", lambda: {"camel-tools": "99"})
    assert replace(task).key != before


TEXTS = ["Peace and security.", "The meeting begins.", "السلم والأمن."]


def vector_file(folder: Path) -> Path:
    (path,) = folder.glob("vectors-*.sqlite")
    return path


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_vector_is_not_taken(seed: int, tmp_path: Path) -> None:
    """SQLite has no checksums: one bit of a vector would change a score, and nobody would know."""
    inner = load_encoder()
    want = inner.encode(TEXTS)
    np.testing.assert_array_equal(CachedEncoder(inner, tmp_path).encode(TEXTS), want)
    dice = random.Random(seed)
    with closing(sqlite3.connect(vector_file(tmp_path))) as base, base:
        for key, data in base.execute("SELECT key, vector FROM vectors").fetchall():
            how = DAMAGES[seed % 4]
            base.execute("UPDATE vectors SET vector=? WHERE key=?", (damaged(data, how, dice), key))
    np.testing.assert_array_equal(CachedEncoder(inner, tmp_path).encode(TEXTS), want)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_of_vectors_costs_only_time(how: str, tmp_path: Path) -> None:
    inner = load_encoder()
    want = inner.encode(TEXTS)
    dice = random.Random(how)
    for _ in range(5):
        CachedEncoder(inner, tmp_path).encode(TEXTS)
        path = vector_file(tmp_path)
        path.write_bytes(damaged(path.read_bytes(), how, dice))
        # Encoded in other company, a text's vector differs in its last digits.
        again = CachedEncoder(inner, tmp_path).encode(TEXTS)
        np.testing.assert_allclose(again, want, atol=1e-6)


def test_a_folder_in_the_place_of_the_cache(
    folder: Path, tmp_path: Path, run: Run, right: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("PARALLEL_CORPUS_CACHE", str(tmp_path / "file"))
    assert run("build", folder, "-o", tmp_path / "out").code == 0
    assert files(tmp_path / "out") == right

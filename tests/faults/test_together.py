"""Several outputs of one run take their places together, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.atomic import write_text
from parallel_corpus.support.publish import publishing
from parallel_corpus.support.together import together

from . import attack


def write_all(folder: Path, *, fail: bool = False) -> None:
    with together():
        with publishing(folder / "out") as staging:
            write_text(staging / "a.csv", "a")
        write_text(folder / "new" / "scores.tsv", "s")
        with publishing(folder / "out", whole=False) as again:
            write_text(again / "b.tmx", "b")
        write_text(folder / "page.html", "new")
        assert (folder / "page.html").read_text() == "old"
        assert not list(folder.glob("out/*.csv"))
        if fail:
            raise CorpusError("fails", where=folder)


def test_all_are_there_when_the_block_ends(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    write_all(tmp_path)
    assert (tmp_path / "page.html").read_text() == "new"
    assert (tmp_path / "new" / "scores.tsv").read_text() == "s"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "SHA256SUMS",
        "a.csv",
        "b.tmx",
    ]


def test_none_is_there_where_the_block_fails(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    before = attack.state(tmp_path)
    with pytest.raises(CorpusError, match="fails"):
        write_all(tmp_path, fail=True)
    assert attack.state(tmp_path) == before


def test_files_wait_for_a_folder_that_cannot_take_its_place(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    (tmp_path / "out" / "b.tmx").mkdir(parents=True)
    before = attack.state(tmp_path)
    with pytest.raises(CorpusError, match=r"b\.tmx is a folder"):
        write_all(tmp_path)
    assert attack.state(tmp_path) == before

"""A long table is checked in several processes as in one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parallel_corpus.build import pieces
from parallel_corpus.build.bitexts import stream_bitext
from parallel_corpus.build.pieces import PieceTask, check_in_processes
from parallel_corpus.checks import CheckSettings, check_pieces
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Bitext, Finding
from parallel_corpus.settings import Settings

WRONG = ("3 weeks", "4 أسابيع"), ("in March 2020", "في مايو 2020"), ("He agreed.", "وافق.")


def some(number: int) -> list[Bitext]:
    """Return so many pieces of three pairs, two of which differ."""
    rows = [(str(i), *texts, None, None) for i, texts in enumerate(WRONG * number)]
    return [
        Bitext.from_rows("t", rows[start : start + 3], first=start + 1)
        for start in range(0, len(rows), 3)
    ]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(Settings(root=Path()).encoder)


@pytest.mark.slow
def test_processes_find_what_one_finds_in_the_same_order(encoder: Encoder) -> None:
    settings = CheckSettings(select=("numbers", "N01", "N02", "N03"))
    here = list(check_pieces(some(5), encoder, settings=settings))
    there = list(check_in_processes(some(5), Settings(root=Path()).encoder, settings, 2))
    assert there == here
    assert [len(found) for _, found in here] == [2] * 5


def dies(_: PieceTask) -> list[Finding]:
    os._exit(9)


@pytest.mark.slow
def test_a_process_that_dies_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "check_task", dies)
    with pytest.raises(CorpusError, match="process that checked pairs died"):
        list(check_in_processes(some(3), "", CheckSettings(), 2))


def test_a_short_table_needs_no_process(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "worker_pool", None)
    table = tmp_path / "t.tsv"
    table.write_text("".join("\t".join(texts) + "\n" for texts in WRONG), "utf-8")
    with stream_bitext(table, encoder=encoder, jobs=2) as checked:
        assert len(checked.findings) == 2


def test_no_piece_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "worker_pool", None)
    assert list(check_in_processes([], "", CheckSettings(), 2)) == []

"""Bitexts as streams: what was found must not depend on how much is held in memory."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.build import bitexts, checked_bitext
from parallel_corpus.checks import Bitext, CheckSettings, RankedFindings, check, rank
from parallel_corpus.checks.ranking import dump, load
from parallel_corpus.cli.group import main
from parallel_corpus.encode import load_encoder
from parallel_corpus.errors import CorpusError, ReadError
from parallel_corpus.export import results
from parallel_corpus.model import Finding, Span
from parallel_corpus.settings import Settings
from parallel_corpus.support import spool

# Checks that ask no encoder: what is tested here is the way of the findings.
LIGHT = ("N01", "N02", "S01", "P01", "P02")
ROWS = [
    ("The Committee met on 12 May.", "اجتمعت اللجنة في 12 أيار/مايو."),
    ("There were 45 members.", "كان هناك 54 عضواً."),
    ("It adjourned.", ""),
    ("The report (A/69/1) was adopted in 2015.", "اعتمد التقرير (A/69/1)."),
    ("Who pays?", "من يدفع."),
]

findings = st.builds(
    Finding,
    st.sampled_from(["N01", "C05", "P01", "T02"]),
    st.sampled_from(["a", "b"]),
    st.lists(st.text(max_size=4), max_size=2).map(tuple),
    st.lists(st.text(max_size=4), max_size=2).map(tuple),
    st.sampled_from([0.5, 0.123, 1.0]),
    st.text(max_size=5),
    st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 9), st.text(max_size=3))).map(tuple),
    st.just(()),
    st.dictionaries(st.text(max_size=3), st.none() | st.booleans() | st.text(max_size=3)),
)


@settings(max_examples=40)
@given(st.lists(st.lists(findings, max_size=8), max_size=6), st.integers(1, 7))
def test_an_external_sort_ranks_as_memory_does(pieces: list[list[Finding]], run: int) -> None:
    with spool.spool_folder() as folder:
        ranked = RankedFindings(folder, run=run)
        for piece in pieces:
            ranked.extend(piece)
        expected = rank(finding for piece in pieces for finding in piece)
        assert list(ranked) == expected
        assert list(ranked) == expected  # as often as one likes
        assert len(ranked) == len(expected)


def test_more_runs_than_files_may_be_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("parallel_corpus.checks.ranking._RUNS", 3)
    ranked = RankedFindings(tmp_path, run=2)
    many = [Finding("N01", "d", (f"d:en:p{i * 7 % 50}",), (), 0.5, "") for i in range(50)]
    ranked.extend(many)
    assert list(ranked) == rank(many)


@given(findings, st.text(alphabet=st.characters(), max_size=5))
def test_what_goes_to_disk_comes_back(finding: Finding, damaged: str) -> None:
    with spool.spool_folder() as folder:
        kept = spool.Spool(folder / "a")
        kept.extend([dump(finding), damaged, "\ud800"])
        assert load(kept[0]) == finding
        assert list(kept)[1:] == [damaged, "\ud800"]
        assert list(kept.take([2, 1])) == ["\ud800", damaged]


def test_a_full_disk_is_one_clear_error(tmp_path: Path) -> None:
    kept = spool.Spool(tmp_path / "no such folder" / "a")
    with pytest.raises(CorpusError, match="temporary file"):
        kept.extend([1])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Forty rows, whose ids repeat."""
    lines = [f"r{i % 7}\t{en}\t{ar}" for i, (en, ar) in enumerate(ROWS * 8)]
    path = tmp_path / "table.tsv"
    path.write_text("\n".join(["id\ten\tar", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_bitext, "PIECE", 7)
    monkeypatch.setattr("parallel_corpus.checks.run.PIECE", 7)
    monkeypatch.setattr("parallel_corpus.checks.ranking._RUN", 5)


@pytest.mark.usefixtures("small_pieces")
def test_a_stream_finds_what_a_bitext_in_memory_does(table: Path) -> None:
    light = Settings(root=Path(), select=LIGHT)
    rows = [(f"r{i % 7}", en, ar) for i, (en, ar) in enumerate(ROWS * 8)]
    whole = Bitext.from_rows("table", [row for row in rows if row[2] or not row[1]])
    expected = check(whole, load_encoder("use"), settings=CheckSettings(select=LIGHT))
    assert len(expected) == 16
    with bitexts.stream_bitext(table, settings=light) as checked:
        assert list(checked.findings) == expected
        assert (checked.rows, checked.paired) == (32, 32)
        assert checked.left.lines() == ["units without a translation: 8 (first: table.tsv:4)"]
        units = [unit for piece, _ in checked.pieces() for unit in piece.units]
        assert units == list(whole.units)
        assert checked.corpus().findings == tuple(expected)
        worst = checked.corpus(worst=3)
    assert worst.findings == tuple(expected[:3])
    assert {b.source for b in worst.pairs[0].alignment.beads} == {f.source for f in expected[:3]}
    assert "the worst 3 of" in worst.documents[0].title


@pytest.mark.usefixtures("small_pieces")
def test_a_long_bitext_writes_the_files_that_a_short_one_does(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = [f"--select={code}" for code in LIGHT]
    short = run("check", table, "-o", tmp_path / "short", *options)
    monkeypatch.setattr(results, "_PAGE", 10)
    long = run("check", table, "-o", tmp_path / "long", *options)
    assert long.output.replace("/long/", "/short/") == short.output
    names = sorted(path.name for path in (tmp_path / "short").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "long").iterdir())
    # The page shows less of a long one, and with it the list of sums.
    for name in set(names) - {"index.html", "SHA256SUMS"}:
        assert (tmp_path / "short" / name).read_bytes() == (tmp_path / "long" / name).read_bytes()


def test_a_pipe_is_read_once(table: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe" / "table.tsv"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    feeder = threading.Thread(target=pipe.write_bytes, args=(table.read_bytes(),))
    feeder.start()
    options = ["--select", "N01", "--format", "jsonl"]
    piped = run("check", pipe, *options)
    feeder.join()
    assert piped.output == run("check", table, *options).output
    assert piped.output.count("\n") == 8


@pytest.mark.parametrize("form", ["jsonl", "csv", "sarif"])
def test_forms_of_a_bitext(form: str, table: Path) -> None:
    printed = run("check", table, "--select", "N01", "--format", form).output
    if form == "sarif":
        log = json.loads(printed)
        assert printed == json.dumps(log, ensure_ascii=False, indent=2) + "\n"
        assert len(log["runs"][0]["results"]) == 8
    else:
        assert printed.count("N01") == 8
    nothing = run("check", table, "--select", "V01", "--format", form).output
    if form == "sarif":
        log = json.loads(nothing)
        assert nothing == json.dumps(log, ensure_ascii=False, indent=2) + "\n"
        assert log["runs"][0]["results"] == []


def test_a_terminal_shows_the_worst_and_says_how_many_there_are(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parallel_corpus.cli.display._MOST", 3)
    shown = run("check", table, *(f"--select={code}" for code in LIGHT), "--fail-on", "error")
    lines = shown.output.splitlines()
    assert [line[:5] for line in lines[:3]] == ["error"] * 3
    assert lines[3].split() == ["Findings", "Severity", "Code", "Check"]
    assert any("less grave findings are not shown: --format jsonl" in line for line in lines)
    assert shown.exit_code == 1


def test_a_file_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    path = tmp_path / "broken.jsonl"
    path.write_text('{"source": "One.", "target": "واحد."}\n{"source": ', encoding="utf-8")
    with pytest.raises(ReadError), bitexts.stream_bitext(path):
        pass
    assert list((tmp_path / "tmp").iterdir()) == []


def run(*args: object) -> Any:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_pieces_are_bounded_by_the_letters_of_very_long_texts() -> None:
    """Else a table of hostile lines would take memory by their number."""
    rows = [(str(n), "a" * 40_000, "b" * 40_000) for n in range(10)]
    assert [len(piece.units) for piece in Bitext.from_rows("t", rows).batches(2000)] == [4, 4, 2]
    ordinary = [(str(n), "a" * 5_000, "b" * 5_000) for n in range(100)]
    assert [len(piece.units) for piece in Bitext.from_rows("t", ordinary).batches(60)] == [60, 40]

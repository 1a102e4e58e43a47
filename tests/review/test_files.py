"""The desk over files: two documents with their earlier version, a memory, a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parallel_corpus.build import rebuild
from parallel_corpus.build.bitexts import check_bitext
from parallel_corpus.build.check_files import check_files
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import Ledger, Store
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.errors import ReadError
from parallel_corpus.model import Finding
from parallel_corpus.review import Texts, places_of, table
from parallel_corpus.review import serve as serving
from parallel_corpus.review.actions import Request
from parallel_corpus.review.deliver import Order
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.rows import ReviewRow
from tests.conftest import ROOT
from tests.review.conftest import ARABIC, ENGLISH, OLD_ENGLISH, numbered

MEMORY = ROOT / "docs" / "examples" / "memory.tmx"
Open = Callable[..., Desk]


@pytest.fixture(scope="module", autouse=True)
def _one_encoder() -> Iterator[None]:
    """Load the encoder once; each desk would load its own."""
    encoder = RememberingEncoder(load_encoder("use"))
    with pytest.MonkeyPatch.context() as patch:
        for module in (rebuild, table):
            patch.setattr(module, "load_encoder", lambda _: encoder)
        yield


@pytest.fixture
def files(tmp_path: Path) -> Path:
    texts = {"new.en": ENGLISH, "new.ar": ARABIC, "old.en": OLD_ENGLISH, "old.ar": ARABIC}
    for name, paragraphs in texts.items():
        (tmp_path / f"{name}.txt").write_text(numbered(paragraphs), "utf-8")
    (tmp_path / "memory.tmx").write_bytes(MEMORY.read_bytes())
    return tmp_path


@pytest.fixture
def open_desk(files: Path) -> Open:
    def opened(*names: str, previous: tuple[str, ...] = (), who: str = "amal") -> Desk:
        texts = Texts([files / name for name in names], [files / name for name in previous])
        kept, out = places_of(texts)
        build: Callable[[Ledger], CheckedCorpus] = serving.make_builder(texts, say=lambda _: None)
        return Desk(build, Store(kept), who, out)

    return opened


VERSIONS = {"previous": ("old.en.txt", "old.ar.txt")}


def said(findings: tuple[Finding, ...], document: str) -> set[tuple[str, str]]:
    return {(f.code, f.message) for f in findings if f.document == document}


def row(desk: Desk, ref: str) -> ReviewRow:
    return next(r for r in desk.sheet.rows if ref in r.refs)


def test_two_files_have_the_findings_of_check(open_desk: Open, files: Path) -> None:
    desk = open_desk("new.en.txt", "new.ar.txt", **VERSIONS)
    checked = check_files(
        [files / "new.en.txt", files / "new.ar.txt"], [files / "old.en.txt", files / "old.ar.txt"]
    )
    found = said(desk.sheet.corpus.findings, "new")
    assert found == said(checked.findings, "new")
    assert "V01" in {code for code, _ in found}
    assert not said(desk.sheet.corpus.findings, "old")  # superseded: context, no work
    assert desk.progress.pairs == (0, 5)
    item = next(i for i in row(desk, "new:en:p1").findings if i.view.code == "V01")
    assert "social media networks" in str(item.view.rows)


def test_decisions_lie_beside_the_files_and_hold_for_the_next_desk(
    open_desk: Open, files: Path
) -> None:
    desk = open_desk("new.en.txt", "new.ar.txt", **VERSIONS)
    item = next(i for i in row(desk, "new:en:p4").findings if i.view.code == "N01")
    desk.decide(Request("reject", item.subject))
    desk.decide(Request("merge", row(desk, "new:en:p2").subject, seen=desk.seen))
    kept = files / "new.decisions.jsonl"
    assert [json.loads(line)["verdict"] for line in kept.read_text("utf-8").splitlines()] == [
        "reject",
        "merge",
    ]
    again = open_desk("new.en.txt", "new.ar.txt", **VERSIONS)
    assert row(again, "new:en:p2").row.bead.source == ("new:en:p2", "new:en:p3")
    assert "N01" not in {code for code, _ in said(again.sheet.corpus.findings, "new")}


def test_results_go_out_in_every_form_the_decided_alone_if_wanted(
    open_desk: Open, files: Path
) -> None:
    desk = open_desk("new.en.txt", "new.ar.txt", **VERSIONS)
    desk.decide(Request("confirm", row(desk, "new:en:p5").subject))
    forms = ("docx", "tmx", "xliff")
    whole = desk.export(Order(forms))
    assert {path.relative_to(files).as_posix() for path in whole} == {
        f"new-reviewed/new.en-ar.{ending}" for ending in ("docx", "tmx", "xlf")
    }
    decided = {path.suffix: path for path in desk.export(Order(forms, only_decided=True))}
    assert decided[".tmx"].parent.name == "new-decided"
    tmx = next(path for path in whole if path.suffix == ".tmx")
    assert tmx.read_text("utf-8").count("<tu ") == 5
    assert decided[".tmx"].read_text("utf-8").count("<tu ") == 1
    assert {"index.html", "findings.jsonl"} <= {path.name for path in desk.export(Order())}


def test_a_memory_has_the_findings_of_check_and_takes_decisions(
    open_desk: Open, files: Path
) -> None:
    desk = open_desk("memory.tmx")
    checked = check_bitext(files / "memory.tmx")
    assert said(desk.sheet.corpus.findings, "memory") == said(checked.findings, "memory")
    one = desk.sheet.rows[0]
    (target,) = one.row.bead.target
    text = "نص جديد للتجربة"
    desk.decide(Request("edit", f"text:{target}", value={"text": text}))
    desk.rebuild()
    assert desk.sheet.rows[0].row.target.text == text
    count = len(desk.sheet.rows)
    desk.decide(Request("merge", desk.sheet.rows[1].subject, seen=desk.seen))
    desk.rebuild()
    assert len(desk.sheet.rows) == count - 1
    (tmx,) = desk.export(Order(("tmx",)))
    assert text in tmx.read_text("utf-8")
    again = open_desk("memory.tmx")
    assert (again.sheet.rows[0].row.target.text, len(again.sheet.rows)) == (text, count - 1)


def test_what_is_not_translated_yet_stays_and_is_no_fault(open_desk: Open, files: Path) -> None:
    rows = "en\tar\nThe law applies.\tيطبق القانون.\nNot yet done.\t\n"
    (files / "table.tsv").write_text(rows, "utf-8")
    desk = open_desk("table.tsv")
    assert [r.row.source.text for r in desk.sheet.rows] == ["The law applies.", "Not yet done."]
    assert not {f.code for f in desk.sheet.corpus.findings} & {"S01", "S02"}


def test_a_table_too_long_for_a_page_is_one_line(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST", 3)
    with pytest.raises(ReadError, match="more than 3 pairs") as caught:
        open_desk("memory.tmx")
    assert caught.value.hint

"""The desk without a browser: each action, undo, conflicts, staleness, export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel_corpus.build.corpus import build
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import FILE, Ledger
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Finding
from parallel_corpus.review.actions import ConflictError, Request
from parallel_corpus.review.deliver import Order
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.rows import ReviewRow
from parallel_corpus.settings import load_settings

MakeDesk = Callable[..., Desk]


def row(desk: Desk, place: str) -> ReviewRow:
    """The row of the adopted text whose source begins with `place`."""
    wanted = f"adopted:en:{place}"
    return next(r for r in desk.sheet.rows if wanted in r.row.bead.source)


def shape(desk: Desk) -> list[tuple[list[str], list[str]]]:
    """The adopted text's pairing as places."""
    desk.rebuild()
    short = lambda refs: [ref.rsplit(":")[-1] for ref in refs]  # noqa: E731
    return [
        (short(r.row.bead.source), short(r.row.bead.target))
        for r in desk.sheet.rows
        if r.pair == row(desk, "p1").pair
    ]


def findings(desk: Desk) -> list[Finding]:
    desk.rebuild()
    return [f for f in desk.sheet.corpus.findings if f.document == "adopted"]


def codes(desk: Desk) -> set[tuple[str, str]]:
    return {(f.code, f.source[0].rsplit(":")[-1]) for f in findings(desk) if f.source}


PLAIN = [([f"p{i}"], [f"p{i}"]) for i in range(1, 6)]


def test_the_corpus_is_as_the_tests_expect(desk: Desk) -> None:
    assert shape(desk) == PLAIN
    assert {("V01", "p1"), ("N01", "p4")} <= codes(desk)


@pytest.mark.parametrize(
    ("action", "place", "value", "expected"),
    [
        ("merge", "p2", {}, [PLAIN[0], (["p2", "p3"], ["p2", "p3"]), *PLAIN[3:]]),
        ("unlink", "p2", {}, [PLAIN[0], ([], ["p2"]), (["p2"], []), *PLAIN[2:]]),
        ("shift down", "p2", {}, [PLAIN[0], (["p2"], []), (["p3"], ["p2", "p3"]), *PLAIN[3:]]),
        ("shift up", "p2", {}, [PLAIN[0], (["p2"], ["p2", "p3"]), (["p3"], []), *PLAIN[3:]]),
        ("move", "p2", {"to": "p4"},
         [PLAIN[0], (["p2"], []), PLAIN[2], (["p4"], ["p4", "p2"]), PLAIN[4]]),
    ],
)  # fmt: skip
def test_pairing_actions_undo_and_redo(
    desk: Desk, action: str, place: str, value: dict[str, str], expected: list[object]
) -> None:
    if "to" in value:
        value = {"to": row(desk, value["to"]).id}
    desk.decide(Request(action, row(desk, place).subject, value=value, seen=desk.seen))
    assert shape(desk) == expected
    desk.decide(Request("undo"))
    assert shape(desk) == PLAIN
    desk.decide(Request("redo"))
    assert shape(desk) == expected


def test_split_takes_back_what_merge_did(desk: Desk) -> None:
    desk.decide(Request("merge", row(desk, "p2").subject, seen=desk.seen))
    desk.rebuild()
    desk.decide(Request("split", row(desk, "p2").subject, seen=desk.seen))
    assert shape(desk) == PLAIN
    assert row(desk, "p2").row.bead.method == "human"


@pytest.mark.parametrize("action", ["split", "merge", "shift up", "shift down", "move"])
def test_an_action_that_makes_no_sense_keeps_nothing(desk: Desk, action: str) -> None:
    with pytest.raises(CorpusError):
        desk.decide(Request(action, row(desk, "p5").subject))
    assert desk.seen == ""


def test_a_rejected_finding_is_gone_from_the_next_build_and_can_be_taken_up_again(
    desk: Desk, make_desk: MakeDesk
) -> None:
    item = next(i for i in row(desk, "p1").findings if i.view.code == "V01")
    desk.decide(Request("reject", item.subject))
    again = make_desk()
    assert ("V01", "p1") not in codes(again)
    assert item.subject in {i.subject for i in row(again, "p1").findings}
    again.decide(Request("reopen", item.subject, seen=again.seen))
    assert ("V01", "p1") in codes(make_desk())


def test_an_edited_text_is_checked_again_and_replays(desk: Desk, make_desk: MakeDesk) -> None:
    old = row(desk, "p4").row.target.text
    text = old.replace("16", "18")
    desk.decide(Request("edit", "text:adopted:ar:p4", value={"text": text}))
    assert desk.stale
    assert ("N01", "p4") not in codes(desk)
    segment = make_desk().sheet.corpus.pairs[-1].target.segment("p4")
    assert segment.text == text
    assert segment.repairs[-1].origin == "human"
    assert segment.repairs[-1].evidence[0].where == "amal"


def test_a_verdict_on_an_edited_text_is_stale(desk: Desk) -> None:
    item = next(i for i in row(desk, "p1").findings if i.view.code == "V01")
    desk.decide(Request("accept", item.subject))
    text = row(desk, "p1").row.target.text + " والإبلاغ عنه"
    desk.decide(Request("edit", "text:adopted:ar:p1", value={"text": text}))
    desk.rebuild()
    kept = [i for i in row(desk, "p1").findings if i.subject == item.subject]
    if kept:
        assert any(s.decision.on == item.subject for s in desk.sheet.corpus.stale)
        assert any("changed" in note for note in desk.changes(0)["notes"])


def test_a_changed_file_makes_pairings_and_texts_stale(
    desk: Desk, make_desk: MakeDesk, folder: Path
) -> None:
    desk.decide(Request("merge", row(desk, "p2").subject))
    desk.decide(Request("edit", "text:adopted:ar:p2", value={"text": "نص جديد"}, seen=desk.seen))
    path = folder / "raw" / "adopted.ar.txt"
    path.write_text(path.read_text("utf-8").replace("اللوم", "العتاب"), "utf-8")
    later = make_desk()
    assert shape(later) == PLAIN
    assert {s.decision.verdict for s in later.sheet.corpus.stale} == {"merge", "edit"}


def test_two_people_see_each_other_and_no_word_is_lost(make_desk: MakeDesk, folder: Path) -> None:
    amal, ben = make_desk("amal"), make_desk("ben")
    item = next(i for i in row(amal, "p1").findings if i.view.code == "V01")
    amal.decide(Request("accept", item.subject, seen=amal.seen))
    with pytest.raises(ConflictError, match="amal decided “accept”"):
        ben.decide(Request("reject", item.subject, seen=""))
    assert ben.look()
    assert "accepted by amal" in str(ben.changes(0)["rows"])
    ben.decide(Request("reject", item.subject, seen=ben.seen))
    assert amal.look()
    html = str(amal.changes(0)["rows"])
    assert "rejected by ben" in html
    assert "amal accepted it" in html
    assert len((folder / FILE).read_text("utf-8").splitlines()) == 2


def test_pairings_that_touch_clash(make_desk: MakeDesk) -> None:
    amal, ben = make_desk("amal"), make_desk("ben")
    amal.decide(Request("merge", row(amal, "p2").subject))
    with pytest.raises(ConflictError):
        ben.decide(Request("unlink", row(ben, "p3").subject))
    ben.decide(Request("unlink", row(ben, "p5").subject))
    amal.look()
    assert shape(amal)[1] == (["p2", "p3"], ["p2", "p3"])
    assert shape(amal)[-1] == (["p5"], [])


def test_a_page_gets_only_what_changed(desk: Desk) -> None:
    before = desk.revision
    item = row(desk, "p1").findings[0]
    desk.decide(Request("comment", item.subject, comment="<b>hm</b>"))
    changes = desk.changes(before)
    assert [r["id"] for r in changes["rows"]] == [row(desk, "p1").id]
    assert "&lt;b&gt;hm" in changes["rows"][0]["html"]
    assert desk.changes(desk.revision)["rows"] == []


def test_merged_rows_go_and_come_back(desk: Desk) -> None:
    before, gone = desk.revision, row(desk, "p3").id
    desk.decide(Request("merge", row(desk, "p2").subject))
    desk.rebuild()
    assert desk.changes(before)["gone"] == [gone]
    before = desk.revision
    desk.decide(Request("undo"))
    desk.rebuild()
    back = {r["id"]: r["after"] for r in desk.changes(before)["rows"]}
    assert back[gone] == row(desk, "p2").id


def test_export_of_all_and_of_what_is_confirmed(desk: Desk) -> None:
    desk.decide(Request("confirm", row(desk, "p1").subject))
    names = {path.name for path in desk.export(Order())}
    assert {"adopted.en-ar.tmx", "index.html", "findings.jsonl"} <= names
    confirmed = {path.name: path for path in desk.export(Order(only_decided=True))}
    tmx = confirmed["adopted.en-ar.tmx"].read_text("utf-8")
    assert tmx.count("<tu ") == 1
    assert "companies in the digital industry" in tmx


def test_a_term_is_kept(desk: Desk, folder: Path) -> None:
    terms = {"source": "victim blaming", "target": "إلقاء اللوم على الضحية"}
    desk.decide(Request("add", value=terms))
    line = json.loads((folder / FILE).read_text("utf-8"))
    assert line["value"] == terms
    tbx = {path.name: path for path in desk.export(Order(only_decided=True))}["terms.tbx"]
    assert terms["target"] in tbx.read_text("utf-8")
    assert "T01" not in {code for code, _ in codes(desk)}
    desk.decide(Request("add", value={"source": "women", "target": "المرأة"}))
    assert ("T01", "p3") in codes(desk)
    desk.decide(Request("add", value={"source": "women", "target": "النساء"}))
    assert ("T01", "p3") not in codes(desk)
    with pytest.raises(CorpusError, match="both languages"):
        desk.decide(Request("add", value={"source": "x"}))


@pytest.mark.parametrize(
    ("verdict", "on"),
    [("confirm", "finding:x"), ("accept", "bead:x"), ("explode", "bead:x"), ("accept", ""),
     ("edit", "text:nothing"), ("accept", "finding:V01:a=b#c"), ("redo", "")],
)  # fmt: skip
def test_nonsense_is_refused(desk: Desk, verdict: str, on: str) -> None:
    with pytest.raises(CorpusError):
        desk.decide(Request(verdict, on, value={"text": "x"}))


def test_a_repair_can_be_rejected_and_taken_back(folder: Path, make_desk: MakeDesk) -> None:
    path = folder / "raw" / "adopted.ar.txt"
    path.write_text(path.read_text("utf-8").replace("دورية", "دورىة"), "utf-8")
    desk = make_desk()
    (item,) = row(desk, "p5").repairs
    assert (item.view.status, item.view.before, item.view.after) == ("applied", "دورىة", "دورية")
    for verdict, status, word in (("reject", "rejected", "دورىة"), ("accept", "applied", "دورية")):
        desk.decide(Request(verdict, item.subject, seen=desk.seen))
        desk.rebuild()
        (again,) = row(desk, "p5").repairs
        assert (again.subject, again.view.status) == (item.subject, status)
        assert word in row(desk, "p5").row.target.text
    desk.decide(Request("undo"))
    desk.rebuild()
    assert "دورىة" in row(desk, "p5").row.target.text


def test_a_corpus_that_cannot_be_built_is_told_and_the_desk_goes_on(desk: Desk) -> None:
    build, before = desk._build, desk.revision

    def broken(_: Ledger) -> CheckedCorpus:
        raise CorpusError("the file is gone", where="raw/x.txt")

    desk._build = broken
    desk.decide(Request("merge", row(desk, "p2").subject))
    desk.rebuild()
    changes = desk.changes(before)
    assert "raw/x.txt: the file is gone" in changes["notes"][0]
    assert not changes["busy"]
    desk._build = build
    desk.decide(Request("undo"))
    assert shape(desk) == PLAIN
    assert desk.changes(before)["notes"] == []


def test_the_desk_shows_what_a_build_gives(desk: Desk, folder: Path) -> None:
    desk.decide(Request("merge", row(desk, "p2").subject))
    text = row(desk, "p4").row.target.text.replace("16", "18")
    desk.decide(Request("edit", "text:adopted:ar:p4", value={"text": text}))
    item = next(i for i in row(desk, "p1").findings if i.view.code == "V01")
    desk.decide(Request("reject", item.subject))
    desk.rebuild()
    shown, built = desk.sheet.corpus, build(load_settings(folder))
    assert shown.documents == built.documents
    assert [p.alignment for p in shown.pairs] == [p.alignment for p in built.pairs]
    kept = [f for f in shown.findings if f != item.view.finding]
    assert kept == list(built.findings)


def test_lines_that_git_left_behind_are_told(make_desk: MakeDesk, folder: Path) -> None:
    (folder / FILE).write_text("<<<<<<< ours\n", "utf-8")
    assert "line 1 cannot be read" in make_desk().changes(0)["notes"][0]

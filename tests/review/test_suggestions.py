"""An annotator's wording at the desk: taken over by a person, on record as both, undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel_corpus.build.corpus import build
from parallel_corpus.decisions import FILE
from parallel_corpus.errors import CorpusError
from parallel_corpus.normalise import replay
from parallel_corpus.report import render_report
from parallel_corpus.review.actions import ConflictError, Request
from parallel_corpus.review.desk import Desk
from parallel_corpus.review.rows import FindingItem, ReviewRow
from parallel_corpus.settings import load_settings

MakeDesk = Callable[..., Desk]


def row(desk: Desk, place: str) -> ReviewRow:
    return next(r for r in desk.sheet.rows if f"adopted:en:{place}" in r.row.bead.source)


def suggested(desk: Desk, place: str) -> FindingItem:
    return next(item for item in row(desk, place).findings if item.suggestion)


@pytest.mark.usefixtures("annotated")
def test_a_wording_is_taken_over_and_undone(make_desk: MakeDesk, folder: Path) -> None:
    desk = make_desk("amal")
    item = suggested(desk, "p4")
    assert item.view.code == "N01"  # the check and the annotator say the same: told once
    assert item.view.who == ("checks", "Sami")
    before = row(desk, "p4").row.target.text
    desk.decide(Request("take", item.subject, seen=desk.seen))
    (line,) = map(json.loads, (folder / FILE).read_text("utf-8").splitlines())
    assert (line["who"], line["on"], line["verdict"]) == ("amal", "text:adopted:ar:p4", "edit")
    assert line["value"] == {
        "text": before.replace("16", "18"),
        "suggested_by": "Sami",
        "suggestion": "18",
        "finding": item.subject,
    }
    desk.rebuild()
    assert row(desk, "p4").row.target.text == before.replace("16", "18")
    assert "N01" not in {i.view.code for i in row(desk, "p4").findings}
    undo = desk.status()["undo"]
    assert "the wording that Sami suggests" in undo["words"]
    desk.decide(Request("undo", undo["on"]))
    desk.rebuild()
    assert row(desk, "p4").row.target.text == before
    assert suggested(desk, "p4").subject == item.subject


@pytest.mark.usefixtures("annotated")
def test_the_next_build_has_it_as_an_edit_by_the_annotator(
    make_desk: MakeDesk, folder: Path
) -> None:
    desk = make_desk("amal")
    desk.decide(Request("take", suggested(desk, "p4").subject))
    corpus = build(load_settings(folder))
    segment = corpus.pairs[-1].target.segment("p4")
    assert "18" in segment.text
    assert replay(segment.raw, segment.repairs) == segment.text
    made = segment.repairs[-1]
    assert (made.code, made.origin) == ("H002", "human")
    assert [(e.type, e.where) for e in made.evidence] == [("annotator", "Sami"), ("person", "amal")]
    assert "suggested by Sami, approved by amal" in render_report(corpus)


@pytest.mark.usefixtures("annotated")
def test_a_wording_without_a_sure_place_is_put_in_by_hand(
    make_desk: MakeDesk, folder: Path
) -> None:
    desk = make_desk("amal")
    item = suggested(desk, "p3")
    assert item.suggestion
    assert not item.suggestion.sure
    with pytest.raises(CorpusError, match="not sure which words"):
        desk.decide(Request("take", item.subject))
    text = row(desk, "p3").row.target.text.replace("الفقر", item.suggestion.after)
    value = {"text": text, "finding": item.subject}
    desk.decide(Request("edit", "text:adopted:ar:p3", value=value))
    line = json.loads((folder / FILE).read_text("utf-8"))
    assert (line["value"]["suggested_by"], line["value"]["text"]) == ("a-model", text)
    # Quoting nothing on the right, the remark stays after the edit, and nobody need decide again.
    desk.rebuild()
    again = [i for i in row(desk, "p3").findings if i.subject == item.subject]
    for one in again:
        assert not row(desk, "p3").opinions(desk._ledger.by_subject())[one.subject].open


@pytest.mark.usefixtures("annotated")
def test_two_people_cannot_take_over_and_edit_at_once(make_desk: MakeDesk) -> None:
    amal, ben = make_desk("amal"), make_desk("ben")
    amal.decide(Request("take", suggested(amal, "p4").subject))
    with pytest.raises(ConflictError, match="amal decided"):
        ben.decide(Request("edit", "text:adopted:ar:p4", value={"text": "نص آخر"}))


@pytest.mark.parametrize("place", ["p1", "p2"])
@pytest.mark.usefixtures("annotated")
def test_where_nothing_is_suggested_nothing_is_taken(make_desk: MakeDesk, place: str) -> None:
    desk = make_desk("amal")
    on = next((i.subject for i in row(desk, place).findings), "finding:V01:nothing=#0")
    with pytest.raises(CorpusError):
        desk.decide(Request("take", on))
    assert desk.seen == ""


def test_undo_says_what_and_never_undoes_what_the_page_has_not_seen(make_desk: MakeDesk) -> None:
    desk, elsewhere = make_desk("amal"), make_desk("amal")
    item = row(desk, "p1").findings[0]
    desk.decide(Request("accept", item.subject))
    undo = desk.status()["undo"]
    assert undo["words"].startswith(f"accepted {item.view.code}")
    assert undo["words"].endswith("at paragraph 1")
    assert undo["row"] == row(desk, "p1").id
    elsewhere.look()
    elsewhere.decide(Request("confirm", row(elsewhere, "p5").subject, seen=elsewhere.seen))
    with pytest.raises(ConflictError, match="something else was decided"):
        desk.decide(Request("undo", undo["on"]))
    desk.look()
    undo = desk.status()["undo"]
    assert undo["words"] == "confirmed the pair at paragraph 5"
    desk.decide(Request("undo", undo["on"]))
    redo = desk.status()["redo"]
    assert redo["words"] == "confirmed the pair at paragraph 5"


def test_superseded_versions_are_no_work(make_desk: MakeDesk) -> None:
    desk = make_desk("amal")
    assert {r.pair for r in desk.sheet.rows} == {1, 2}
    assert desk.progress.pairs == (0, 5)
    assert desk.progress.findings[1] == sum(len(r.findings) for r in desk.sheet.rows if r.pair == 2)

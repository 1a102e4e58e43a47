"""Decisions brought to bear: texts, pairings, findings; stale ones told and left alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.decisions import (
    Ledger,
    judge_findings,
    on_bead,
    on_beads,
    on_finding,
    on_repair,
    on_text,
    repair_verdicts,
    revise_alignment,
    revise_document,
)
from parallel_corpus.decisions.apply import finding_fingerprint, raw_fingerprint, smallest_edit
from parallel_corpus.model import (
    Alignment,
    Bead,
    Decision,
    Document,
    Edit,
    Finding,
    Repair,
    Segment,
    fingerprint,
)
from parallel_corpus.normalise import replay, restore


def document(language: str, size: int) -> Document:
    segments = tuple(
        Segment(f"d:{language}:op{i}", language, f"op{i}", f"{i}. text {i}", f"text {i}", str(i),  # type: ignore[arg-type]
                repairs=(Repair(Edit(0, f"{i}. ", ""), "N202", "layout/list-marker", step=1),))
        for i in range(1, size + 1)
    )  # fmt: skip
    return Document("d", language, segments)  # type: ignore[arg-type]


ENGLISH, ARABIC = document("en", 4), document("ar", 5)
ALIGNMENT = Alignment(
    ("d:en", "d:ar"),
    (
        *(Bead((f"d:en:op{i}",), (f"d:ar:op{i}",), 0.8, 0.2) for i in range(1, 5)),
        Bead((), ("d:ar:op5",)),
    ),
)
RAW = {s.id: s.raw for s in (*ENGLISH.segments, *ARABIC.segments)}


def en(*numbers: int) -> list[str]:
    return [f"d:en:op{i}" for i in numbers]


def ar(*numbers: int) -> list[str]:
    return [f"d:ar:op{i}" for i in numbers]


def beads(*rows: list[list[str]], when: str = "1") -> Decision:
    refs = [ref for row in rows for side in row for ref in side]
    value = {"beads": list(rows)}
    return Decision("a", when, on_beads("d"), "merge", "", raw_fingerprint(refs, RAW), value)


def revised(*decisions: Decision) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    alignment, stale = revise_alignment(ALIGNMENT, ENGLISH, ARABIC, Ledger(decisions))
    assert not stale
    return [(b.source, b.target, b.method) for b in alignment.beads]


def test_a_merge_takes_its_segments_from_the_others_and_stands_in_order() -> None:
    result = revised(beads([en(2), ar(2, 3)]))
    assert result[1] == (("d:en:op2",), ("d:ar:op2", "d:ar:op3"), "human")
    assert result[2] == (("d:en:op3",), (), "embedding")
    assert len(result) == 5


def test_a_later_decision_outranks_an_earlier_one() -> None:
    result = revised(beads([en(1, 2), ar(1, 2)]), beads([en(1), ar(1)], [en(2), ar(2)], when="2"))
    assert [r[2] for r in result] == ["human", "human", "embedding", "embedding", "embedding"]


def test_an_unlinked_target_follows_the_target_before_it() -> None:
    result = revised(beads([en(2), []], [[], ar(2)]))
    assert [(len(s), len(t)) for s, t, _ in result] == [
        (1, 1),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 1),
        (0, 1),
    ]
    flat = [ref for s, t, _ in result for ref in (*s, *t)]
    assert flat.index("d:ar:op1") < flat.index("d:ar:op2") < flat.index("d:en:op3")


REFS = st.permutations([*en(1, 2, 3, 4), *ar(1, 2, 3, 4, 5)])


@given(st.lists(st.tuples(REFS, st.integers(1, 9), st.integers(1, 3)), max_size=5))
def test_every_segment_stays_in_exactly_one_bead(picks: list[tuple[list[str], int, int]]) -> None:
    decisions = []
    for when, (refs, size, parts) in enumerate(picks):
        rows = [refs[:size][i::parts] for i in range(parts)]
        made = [[[r for r in row if ":en:" in r], [r for r in row if ":ar:" in r]] for row in rows]
        decisions.append(beads(*made, when=str(when)))
    alignment, _ = revise_alignment(ALIGNMENT, ENGLISH, ARABIC, Ledger(tuple(decisions)))
    refs = [ref for bead in alignment.beads for ref in (*bead.source, *bead.target)]
    assert sorted(refs) == sorted(RAW)
    firsts = [RAW_ORDER[b.source[0]] for b in alignment.beads if b.source]
    assert firsts == sorted(firsts) or any(len(b.source) > 1 for b in alignment.beads)


RAW_ORDER = {ref: i for i, ref in enumerate(RAW)}


def test_a_confirmed_bead_is_a_persons() -> None:
    bead = ALIGNMENT.beads[0]
    mark = raw_fingerprint((*bead.source, *bead.target), RAW)
    assert revised(Decision("a", "1", on_bead(bead), "confirm", "", mark))[0][2] == "human"


def test_pairings_of_changed_or_missing_texts_are_stale() -> None:
    changed = replace(beads([en(1, 2), ar(1, 2)]), fingerprint="0" * 16)
    missing = beads([en(1), ar(1)], when="2")
    missing = replace(missing, value={"beads": [[["d:en:op99"], ar(1)]]})
    damaged = replace(missing, when="3", value={"beads": [["d:en:op1", 3]]})
    twice = replace(missing, when="4", value={"beads": [[en(1), []], [en(1), []]]})
    ledger = Ledger((changed, missing, damaged, twice))
    alignment, stale = revise_alignment(ALIGNMENT, ENGLISH, ARABIC, ledger)
    assert alignment == ALIGNMENT
    assert [s.reason for s in stale] == [
        "the text in the file changed",
        "d:en:op99 is no longer there",
        "the decision is damaged",
        "the decision is damaged",
    ]


def edit(segment: Segment, text: str) -> Decision:
    mark = fingerprint([segment.raw])
    return Decision("amal", "1", on_text(segment.id), "edit", "typo", mark, {"text": text})


@given(st.text(alphabet="text 1ab", max_size=12))
def test_a_persons_wording_is_a_repair_that_replays(text: str) -> None:
    segment = ARABIC.segments[0]
    made, stale = revise_document(ARABIC, Ledger((edit(segment, text),)))
    new = made.segments[0]
    assert not stale
    assert new.text == text
    assert replay(new.raw, new.repairs) == text
    assert restore(text, new.repairs) == new.raw
    assert made.segments[1:] == ARABIC.segments[1:]


def test_proposed_repairs_keep_their_place_in_an_edited_text() -> None:
    proposals = (
        Repair(Edit(0, "text", "Text"), "N1", "x", status="proposed"),
        Repair(Edit(5, "1", "one"), "N2", "x", status="proposed"),
    )
    segment = replace(ARABIC.segments[0], repairs=proposals)
    source = replace(ARABIC, segments=(segment,))
    made, _ = revise_document(source, Ledger((edit(segment, "tex 1"),)))
    (left,) = [r for r in made.segments[0].repairs if r.status == "proposed"]
    assert made.segments[0].text[left.edit.start : left.edit.end] == left.edit.before == "1"


def test_a_wording_of_another_text_is_stale() -> None:
    decision = replace(edit(ARABIC.segments[0], "new"), fingerprint="x")
    made, (stale,) = revise_document(ARABIC, Ledger((decision,)))
    assert made == ARABIC
    assert "changed" in stale.reason


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_the_smallest_edit_makes_the_text(before: str, after: str) -> None:
    e = smallest_edit(before, after)
    assert before[: e.start] + e.after + before[e.end :] == after
    assert before[e.start : e.end] == e.before
    assert not e.before or not e.after or e.before[0] != e.after[0]


def text_of(refs: object) -> str:
    return "\n".join(refs)  # type: ignore[arg-type]


def test_a_rejected_finding_is_gone_until_its_text_changes() -> None:
    finding = Finding("V01", "d", ("d:en:op1",), ("d:ar:op1",), 0.9, "m")
    other = replace(finding, code="P01")
    mark = finding_fingerprint(finding, text_of)
    rejection = Decision("a", "1", on_finding(finding), "reject", "", mark)
    judged = judge_findings([finding, other], Ledger((rejection,)), text_of)
    assert (judged.kept, judged.rejected, judged.stale) == ((other,), (finding,), ())
    later = judge_findings([finding], Ledger((rejection,)), lambda refs: text_of(refs) + "!")
    assert later.kept == (finding,)
    assert later.stale[0].decision == rejection
    undone = Ledger((rejection, Decision("a", "2", on_finding(finding), "reopen")))
    assert judge_findings([finding], undone, text_of).kept == (finding,)


def test_an_accepted_finding_stays() -> None:
    finding = Finding("V01", "d", ("d:en:op1",), ("d:ar:op1",), 0.9, "m")
    mark = finding_fingerprint(finding, text_of)
    yes = Decision("a", "1", on_finding(finding), "accept", "", mark)
    assert judge_findings([finding], Ledger((yes,)), text_of).kept == (finding,)


def test_verdicts_on_repairs_go_by_the_repairs_key() -> None:
    said = [
        Decision("a", "1", on_repair("d:ar:op1", "k1"), "accept"),
        Decision("a", "2", on_repair("d:ar:op1", "k2"), "accept"),
        Decision("a", "3", on_repair("d:ar:op1", "k2"), "reject"),
        Decision("a", "4", on_repair("d:ar:op1", "k3"), "comment", "hm"),
    ]
    assert repair_verdicts(Ledger(tuple(said))) == {"k1": "accept", "k2": "reject"}

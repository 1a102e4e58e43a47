"""What stands of decisions: undo and redo without limit, order, contradictions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.decisions import Ledger, on_decision
from parallel_corpus.decisions.ledger import contradiction, verdict
from parallel_corpus.decisions.store import parse_ledger
from parallel_corpus.model import Decision


class Desk:
    """A ledger under a person's hands, beside the plain list that it must agree with."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.done: list[str] = []
        self.undone: list[str] = []

    def add(self, on: str, verdict: str, who: str = "amal") -> None:
        decision = Decision(who, f"{len(self.ledger.decisions):06}", on, verdict)
        self.ledger = Ledger((*self.ledger.decisions, decision))

    def decide(self, on: str) -> None:
        self.add(on, "accept")
        self.done.append(on)
        self.undone.clear()

    def undo(self) -> None:
        if (last := self.ledger.to_undo("amal")) is not None:
            self.add(on_decision(last), "undo")
            self.undone.append(self.done.pop())

    def redo(self) -> None:
        if (last := self.ledger.to_redo("amal")) is not None:
            self.add(on_decision(last), "redo")
            self.done.append(self.undone.pop())


@given(st.lists(st.sampled_from(["decide", "undo", "redo"]), max_size=25))
def test_undo_and_redo_go_back_and_forth_without_limit(actions: list[str]) -> None:
    desk = Desk()
    for number, action in enumerate(actions):
        if action == "decide":
            desk.decide(f"bead:{number}")
        else:
            getattr(desk, action)()
        # Order apart: what is redone stands where it stood.
        assert sorted(d.on for d in desk.ledger.standing()) == sorted(desk.done)
        assert (desk.ledger.to_redo("amal") is None) == (not desk.undone)


def test_nobody_undoes_what_another_decided() -> None:
    ledger = Ledger((Decision("amal", "1", "bead:x", "confirm"),))
    assert ledger.to_undo("ben") is None


def test_the_order_of_the_lines_and_doubled_lines_do_not_matter() -> None:
    lines = [
        b'{"when": "2", "who": "b", "on": "x", "verdict": "reject"}',
        b'{"when": "1", "who": "a", "on": "x", "verdict": "accept"}',
    ]
    one = parse_ledger(b"\n".join([*lines, b""]))
    other = parse_ledger(b"\n".join([*reversed(lines), *lines, b""]))
    assert one == other
    last = verdict(one.by_subject()["x"])
    assert last is not None
    assert last.verdict == "reject"


def test_a_comment_is_no_verdict() -> None:
    said = [Decision("a", "1", "x", "accept"), Decision("b", "2", "x", "comment", "why?")]
    assert verdict(said) == said[0]
    assert contradiction(said) is None


def test_lines_that_are_no_decisions_are_counted_and_passed_over() -> None:
    data = b'<<<<<<< ours\n{"who": 3}\n\n[]\n{"when":"1","who":"a","on":"x","verdict":"y"}\n{"wh'
    ledger = parse_ledger(data)
    assert ledger.damaged == (1, 2, 4)
    assert [d.on for d in ledger.decisions] == ["x"]


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    parse_ledger(data)

"""Marking and comparing texts, over any text at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from parallel_corpus.model import Span
from parallel_corpus.report.sides import Piece, difference, excerpt, mark, mixed, overlay

TEXT = st.text(alphabet="ab ,شبكة\u064f\u0640<&>\"'\n12\u200f", max_size=40)
SPANS = st.lists(st.builds(Span, st.integers(-3, 50), st.integers(-3, 50), st.just("")), max_size=4)


def text_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(TEXT, SPANS)
def test_marking_loses_no_text(text: str, spans: list[Span]) -> None:
    pieces = mark(text, spans)
    assert text_of(pieces) == text
    marked = {i for s in spans for i in range(max(0, s.start), min(len(text), s.end))}
    at = 0
    for piece in pieces:
        assert piece.text
        assert {i in marked for i in range(at, at + len(piece.text))} == {piece.kind == "mark"}
        at += len(piece.text)


@given(TEXT, TEXT, SPANS)
def test_a_difference_loses_no_text(old: str, new: str, spans: list[Span]) -> None:
    removed, added = difference(old, new)
    assert (text_of(removed), text_of(added)) == (old, new)
    assert text_of(overlay(added, spans)) == new


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    for side in difference(text, text):
        assert all(piece.kind == "" for piece in side)


def test_vowel_marks_are_no_difference() -> None:
    removed, added = difference("الفُصّر في الأطفال", "الفصر في الاطفال")
    assert not [p for p in (*removed, *added) if p.kind]


@given(TEXT)
def test_mixed_lines_keep_their_text_and_let_no_markup_through(text: str) -> None:
    parsed = html.fromstring(f"<p>{mixed(text)}</p>")
    assert (parsed.text_content() or "").replace("\r", "") == text
    assert {e.tag for e in parsed.iter()} <= {"p", "bdi"}


@given(TEXT, st.integers(2, 20))
def test_an_excerpt_stays_on_one_line_and_within_its_limit(text: str, limit: int) -> None:
    short = excerpt(text, limit)
    assert len(short) <= limit + 1
    assert "\n" not in short

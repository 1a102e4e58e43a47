"""Laws of cells and XML text: what is written comes back, and nothing dangerous gets through."""

from __future__ import annotations

import csv
import io
import itertools

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parallel_corpus.read.formats.cells import from_xml, guard, to_xml, unguard

HOSTILE = ["'", "=", "+", "-", "@", "\t", "\r", "\n", " ", "ا", "\uff1d"]


def test_guard_is_undone_for_every_short_hostile_text() -> None:
    for length in range(5):
        for letters in itertools.product(HOSTILE, repeat=length):
            text = "".join(letters)
            assert unguard(guard(text)) == text, repr(text)
            assert not guard(text).lstrip(" ").startswith(tuple(HOSTILE[1:8])), repr(text)


@given(st.text())
def test_guard_is_undone_for_every_text(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_goes_through_xml(text: str) -> None:
    clean, replaced = to_xml(text)
    element = etree.Element("seg")
    element.text = clean
    back = etree.fromstring(etree.tostring(element)).text or ""
    assert from_xml(back, replaced) == text
    assert len(clean) == len(text)


@given(st.text(max_size=10), st.text(max_size=20))
def test_a_strange_record_of_replacements_does_no_harm(text: str, replaced: str) -> None:
    assert len(from_xml(text, replaced)) == len(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_goes_through_a_csv(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([guard(text), "x"])
    file.seek(0)
    ((cell, _),) = csv.reader(file)
    assert unguard(cell) == text

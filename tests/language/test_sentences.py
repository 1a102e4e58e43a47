"""Sentence spans: cases with their reasons, and laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.language.sentences import split

CASES = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_sentences(case):
    text = " ".join(case["sentences"])
    found = [text[start:end] for start, end in split(text, case["language"])]
    assert (found == case["sentences"]) is not case.get("fails", False)


@given(
    text=st.text(alphabet="aA1. ?!؟،ب\n\"'()[]«»…\u064b\u0640\u200f", max_size=40),
    language=st.sampled_from(["en", "ar"]),
)
def test_spans_are_in_order_and_lose_nothing_but_white_space(text, language):
    spans = split(text, language)
    between = [0, *(n for span in spans for n in span), len(text)]
    assert between == sorted(between)
    gaps = zip(between[::2], between[1::2], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip()
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)

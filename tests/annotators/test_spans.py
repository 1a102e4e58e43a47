"""Quotations are found where they stand, and nowhere else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.annotators.spans import locate
from parallel_corpus.language import script

CASES = json.loads(Path(__file__).with_name("spans.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_quotation_is_found_where_it_stands(case: dict[str, Any]) -> None:
    found = locate(case["quote"], case["text"])
    assert [span.text for span in found] == case["found"], case["why"]


def test_of_two_places_the_nearest_to_the_offset_is_meant() -> None:
    text = "one law and another law"
    assert [locate("law", text)[0].start, locate("law", text, 20)[0].start] == [4, 20]


WORDS = st.text(alphabet="abc ابةىأُـ٣3«»\n.", max_size=60)


@given(WORDS, st.data())
def test_spans_are_of_the_text_and_whole_words_are_always_found(text: str, data: Any) -> None:
    for span in locate(data.draw(WORDS), text):
        assert text[span.start : span.end] == span.text
    words = script.words(text)
    if words:
        start, _, word = data.draw(st.sampled_from(words))
        if script.word_key(word):
            found = locate(word, text, start)
            assert found
            assert script.word_key(found[0].text) == script.word_key(word)

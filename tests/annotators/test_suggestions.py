"""Where a suggested wording goes: into the place that is quoted, or nowhere where that is unsure."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.annotators.spans import locate
from parallel_corpus.annotators.suggestions import clean_suggestion, fit_suggestion

CASES = json.loads(Path(__file__).with_name("suggestions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_suggestion_finds_its_place(case: dict[str, Any]) -> None:
    text = case["target"]
    quoted = locate(case["quote"], text)
    assert bool(quoted) == bool(case["quote"])
    wording, place = fit_suggestion(case["suggestion"], quoted, text)
    assert wording == clean_suggestion(wording)
    made = text[: place[0]] + wording + text[place[1] :] if place else None
    assert made == case["text"]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_any_suggestion_changes_the_quoted_words_only(
    suggestion: str, quote: str, text: str
) -> None:
    quoted = locate(quote, text)
    wording, place = fit_suggestion(suggestion, quoted, text)
    if place:
        assert [place] == [[span.start, span.end] for span in quoted]
        assert wording
    assert "\n" not in wording

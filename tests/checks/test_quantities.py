"""What counts as a list number, and what does not."""

from __future__ import annotations

import pytest

from parallel_corpus.evidence.quantities.extract import quantities


@pytest.mark.parametrize(
    "text", ["10- اتفقت اللجنة", "3-2-1 إحراز تقدم", "24 - ومنذ", "'2` الاتجاهات"]
)
def test_list_numbers(text: str) -> None:
    assert all(number.marker for number in quantities(text, "ar").numbers)


@pytest.mark.parametrize(
    "text", ["245 people", "(a) 5 men", "1.5 million people", "2014-2015 budget", "10.30 a.m."]
)
def test_numbers_that_are_none(text: str) -> None:
    assert not any(number.marker for number in quantities(text, "en").numbers)

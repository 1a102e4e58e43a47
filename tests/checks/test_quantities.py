"""Quantities of texts of every kind: what is a list number, and what says the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from num2words import num2words
from pyarabic.number import number2text

from parallel_corpus.evidence.quantities.compare import unmatched
from parallel_corpus.evidence.quantities.extract import quantities
from parallel_corpus.evidence.quantities.list_letters import other_letters
from parallel_corpus.evidence.quantities.measures import mismeasured
from parallel_corpus.evidence.quantities.ranges import turned
from parallel_corpus.evidence.quantities.weekdays import other_weekdays

PAIRS = Path(__file__).parent / "data" / "quantities.tsv"
LANGUAGES = ("en", "ar")
NUMBERS = st.one_of(st.integers(3, 60), st.integers(3, 3000), st.integers(3, 10**9))
ENGLISH = st.sampled_from([str, "{:,}".format, num2words, lambda n: num2words(n, to="ordinal")])
ARABIC = st.sampled_from([str, "{:,}".format, number2text])
PIECES = [
    *(
        "12",
        "١٢",
        "1,000.5",
        "12/5/2021",
        "3/20",
        "18 bis",
        "third",
        "twenty-one",
        "two hundred and",
    ),
    *("مئة", "وعشرون", "الحادي والعشرين", "أيار/مايو", "May", "IV", "article 5(2)(a)", "المادة ٥"),
    *(
        " ",
        "-",
        "/",
        ".",
        "و",
        "ألف",
        "مليون",
        "million",
        "half",
        "نصف",
        "p.m.",
        "°",
        "²",
        "½",
        "إلا",
    ),
    *(
        "2.0.1",
        "$",
        "m",
        "dozen",
        "tens of",
        "a",
        "and",
        "الساعة",
        "بعد المائة",
        "شهرين",
        "from",
        "to",
    ),
]


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


def found(english: str, arabic: str) -> list[object]:
    """All that the quantities of a pair tell apart."""
    rest = unmatched(english, arabic, LANGUAGES)
    days = other_weekdays(english, arabic, LANGUAGES)
    return [
        *rest.contrasts,
        *rest.source,
        *rest.target,
        *rest.months.source,
        *rest.months.target,
        *mismeasured(english, arabic, LANGUAGES),
        *other_letters(english, arabic, LANGUAGES)[0],
        *turned(english, arabic, LANGUAGES),
        *(days[0] if days[1] else ()),
    ]


with PAIRS.open(encoding="utf-8", newline="") as _file:
    _ROWS = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["en"])
def test_pairs_of_many_kinds(row: dict[str, str]) -> None:
    assert bool(found(row["en"], row["ar"])) == (row["expect"] == "fires")


@given(st.lists(st.tuples(NUMBERS, ENGLISH, ARABIC), min_size=1, max_size=4))
def test_the_same_numbers_have_their_counterparts(items: list[tuple]) -> None:
    english = " then ".join(f"{spell(number)} things" for number, spell, _ in items)
    arabic = " ثم ".join(f"{spell(number)} شيئا" for number, _, spell in items)
    assert not found(english, arabic)


@given(st.lists(NUMBERS, min_size=1, max_size=3, unique=True), NUMBERS, ENGLISH, ARABIC)
def test_another_number_is_found(numbers: list[int], other: int, en, ar) -> None:
    assume(other not in numbers)
    english = " then ".join(f"{en(number)} things" for number in numbers)
    arabic = " ثم ".join(f"{ar(number)} شيئا" for number in [other, *numbers[1:]])
    assert found(english, arabic)


@given(*[st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join)] * 2)
def test_any_text_is_read(english: str, arabic: str) -> None:
    found(english, arabic)
    found(arabic, english)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from(["en", "ar"]))
def test_a_text_has_the_numbers_of_itself(text: str, language: str) -> None:
    rest = unmatched(text, text, (language, language))
    assert not rest
    assert not rest.months.source

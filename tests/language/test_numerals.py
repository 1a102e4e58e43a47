"""Numbers in words, against the libraries that spell them out, and the ways that texts mix them."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words
from pyarabic import araby
from pyarabic.number import number2text

from parallel_corpus.language.numeral import Value
from parallel_corpus.language.numerals import numerals

GREATEST = 10**12 - 1  # what number2text can spell
ANY = st.one_of(
    st.integers(0, 2000),
    st.integers(0, 12).flatmap(lambda power: st.integers(0, min(10**power, GREATEST))),
)
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]


def only(text: str, language: str) -> frozenset[Value]:
    """The readings of the one number that `text` must be, from its first letter to its last."""
    found = numerals(text, language)
    assert [(n.start, n.end) for n in found] == [(0, len(text))], found
    return found[0].readings


@given(ANY)
@example(111)
@example(1_011)
@example(2_200_000)
@example(2_300_000_000)
def test_arabic_words_are_read_as_they_are_spelled(number: int) -> None:
    spelled = number2text(number)
    assert number in only(spelled, "ar")
    assert number in only(spelled.replace(" و ", " و"), "ar")


@given(ANY)
def test_arabic_words_are_read_without_hamza(number: int) -> None:
    glued = number2text(number).replace(" و ", " و")
    bare = glued.translate(str.maketrans("أإآ", "ااا"))
    # "وأحد عشر" is then written as "one ten", which nobody says of another number.
    if "واحد عشر" not in bare:
        assert number in only(bare, "ar")


@given(ANY)
def test_arabic_words_are_read_in_the_oblique_case(number: int) -> None:
    words = number2text(number).replace(" و ", " و").split()
    oblique = [
        word[:-2] + "ين" if word.endswith("ان") or word.removeprefix("و") in TENS else word
        for word in words
    ]
    assert number in only(" ".join(oblique), "ar")


@given(ANY, st.sampled_from("\u064e\u064f\u0650\u0651\u0652"))
def test_arabic_words_are_read_with_vowel_marks(number: int, mark: str) -> None:
    spelled = "".join(c + mark if araby.is_arabicrange(c) else c for c in number2text(number))
    assert number in numerals(unicodedata.normalize("NFC", spelled), "ar")[0].readings


@given(ANY)
def test_english_words_are_read_as_they_are_spelled(number: int) -> None:
    assert number in only(num2words(number), "en")
    assert number in only(num2words(number).replace("-", " "), "en")
    assert number in only(num2words(number).replace(",", "").upper(), "en")


@given(ANY)
def test_english_ordinals_are_read_as_they_are_spelled(number: int) -> None:
    assert number in only(num2words(number, to="ordinal"), "en")


@given(st.integers(0, 10**9), st.sampled_from(["", ",", "\u066c", "\u00a0"]))
def test_digits_are_read_in_any_grouping(number: int, mark: str) -> None:
    written = f"{number:,}".replace(",", mark)
    for language in ("en", "ar"):
        assert number in only(written, language)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.5 million", 2_500_000),
        ("two and a half million", 2_500_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("a million and a half", 1_500_000),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("threescore and ten", 70),
        ("five and thirty", 35),
        ("nineteen ninety-two", 1992),
        ("twenty-five hundred", 2500),
        ("two-thirds", Fraction(2, 3)),
        ("three quarters", Fraction(3, 4)),
        ("1/3", Fraction(1, 3)),
        ("$1.5m", 1_500_000),
    ],
)
def test_english(text: str, value: Value) -> None:
    assert [n.value for n in numerals(text, "en")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("٣٫٥ مليار", 3_500_000_000),
        ("3 ملايين و500 ألف", 3_500_000),
        ("ثلاثة ملايين ونصف المليون", 3_500_000),
        ("مليون ونصف", 1_500_000),
        ("ربع مليون", 250_000),
        ("ألف مليون", 10**9),
        ("الحادية والعشرون", 21),
        ("الثانية عشرة بعد المائة", 112),
        ("خمسة وستين وثلاثمائة", 365),
        ("سبعة وستين وتسعمائة وألف", 1967),
        ("ثلاث مئة وخمسون", 350),
        ("اثنا عشر ونصف في المائة", Fraction(25, 2)),
        ("ثلثي", Fraction(2, 3)),
        ("ثلاثة أرباعها", Fraction(3, 4)),
        ("عشرين بالمئة", 20),
        ("918 483", 918_483),
        ("630.8 1", Fraction(16308, 10)),
        ("اثنى عشر", 12),
    ],
)
def test_arabic(text: str, value: Value) -> None:
    assert [n.value for n in numerals(text, "ar")] == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("لست هنا، ألست معي؟", "ar"),
        ("سقط ميتا", "ar"),
        ("في المائة", "ar"),
        ("a man and an hour", "en"),
        ("I have a CD", "en"),
    ],
)
def test_words_that_are_no_numbers(text: str, language: str) -> None:
    assert not numerals(text, language)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("ثلاثة آلاف وخمسة ملايين", "ar", [3000, 5_000_000]),
        ("الفقرتان الثالثة والرابعة", "ar", [3, 4]),
        ("six and seven", "en", [6, 7]),
        ("the first three", "en", [1, 3]),
        ("لا أحد من الخمسة", "ar", [1, 5]),
    ],
)
def test_numbers_beside_one_another(text: str, language: str, values: list[Value]) -> None:
    assert [n.value for n in numerals(text, language)] == values


def test_letters_behind_a_number_may_be_a_scale_or_a_unit() -> None:
    assert numerals("1.8m", "en")[0].readings == {Fraction(9, 5), 1_800_000}
    assert numerals("$1.8m", "en")[0].readings == {1_800_000}

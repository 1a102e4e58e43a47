import pytest

from parallel_corpus.read.halves import languages_of, split_halves
from parallel_corpus.read.lines import find_marker, number_lines


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("18. Calls on", "1.", "18"),
        ("١٨- تدعو", "1.", "18"),
        ("31 - Recalls", "1.", "31"),
        ("12 bis. Urges", "1.", "12 bis"),
        ("12a. Urges", "1.", "12a"),
        ("  - 4. *Emphasizes*", "1.", "4"),
        ("- (7) Noting", "(1)", "7"),
        ("(a) first", "(a)", "a"),
        ("(ج) ثالثاً", "(a)", "c"),
        ("(هـ) خامساً", "(a)", "e"),
        ("IV. Focus", "I.", "IV"),
        ("\u2022 point", "-", ""),
    ],
)
def test_markers(text: str, style: str, number: str) -> None:
    marker = find_marker(text)
    assert marker is not None
    assert (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    [
        "2021 was a year",
        "26-30 November 2021",
        "3.5 million",
        "11.30 a.m.",
        "(see annex)",
        "*Urges*",
    ],
)
def test_what_only_looks_like_a_marker(text: str) -> None:
    assert find_marker(text) is None


def test_halves_are_cut_where_the_script_changes() -> None:
    text = (
        "العنوان\n\nInter-Parliamentary Union\n\nنص طويل بالعربية هنا "
        + "وفيه كلام كثير " * 20
        + "\n\nTitle\n\nA long English text"
    )
    halves = split_halves(number_lines(text))
    assert [line.text for line in halves["en"] if not line.blank] == [
        "Title",
        "A long English text",
    ]
    assert halves["ar"][0].text == "العنوان"


def test_alternating_paragraphs_go_by_their_own_script() -> None:
    text = "\n\n".join(["The first.", "الأول.", "The second.", "الثاني.", "The third.", "الثالث."])
    halves = split_halves(number_lines(text))
    assert [line.text for line in halves["ar"] if not line.blank] == [
        "الأول.",
        "الثاني.",
        "الثالث.",
    ]
    assert [line.text for line in halves["en"] if not line.blank][2] == "The third."


def test_a_quotation_is_no_second_language() -> None:
    lines = number_lines("A long English paragraph about the word كتاب and its history.\n" * 5)
    assert languages_of(lines) == ["en"]
    assert len(split_halves(lines)["en"]) == len(lines)

"""PDF pages made here, sign by sign, as makers of PDFs set them."""

import pytest

from parallel_corpus.read.formats.glyphs import Glyph
from parallel_corpus.read.formats.page_layout import read_layout
from parallel_corpus.read.formats.reading_order import logical_order

SIZE = 10.0


def set_line(
    visual: str | list[str], right: float, base: float, *, spaces: bool = True
) -> list[Glyph]:
    """Glyphs of a line that is given as it looks, from left to right, set flush right."""
    units = list(visual)
    left = right - len(units) * 5
    return [
        Glyph(unit, left + 5 * i, left + 5 * i + 5, base, SIZE, int(1000 - base) * 100 - i)
        for i, unit in enumerate(units)
        if spaces or unit != " "
    ]


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("باتك", "كتاب"),
        ("2021 ماع", "عام 2021"),
        (".2021 ماع", "عام 2021."),
        ("3/15/2022 خيرات", "تاريخ 3/15/2022"),
        ("%25 عفدي", "يدفع 25%"),
        ("A/RES/75/1 (2020) رارقلا", "القرار A/RES/75/1 (2020)"),
        ("الدولة :1 ةدام", "مادة 1: ةلودلا"),
    ],
)
def test_order_of_reading(visual: str, logical: str) -> None:
    assert logical_order(list(visual), rtl=True)[0] == logical


def test_brackets_are_turned_where_the_page_shows_it() -> None:
    page = set_line(")12( ةدام", 500, 700) + set_line("هب لمع )أ(", 500, 680)
    assert [line.text for line in read_layout(page, 600)] == ["مادة (12)", "(أ) عمل به"]


@pytest.mark.parametrize("spaces", [True, False])
def test_words_are_apart_with_and_without_spaces(spaces: bool) -> None:
    page = set_line("ةنيدملا باتك", 500, 700, spaces=spaces)
    assert [line.text for line in read_layout(page, 600)] == ["كتاب المدينة"]


def test_a_mark_goes_to_its_letter_and_a_number_hangs_beside_its_line() -> None:
    page = set_line("ارود", 480, 700)
    alef = page[0]
    page.append(Glyph("\u064b", alef.left, alef.right, 703, SIZE, alef.index + 1))
    page += set_line(".7", 500, 700)
    assert [line.text for line in read_layout(page, 600)] == ["7. دوراً"]


def test_two_columns_are_read_one_after_the_other_and_wraps_are_joined() -> None:
    page: list[Glyph] = []
    for column, right in (("ب", 290.0), ("أ", 560.0)):
        for i in range(6):
            page += set_line(f"{i} {column * 30} ", right, 700 - 12 * i)
    lines = read_layout(page, 600)
    assert [line.text[-1] for line in lines] == list("012345012345")
    assert lines[0].text.startswith("أ")
    assert lines[6].text.startswith("ب")
    assert [line.joined for line in lines] == [False, *[True] * 5] * 2


def test_cells_of_a_table_are_paragraphs_of_their_own() -> None:
    page: list[Glyph] = []
    for base, cells in ((700, ("رهش", "12", "ددع")), (680, ("موي", "7", "مقر"))):
        for cell, right in zip(cells, (200, 350, 500), strict=True):
            page += set_line(cell, right, base)
    texts = [line.text for line in read_layout(page, 600)]
    assert texts == ["عدد", "12", "شهر", "رقم", "7", "يوم"]

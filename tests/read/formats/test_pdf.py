"""PDF pages made here, sign by sign, as makers of PDFs set them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from parallel_corpus.read.formats.glyphs import Glyph
from parallel_corpus.read.formats.page_layout import read_layout
from parallel_corpus.read.formats.pdf import read_pdf
from parallel_corpus.read.formats.reading_order import logical_order
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.furniture import find_furniture

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


def test_a_space_is_where_the_pen_drew_it_though_a_letter_reaches_over_it() -> None:
    page = set_line("كه", 500, 700)
    page[0].pen, page[1].pen = page[0].left, page[1].left + 3
    page[0].right += 3  # the kaf's stroke
    page[1].left, page[1].right = page[1].left + 3, page[1].right + 3
    space = Glyph(" ", 495, 496, 700, SIZE, pen=495)
    assert [line.text for line in read_layout([*page, space], 600)] == ["ه ك"]


def test_a_mark_between_two_letters_goes_to_the_one_that_it_stands_over() -> None:
    page = set_line("ارظن", 500, 700)
    page.append(Glyph("\u064b", 481, 484, 703, SIZE))
    page += set_line("ارارحأ", 500, 680)
    page.append(Glyph("\u064b", 476, 479, 683, SIZE))
    assert [line.text for line in read_layout(page, 600)] == ["نظراً", "أحرارًا"]


def test_brackets_of_one_line_may_be_stored_otherwise_than_those_of_the_page() -> None:
    page = set_line("A/1 )2020( رارقلا", 500, 700)
    for base, visual in ((680, "باتك (أ)"), (660, "رفس (ب)")):
        page += set_line(visual, 500, base)
    assert read_layout(page, 600)[0].text == "القرار A/1 (2020)"


def test_a_short_column_is_read_after_the_long_one_as_on_the_page_before() -> None:
    gutters: list[float] = []
    for count in (6, 2):
        page: list[Glyph] = []
        for column, right, lines in (("ب", 290.0, count), ("أ", 560.0, 6)):
            for i in range(lines):
                page += set_line(f"{i} {column * 30} ", right, 700 - 12 * i)
        texts = [line.text[0] for line in read_layout(page, 600, gutters)]
        assert "".join(texts) == "أ" * 6 + "ب" * count


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("font", ["Amiri", "DejaVu Sans"])
def test_letters_and_marks_that_are_drawn_apart_are_put_together(font: str, tmp_path: Path) -> None:
    """Chromium says both letters of a cluster for one of its two drawings, and no spaces."""
    texts = ["نظراً عادلاً علنياً للفصل في حقوقه (أ) والحريات", "إلاّ إذا كان ذلك جرماً وفقاً للقانون"]
    html = tmp_path / "a.html"
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    html.write_text(
        f"<meta charset=utf-8><body dir=rtl style=\"font-family:'{font}'\">{paragraphs}",
        encoding="utf-8",
    )
    pdf = tmp_path / "a.pdf"
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}", html.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert [line.text for line in read_pdf(pdf) if line.text] == texts


def test_a_running_footer_may_look_like_an_item_of_a_list() -> None:
    def page(number: int, last: str) -> list[PlacedLine]:
        own = [f"{word} {'abc'[number - 1] * 40}" for word in ("One", "Two", "Three")]
        texts = [f"{number}. Adopts", *own, last]
        return [PlacedLine(number, text, page=number) for text in texts]

    lines = page(1, "(A) 26-00123") + page(2, "(A) 26-00123")
    assert find_furniture(lines) == {4, 9}
    assert find_furniture(lines + page(3, "(B) Rents")) == set()

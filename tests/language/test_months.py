"""The months of every region, and what only looks like one."""

from __future__ import annotations

import pytest

from parallel_corpus.evidence.quantities.months import months
from parallel_corpus.language.months import arabic_months


def test_every_region_has_twelve_months() -> None:
    assert set(arabic_months().values()) == {*range(1, 13), *range(101, 113)}


@pytest.mark.parametrize(
    ("name", "month"),
    [("جويلية", 7), ("غشت", 8), ("شتنبر", 9), ("دجنبر", 12), ("كانون الثاني", 1), ("إبريل", 4),
     ("جمادى الآخرة", 106), ("ذي الحجة", 112), ("ربيع الثاني", 104)],
)  # fmt: skip
def test_names(name: str, month: int) -> None:
    assert [(m.month, m.sure) for m in months(f"في 3 {name} 2020", "ar")] == [(month, True)]


@pytest.mark.parametrize(
    ("text", "month"),
    [("15 Muharram 1445", 101), ("3 Rabi al-Awwal 1445", 103), ("3 Rabi II 1445", 104),
     ("1 Jumada al-Ula 1445", 105), ("9 Dhu al-Hijjah 1444", 112), ("5 Ramadan 1443", 109)],
)  # fmt: skip
def test_hijri_names_in_english(text: str, month: int) -> None:
    assert [(m.month, m.sure) for m in months(text, "en")] == [(month, True)]


@pytest.mark.parametrize(
    "text", ["يرث العم لأب", "مارس المحاماة", "من باب الحكمة", "ليبدأ من صفر", "دي مايو وزير"]
)
def test_doubtful_words_are_no_sure_months(text: str) -> None:
    assert not any(month.sure for month in months(text, "ar"))


def test_a_doubtful_word_beside_a_month_is_one() -> None:
    assert [m.sure for m in months("من شهر مارس إلى جويلية، وفي أوت وفيفري", "ar")] == [True] * 4

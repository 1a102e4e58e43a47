"""Each stage: what it repairs, and what looks alike and must stay."""

from __future__ import annotations

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.normalise import normalise_text

# (language, before, after, why)
REPAIRED = [
    ("en", "childâ€™s rights Ã©tÃ©", "child’s rights été", "UTF-8 read as Windows-1252"),
    ("ar", "ط§ظ„طھط´ط±ظٹط¹ط§طھ ظپظٹ", "التشريعات في", "UTF-8 read as Windows-1256"),
    ("ar", "ÇáÊÔÑíÚÇÊ Ýí ÌãíÚ ÃäÍÇÁ", "التشريعات في جميع أنحاء", "Windows-1256 read as 1252"),
    ("ar", "ﺍﻟﻄﻔﻞ ﻭﺍﻷﺳﺮﺓ", "الطفل والأسرة", "glyphs for letters"),
    ("ar", "المجال (ﻫ): حماية", "المجال (هـ): حماية", "the list letter keeps its shape"),
    ("ar", "ةقرولا ىلع ةباتكلا ةديج 2021 IPU", "2021 IPU جيدة الكتابة على الورقة", "visual order"),
    ("ar", "\u200fولما\u202c كان", "ولما كان", "direction marks"),
    ("ar", "نسـبة وفقــاً لـلأسرة", "نسبة وفقاً للأسرة", "strokes"),
    ("ar", "الـــ18", "الـ18", "one stroke is enough before a figure"),
    ("ar", "دون سن الـ 18", "دون سن الـ18", "the article and its figure"),
    ("ar", "شکراً لك علی کل شيء", "شكراً لك على كل شيء", "Persian letters"),
    ("ar", "في سنة 20٢1", "في سنة 2021", "mixed digits"),
    ("ar", "30-26 تشرين الثاني/نوفمبر 2021", "26-30 تشرين الثاني/نوفمبر 2021", "turned range"),
    ("ar", "A/70 2021 أكتوبر 15", "A/70 15 أكتوبر 2021", "turned date"),
    ("ar", "الدولية ، والأسرة", "الدولية، والأسرة", "space before a comma"),
    ("en", "the ofﬁce and ﬂow", "the office and flow", "ligatures"),
    ("en", "**bold *and* italic**", "bold and italic", "nested emphasis"),
    ("en", "H<sub>2</sub>O, m<sup>2</sup>", "H₂O, m²", "figures that are no notes"),
    ("en", "Law &amp; order<br/>now", "Law & order\nnow", "references and breaks"),
    ("en", "[the site](http://x.org) ", "the site", "link"),
    ("ar", "ﻻ ﻳﺠﻮﺯ ﻷﺣﺪ", "لا يجوز لأحد", "glyphs in logical order"),
    ("ar", ".ﻕﻼﻏﻹﺍ ﺪﻌﺑ ﺪﺣﻷ ﺯﻮﺠﻳ ﻻ", "لا يجوز لأحد بعد الإغلاق.", "turned before expanded"),
    (
        "ar",
        ".ةلودلاو عمتجملا ةدحو\n.لخدي نأ دحأل زوجي ال",
        "وحدة المجتمع والدولة.\nلا يجوز لأحد أن يدخل.",
        "a short line goes with the others",
    ),
    (
        "ar",
        ".(15/3/2022) ةنيدملا يف ةماعلا ةبتكملا",
        "المكتبة العامة في المدينة (15/3/2022).",
        "brackets and dates go with the line",
    ),
    (
        "ar",
        "ال يجوز ألحد بعد اإلغالق، االجتماع",
        "لا يجوز لأحد بعد الإغلاق، الاجتماع",
        "lam-alef turned round",
    ),
    (
        "ar",
        "تالحظ غاللهم في األقاليم بسبب اآلفات",
        "تلاحظ غلالهم في الأقاليم بسبب الآفات",
        "its plainer words tell of the others",
    ),
    ("ar", "المادة :1 تعير", "المادة 1: تعير", "a colon before its figure"),
    ("ar", ".1 تدعو البرلمانات", "1. تدعو البرلمانات", "a full stop before its figure"),
    ("ar", "الأول من عام .2021", "الأول من عام 2021.", "a full stop before the year"),
    ("ar", "Ø§Ù\x84Ù\x85Ø¯Ù\x8aÙ\x86Ø©", "المدينة", "UTF-8 read as Latin-1"),
    ("ar", "Ø§Ù„Ø§Ø\xadØªÙØ§Ø¸", "الاحتفاظ", "Windows-1252 has no sign for one byte of ف"),
]
KEPT = [
    (
        "en",
        "5*3 and 2 * 3 * 4 = snake_case_name __init__ a_b",
        "stars and strokes that are no markup",
    ),
    ("en", "It is 20 °C; x² + y² = m²", "exponents"),
    ("en", "See https://x.org/a_b_c*d and <foo@bar.org> <none>", "addresses"),
    ("en", "“curly” and 'straight' ‘quotes’ \"stay\"", "quotes as they are"),
    ("en", "AT&T and R&D; #IPU143", "no reference, no heading"),
    ("en", "café naïve Ångström", "accents are not mojibake"),
    ("en", "30-26 points", "a score, not a range of days"),
    ("ar", "حفظ، وفظ؛", "ظ before a comma is not mojibake"),
    ("ar", "الـ143 و(هـ) و1443هـ والنـزاع", "strokes with a meaning, or of the house"),
    ("ar", "ﷺ", "one sign for a phrase"),
    ("ar", "على شىء", "as some write it"),
    ("ar", "30-2 كانون الأول", "may run over the end of a month"),
    ("ar", "26-30 تشرين الثاني", "in order"),
    ("ar", "15 أكتوبر 2021 نوفمبر 3", "the year belongs to the first date"),
    ("ar", "في 2014 مايو 3 حالات", "the figure belongs to what follows"),
    ("ar", "صدر عام 2020 آب 5", "the year belongs to its noun"),
    ("ar", "فِي الْبَدْءِ خَلَقَ اللهُ السَّمَاوَاتِ", "vowel marks in the order they are in"),
    ("ar", "المادة ١٦ و 17", "two systems in two numbers"),
    ("ar", "پاریس", "a Persian word"),
    ("ar", "قال لا يجوز أن", "in order"),
    ("ar", "عالج الطبيب كال المريض", "words with alef and lam where nothing is turned"),
    ("ar", "Ø§ÙÙØ¯ÙÙØ©", "bytes were lost: whole or not at all"),
    ("ar", "األسر", "one impossible word may be a slip"),
    ("ar", "فىالغرفة", "two words: the words' own rules part them"),
    ("ar", "بلغ 3.5 و .5 من", "a fraction in mid-sentence"),
]


@pytest.mark.parametrize(("lang", "before", "after", "why"), REPAIRED, ids=str)
def test_repaired(lang: str, before: str, after: str, why: str) -> None:
    assert normalise_text(before, lang).text == after, why  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "text", "why"), KEPT, ids=str)
def test_kept(lang: str, text: str, why: str) -> None:
    assert normalise_text(text, lang).text == text, why  # type: ignore[arg-type]


def test_a_stage_is_usable_alone() -> None:
    text = "*نسـبة* 30-26 أيار"
    assert normalise_text(text, "ar", stages=["tatweel"]).text == "*نسبة* 30-26 أيار"
    assert normalise_text(text, "ar", stages=["emphasis"]).text == "نسـبة 30-26 أيار"


def test_a_stage_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(CorpusError, match="There are: article_and_figure"):
        normalise_text("a", "en", stages=["polish"])


def test_paragraphs_and_list_items_of_a_plain_text_stay_apart() -> None:
    text = "1. a long line that could well be wrapped at its end\n2. another\n\nlast"
    assert normalise_text(text, "en").text == text

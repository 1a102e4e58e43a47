"""What a pair is told must not hang on the rows beside it, nor one fault hide another."""

from __future__ import annotations

import resource
import time

import pytest

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings
from parallel_corpus.checks.registry import severity
from parallel_corpus.evidence.list_items import lost_items
from parallel_corpus.evidence.vectors import TextVectors
from tests.checks.resolutions import encoder

WEEKS = (
    "The clinic will stay closed for three weeks, and patients should call the emergency ward.",
    "ستبقى العيادة مغلقة أربعة أسابيع.",
)
OTHERS = [
    ("Wash the filter before you put it back.", "اغسل المرشح قبل إعادته إلى مكانه."),
    ("The museum opens at nine.", "يفتح المتحف في التاسعة."),
    ("He sold the house in March.", "باع المنزل في مارس."),
    ("The river rose by two metres.", "ارتفع النهر مترين."),
    ("No one was hurt.", "لم يصب أحد بأذى."),
]


def found(rows, **options):
    bitext = Bitext.from_rows("t", [(str(i), *row) for i, row in enumerate(rows)])
    return checks.check(bitext, encoder(), settings=CheckSettings(**options))


@pytest.mark.parametrize(
    "beside", [OTHERS, OTHERS[::-1], [WEEKS] * 4], ids=["five", "turned", "same"]
)
def test_the_rules_tell_the_same_of_a_pair_whatever_stands_beside_it(beside):
    rules = ("number-words", "negation", "modality", "quantifier", "opposite", "list-item")
    alone, among = (
        [
            (f.code, f.score, f.message, severity(f))
            for f in found(rows, select=rules)
            if f.source == first
        ]
        for rows in ([WEEKS], [WEEKS, *beside])
        for first in (found([WEEKS], select=rules)[0].source,)
    )
    assert alone == among
    assert alone


@pytest.mark.parametrize(
    ("kept", "others", "told"), [(1, 200, "warning"), (2, 300, "warning"), (2, 20, "info")]
)
def test_an_english_word_left_behind_is_loud_unless_the_text_leaves_many(kept, others, told):
    words = ["thoroughly", "carefully", "exercise", "furniture", "blanket", "umbrella"]
    rows = [
        (f"The guests found the {word} there in the morning.", f"وجد الضيوف {word} هناك في الصباح.")
        for word in words
        for _ in range(kept)
    ]
    rows += [("The guests found it.", "وجده الضيوف.")] * others
    assert {severity(f) for f in found(rows, select=("untranslated-word",))} == {told}


def test_a_word_that_three_pairs_leave_is_a_term():
    rows = [
        (f"The guests found the blanket {place}.", f"وجد الضيوف blanket {ort}.")
        for place, ort in (("here", "هنا"), ("there", "هناك"), ("outside", "في الخارج"))
    ]
    assert {severity(f) for f in found(rows, select=("untranslated-word",))} == {"info"}


def test_a_changed_number_is_told_beside_an_omission():
    told = found([WEEKS, *OTHERS])
    mine = [f for f in told if f.source == told[0].source]
    assert any(f.code.startswith("N") and severity(f) == "error" for f in mine)
    assert {f.code for f in mine} & {"C02", "C01", "C05"}


@pytest.mark.parametrize("separator", [", ", " و"])
def test_a_hostile_list_is_bounded(separator):
    words = separator.join(["rice", "tea", "salt", "bread"] * 2500)
    memory = TextVectors(encoder(), "en", "ar")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    lost_items(memory, words, words)
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KiB


def test_many_short_lists_are_bounded():
    english = "We sell rice, tea, salt, sugar and bread. " * 400
    arabic = "نبيع الأرز والشاي والملح والسكر والخبز. " * 400
    memory = TextVectors(encoder(), "en", "ar")
    start = time.process_time()
    lost_items(memory, english, arabic)
    assert time.process_time() - start < 10

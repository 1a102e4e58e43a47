"""Laws 1, 2 and 5 of the design: the record replays both ways, twice is once, nothing is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.model import Edit, Repair
from parallel_corpus.normalise import normalise_text, raw_span, replay, restore
from parallel_corpus.normalise.record import Draft

# What Arabic text breaks on: tatweel, hamza and its combining form, shadda, tanwin, the alefs and
# ى, ZWNJ, bidi controls, digits of three systems; and what markup and layout break on.
HOSTILE = {
    "letters": "ـاىءٔي",
    "marks": "اّـًٕي",
    "alefs": "اأآٱىٓ",
    "joiners": "ه\u200cـ \u200fى",
    "digits": "1١۱ ـل",
    "persian": "یکيـ ٔ",
    "markup": "*_a #\n",
    "tags": "<i>/a*",
    "spaces": "a \n\t،.",
    "notes": "a¹<^[]",
    "order": "-36 ، ",
    "mojibake": "â€™Ø§ط",
    "lines": "-a\n#* ",
}


def check_laws(text: str, lang: str = "ar") -> None:
    done = normalise_text(text, lang)
    assert replay(text, done.repairs) == done.text
    assert restore(done.text, done.repairs) == text
    again = normalise_text(done.text, lang)
    assert again.text == done.text, (text, done.text, again.text)
    for repair in done.repairs:
        start, end = raw_span(done.repairs, repair)
        assert 0 <= start <= end <= len(text)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_every_short_string_over_a_hostile_alphabet(name: str) -> None:
    for length in range(5):
        for letters in itertools.product(HOSTILE[name], repeat=length):
            check_laws("".join(letters))


EVERYTHING = "".join(sorted(set("".join(HOSTILE.values())))) + "ﻃﻔﻞﬁ&amp;()\u00ad\ufeff\u0301e"


@settings(max_examples=600, deadline=None)
@given(st.text(alphabet=EVERYTHING, max_size=40), st.sampled_from(["ar", "en"]))
def test_laws_on_generated_hostile_text(text: str, lang: str) -> None:
    check_laws(text, lang)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["ar", "en"]))
def test_laws_on_any_text(text: str, lang: str) -> None:
    check_laws(text, lang)


WORDS = [
    *("التشريعات", "الـ 18", "الـ143", "30-26", "تشرين الأول", "2021", "أكتوبر", "15", "abuse¹"),
    *("*Urges*", "**", "<i>", "</i>", "<sup>1</sup>", "\n", "  \n", "\n\n", "###", "- ", "1."),
    *("exploi-", "tation", "[a](b)", "<https://x.org>", "&lt;", "i&gt;", "نسـبة", "علی", "ﻃﻔﻞ"),
]


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", ""]))
def test_laws_on_generated_damage(parts: list[str], glue: str) -> None:
    check_laws(glue.join(parts))


def repair(start: int, before: str, after: str, step: int = 1) -> Repair:
    return Repair(Edit(start, before, after), "N601", "test", step=step)


def test_a_record_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="found 'cd'"):
        replay("abcd", [repair(2, "xy", "z")])


def test_proposed_repairs_are_not_replayed_and_have_a_place_in_raw() -> None:
    from dataclasses import replace

    strip = repair(0, "- ", "")
    proposal = replace(repair(1, "b", "c"), status="proposed", step=0)
    record = [strip, proposal]
    assert replay("- ab", record) == "ab"
    assert restore("ab", record) == "- ab"
    assert raw_span(record, proposal) == (3, 4)


@given(st.text("ab", min_size=1, max_size=12), st.data())
def test_raw_spans_of_untouched_text_show_that_text(raw: str, data: st.DataObject) -> None:
    """What no step touched stands in raw exactly where the span says."""
    draft = Draft(raw)
    for _ in range(3):
        cut = data.draw(st.integers(0, len(draft.text)))
        stop = data.draw(st.integers(cut, len(draft.text)))
        draft.apply(
            [repair(cut, draft.text[cut:stop], data.draw(st.sampled_from(["", "x", "xx"])))]
        )
    for index, char in enumerate(draft.text):
        if char != "x":
            probe = Repair(Edit(index, char, ""), "N601", "test", status="proposed")
            start, end = raw_span(draft.repairs, probe)
            assert raw[start:end] == char


def test_what_a_repair_brings_forth_is_no_evidence_for_the_next() -> None:
    """Found by enumeration: a word that only the first repair made let the second one happen."""
    check_laws("ّـي#;€یe6یa")

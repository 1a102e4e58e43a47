"""The laws of repair, on texts made of what the rules look for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus.model import Document, Segment
from parallel_corpus.normalise import (
    normalise_document,
    repair_text,
    repair_words,
    replay,
    restore,
)
from parallel_corpus.normalise.direction import turn

PIECES = (
    *("ةقرولا ىلع ةباتكلا", "(15/3/2022)", "ال يجوز ألحد", "األسر", "اآلفات", "ﻻ ﻳﺠﻮﺯ", "ﺕ"),
    *("Ø§Ù„Ù", "Ù", "????", "___ __ ____", "المادة :1", ".2021\n", ".1 ", "فىالغرفة", "رنيس"),
    *("٦٩٩١", "1996", "\u064b", "\u064e", "(", "[", "»", "\n", "abc 12", "الـ 18", "ءا", "اا"),
    *("و", "ة", "ى", " ", "\ufffd", "\ue001\ue002\ue003", "الاست غلال", "المدينة"),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_a_record_replays_and_restores_and_repairing_twice_is_repairing_once(text: str) -> None:
    done = repair_text(text, "ar")
    assert replay(text, done.repairs) == done.text
    assert restore(done.text, done.repairs) == text
    assert repair_text(done.text, "ar").text == done.text


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_document_that_was_repaired_stays_as_it_is(texts: list[str]) -> None:
    segments = tuple(
        Segment(f"d:ar:p{number}", "ar", f"p{number}", text, text)
        for number, text in enumerate(texts, 1)
    )
    done = repair_words([normalise_document(Document("d", "ar", segments))])
    assert repair_words([normalise_document(done[0])]) == done
    for part in done[0].segments:
        assert replay(part.raw, part.repairs) == part.text


@settings(max_examples=80, deadline=None)
@given(st.text("ابتلمن ()[]123/.\u064b", max_size=30))
def test_turning_a_line_keeps_its_letters(line: str) -> None:
    assert sorted(filter(str.isalnum, turn(line))) == sorted(filter(str.isalnum, line))

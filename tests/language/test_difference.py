"""What turns one text into another: the same as difflib's, and bounded where that is not."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.language import difference
from parallel_corpus.language.difference import likeness, opcodes

WORDS = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(WORDS, WORDS)
def test_short_texts_are_compared_as_difflib_does(old: list[str], new: list[str]) -> None:
    assert opcodes(old, new) == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


@pytest.mark.parametrize("cells", [100, 20])
@given(WORDS, WORDS)
def test_any_way_of_comparing_turns_the_old_into_the_new(
    cells: int, old: list[str], new: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "_MOST_STEPS", 0)
        patch.setattr(difference, "_MOST_CELLS", cells)
        steps = opcodes(old, new)
    assert [word for _, a, b, _, _ in steps for word in old[a:b]] == old
    assert [word for _, _, _, c, d in steps for word in new[c:d]] == new
    for kind, a, b, c, d in steps:
        assert (kind == "equal") == (old[a:b] == new[c:d])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a", "b"] * 20_000, ["a"] * 20_000),
        ([str(n) for n in range(20_000)], [str(n) for n in range(0, 20_000, 2)]),
        ([f"{n // 2}" for n in range(40_000)], ["x"] * 40_000),
    ],
    ids=["two words", "every other word", "nothing in common"],
)
def test_long_texts_are_compared_in_bounded_time(old: list[str], new: list[str]) -> None:
    begun = time.process_time()
    steps = opcodes(old, new)
    assert time.process_time() - begun < 10
    assert steps[-1][2::2] == (len(old), len(new))


def test_what_is_no_word_is_like_itself_only() -> None:
    assert likeness("a" * 90_000, "a" * 90_000) == 1
    assert likeness("a" * 90_000, "a" * 89_999) == 0

"""What is remembered of texts is bounded by their length, not only by their number."""

from __future__ import annotations

import pytest

from parallel_corpus.support import remembered as module
from parallel_corpus.support.remembered import remembered


def test_texts_are_remembered_until_they_are_too_long_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST_LETTERS", 1000)
    asked: list[tuple[str, int]] = []

    @remembered()
    def size(text: str, by: int) -> int:
        asked.append((text[0], by))
        return len(text) * by

    texts = {letter: letter * 400 for letter in "abcde"}
    assert size(texts["a"], 1) == size(texts["a"], 1) == 400
    assert size(texts["a"], 2) == 800
    assert asked == [("a", 1), ("a", 2)]
    assert [size(texts[letter], 1) for letter in "bca"] == [400] * 3
    assert asked[2:] == [("b", 1), ("c", 1)]  # of the generation before, "a" is still known
    assert [size(texts[letter], 1) for letter in "deb"] == [400] * 3
    assert asked[4:] == [("d", 1), ("e", 1), ("b", 1)]  # "b" is forgotten


def test_both_texts_of_a_pair_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_LETTERS", 1000)
    asked: list[str] = []

    @remembered(texts=2)
    def both(source: str, target: str) -> int:
        asked.append(source)
        return len(source + target)

    for source in "abca":
        both(source, "x" * 900)
    assert asked == ["a", "b", "c", "a"]


def test_a_failure_is_not_remembered() -> None:
    @remembered()
    def number(text: str) -> int:
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="invalid"):
            number("x")
    assert number("1") == 1

"""What is remembered of texts is bounded by their length, not only by their number."""

from __future__ import annotations

from parallel_corpus.support.remembered import remembered


def test_short_texts_are_remembered_by_number() -> None:
    asked: list[str] = []

    @remembered(2)
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [size(text) for text in ("a", "b", "a", "b", "c", "b")] == [1] * 6
    assert asked == ["a", "b", "c"]


def test_long_texts_are_remembered_until_they_are_too_many() -> None:
    asked: list[int] = []

    @remembered(4096)
    def size(text: str, by: int) -> int:
        asked.append(by)
        return len(text) * by

    texts = ["a" * 400_000, "b" * 400_000, "c" * 400_000]
    assert size(texts[0], 1) == size(texts[0], 1) == 400_000
    assert size(texts[0], 2) == 800_000
    assert asked == [1, 2]
    assert size(texts[1], 3) == 1_200_000  # the others are forgotten
    assert size(texts[0], 1) == 400_000
    assert asked == [1, 2, 3, 1]


def test_both_texts_of_a_pair_count() -> None:
    asked: list[str] = []

    @remembered(1, texts=2)
    def both(source: str, target: str) -> int:
        asked.append(source)
        return len(source + target)

    # As a short pair, the first would have been forgotten for the second.
    for _ in range(2):
        both("a", "b" * 3000)
        both("c", "d" * 3000)
    assert asked == ["a", "c"]

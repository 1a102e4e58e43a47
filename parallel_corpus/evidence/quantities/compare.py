"""Which numbers of two texts have a counterpart on the other side, and which have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.evidence.quantities.extract import Number, Quantities
from parallel_corpus.evidence.quantities.words import Numeral
from parallel_corpus.language import script


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is left over on either side: in digits, and in words."""

    source: tuple[Number, ...]
    target: tuple[Number, ...]
    source_words: tuple[Numeral, ...]
    target_words: tuple[Numeral, ...]

    def __bool__(self) -> bool:
        return bool(self.source or self.target)


def unmatched(source: Quantities, target: Quantities, texts: tuple[str, str]) -> Unmatched:
    """The numbers without a counterpart. Order does not matter, how they are written neither."""
    left, right = list(source.numbers), list(target.numbers)
    _drop_equal(left, right)
    left_words, right_words = list(source.numerals), list(target.numerals)
    _drop_written_out(left, right_words)
    _drop_written_out(right, left_words)
    _drop_equal_words(left_words, right_words)
    _drop_parts(left, right)
    _drop_parts(right, left)
    _drop_duals(left, texts[1])
    _drop_duals(right, texts[0])
    _forgive_year(left, right)
    _forgive_year(right, left)
    # A-400 beside A-600: of two names with numbers, each is the counterpart that the other lacks.
    names = all(any(number.glued for number in side) for side in (left, right))
    return Unmatched(
        tuple(number for number in left if _counts(number) or (names and number.glued)),
        tuple(number for number in right if _counts(number) or (names and number.glued)),
        tuple(word for word in left_words if word.value > 2),
        tuple(word for word in right_words if word.value > 2),
    )


def _forgive_year(numbers: list[Number], others: list[Number]) -> None:
    """One year that only one side names is understood on the other, as often as not."""
    counted = [number for number in numbers if _counts(number)]
    if len(counted) == 1 and not any(_counts(number) for number in others):
        value = next(iter(counted[0].readings))
        if len(value) == 4 and value[:2] in ("19", "20"):
            numbers.remove(counted[0])


def _counts(number: Number) -> bool:
    """A list marker may stand on one side only, and the minutes of 10:00 too."""
    return not (number.marker or number.glued or number.readings == {"0"})


def _drop_equal(left: list[Number], right: list[Number]) -> None:
    """Take out pairs that may mean the same; identical readings go first."""
    for exact in (True, False):
        for number in tuple(left):
            for other in right:
                same = number.readings == other.readings
                if same or (not exact and number.readings & other.readings):
                    left.remove(number)
                    right.remove(other)
                    break


def _drop_written_out(digits: list[Number], words: list[Numeral]) -> None:
    """ "58" on one side and "fifty-eighth" on the other."""
    for number in tuple(digits):
        for word in words:
            if str(word.value) in number.readings:
                digits.remove(number)
                words.remove(word)
                break


def _drop_equal_words(left: list[Numeral], right: list[Numeral]) -> None:
    for word in tuple(left):
        for other in right:
            if word.value == other.value:
                left.remove(word)
                right.remove(other)
                break


def _drop_parts(left: list[Number], right: list[Number]) -> None:
    """A time of day: 10.30 on one side, 30/10 on the other. Or "1 200" that was two numbers."""
    for number in tuple(left):
        matched = _all_in(number.parts, right) if number.parts else None
        if matched:
            left.remove(number)
            for other in matched:
                right.remove(other)


def _all_in(parts: Sequence[str], numbers: list[Number]) -> list[Number] | None:
    rest, taken = list(numbers), []
    for part in parts:
        found = next((n for n in rest if part in n.readings), None)
        if found is None:
            return None
        rest.remove(found)
        taken.append(found)
    return taken


def _drop_duals(numbers: list[Number], other: str) -> None:
    """Arabic says "two years" in one word, and "one" by the bare noun."""
    if not any({"2", "2.5"} & number.readings for number in numbers):
        return
    dual = any(
        len(word) > 4 and script.word_key(word).endswith(("ان", "ين", "تا", "تي"))
        for _, _, word in script.words(other)
        if script.script_of(word) == "ar"
    )
    for number in tuple(numbers):
        if dual and ("2" in number.readings or ("2.5" in number.readings and "نصف" in other)):
            numbers.remove(number)

"""Numbers in digits of any system: where they stand, and the values they may have."""

from __future__ import annotations

import re
from fractions import Fraction

from parallel_corpus.language import script
from parallel_corpus.language.numeral import Numeral, Value

DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_SPACES = " \u00a0\u202f\u2009"
_GROUP = rf"(?:[.,\u066b\u066c\u060c'’{_SPACES}]{DIGIT}{{3}})(?!{DIGIT})"
_INDIAN = rf"{DIGIT}{{1,2}}(?:,{DIGIT}{{2}})+,{DIGIT}{{3}}(?!{DIGIT})"
_NUMBER = re.compile(rf"{_INDIAN}|{DIGIT}+(?:{_GROUP})*(?:[.,\u066b\u060c]{DIGIT}+)*|[½⅓⅔¼¾⅕⅛]")
# Arabic of the UN groups thousands by spaces, and its files hold the groups in reversed order as
# often as not: 483,918 stands as "918 483", 2,000 as "000 2".
_REVERSED = re.compile(
    rf"(?<!{DIGIT})(?<!{DIGIT}[.,{_SPACES}])"
    rf"{DIGIT}{{3}}(?:[.,]{DIGIT}{{1,2}})?(?:[{_SPACES}]{DIGIT}{{3}})*[{_SPACES}]{DIGIT}{{1,3}}(?![.,]?{DIGIT})"
)
_GLYPHS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4),
    "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8),
}  # fmt: skip
_FRACTION = re.compile(
    rf"(?<![{DIGIT[1:-1]}/.,-])({DIGIT})/({DIGIT}|10)(?![{DIGIT[1:-1]}/]|[.,-]{DIGIT})"
)


def in_digits(text: str, language: str) -> list[Numeral]:
    """Return the numbers in digits of `text`, in order.

    >>> [sorted(n.readings) for n in in_digits("1,500 and 2.5", "en")]
    [[1500], [Fraction(5, 2)]]
    >>> [sorted(n.readings) for n in in_digits("١٬٥٠٠ و٢٫٥", "ar")]
    [[1500], [Fraction(5, 2)]]
    """
    fractions = [n for m in _FRACTION.finditer(text) for n in _fraction(m)]
    if fractions:
        text = _blank(text, fractions)
    found = [(*m.span(), False) for m in _NUMBER.finditer(text)]
    if language == "ar" and found:
        turned = [m.span() for m in _REVERSED.finditer(text)]
        rest = [place for place in found if not any(a <= place[0] < b for a, b in turned)]
        found = sorted([*rest, *((a, b, True) for a, b in turned)])
    whole = [_numeral(text, place, language) for place in found]
    return sorted([*whole, *fractions], key=lambda n: n.start) if fractions else whole


def _blank(text: str, numerals: list[Numeral]) -> str:
    letters = list(text)
    for n in numerals:
        letters[n.start : n.end] = "\x00" * (n.end - n.start)
    return "".join(letters)


def _fraction(match: re.Match[str]) -> list[Numeral]:
    """Read 1/2 and 2/3, which may also be the first of two and the like: see `parts`."""
    above, below = (int(script.western_digits(match[i])) for i in (1, 2))
    if not 0 < above < below:
        return []
    value = frozenset({Fraction(above, below)})
    return [Numeral(value, *match.span(), "digits", "fraction", (above, below))]


def _numeral(text: str, place: tuple[int, int, bool], language: str) -> Numeral:
    start, end, turned = place
    if end - start > _LONGEST:
        return Numeral(frozenset(), start, end, "digits")
    plain = script.western_digits(text[start:end])
    if plain in _GLYPHS:
        return Numeral(frozenset({_GLYPHS[plain]}), start, end, "digits", "fraction")
    groups = re.findall(r"\d+", plain)
    found = readings(plain, language)
    if turned:
        found |= {_turned(plain, groups)}
    parts = tuple(int(group) for group in groups) if len(groups) > 1 else ()
    return Numeral(frozenset(found), start, end, "digits", parts=parts)


def _turned(plain: str, groups: list[str]) -> Value:
    """Read groups that stand in reversed order: "918 483", and "630.8 1" for 1,630.8."""
    decimal = re.match(r"\d+[.,](\d+)", plain)
    if not decimal:
        return int("".join(reversed(groups)))
    whole = "".join([*reversed(groups[2:]), groups[0]])
    return Fraction(int(whole + decimal[1]), 10 ** len(decimal[1]))


_LONGEST = 100  # characters


def readings(plain: str, language: str) -> set[Value]:
    """Return the values that a number of Western digits and marks may have.

    English writes 1,500 and 1.5; Arabic texts write the comma for either, so that what is meant
    follows from the digits: nobody writes 5.000 for five. A version (2.0.1) has no value.

    >>> readings("1,500", "en"), readings("1,500", "ar"), readings("1.500.000", "ar")
    ({1500}, {1500}, {1500000})
    >>> sorted(readings("1,525", "ar")), sorted(readings("000 100", "ar"))
    ([Fraction(61, 40), 1525], [100, 100000])
    """
    if len(plain) > _LONGEST:
        return set()  # a row of digits, which no number is
    groups, marks = re.findall(r"\d+", plain), re.findall(r"\D", plain)
    if not marks:
        return {int(plain)}
    found: set[Value] = set()
    if _is_grouped(groups, marks):
        found.add(int("".join(groups)))
        # Numbers of OCR and of reversed extraction: "000 100" was 100 000.
        if groups[0] == "000":
            found.add(int("".join(reversed(groups))))
    if _is_decimal(groups, marks, language):
        whole, decimals = "".join(groups[:-1]), groups[-1]
        found.add(Fraction(int(whole + decimals), 10 ** len(decimals)))
    return found or ({int(groups[0])} if len(marks) == 1 else set())


def _is_grouped(groups: list[str], marks: list[str]) -> bool:
    if re.fullmatch(r"\d{1,2}(?:,\d\d)+,\d{3}", ",".join(groups)) and set(marks) == {","}:
        return True
    if any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > 3:
        return False
    alone = groups[0] in ("0", "00") or (
        "\u066b" in marks and len(marks) == 1 and groups[-1] != "000"
    )
    return not alone and len({" " if mark in _SPACES else mark for mark in marks}) == 1


def _is_decimal(groups: list[str], marks: list[str], language: str) -> bool:
    if marks[-1] not in ".,\u066b\u060c":
        return False
    if len(marks) > 1:
        return (
            marks[-1] not in marks[:-1]
            and len(set(marks[:-1])) == 1
            and all(len(group) == 3 for group in groups[1:-1])
        )
    if len(groups[-1]) != 3 or len(groups[0]) > 3 or groups[0] == "0":
        return True
    if language == "en":
        return marks[0] != ","
    return not groups[-1].endswith("0")

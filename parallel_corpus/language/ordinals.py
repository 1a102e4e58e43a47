"""Numbers as headings write them: in words, Roman or with "bis", in either language, up to 999."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallel_corpus.language.script import word_key

_ENGLISH_UNITS = (
    "one first|two second|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth"
    "|nine ninth|ten tenth|eleven eleventh|twelve twelfth|thirteen thirteenth|fourteen fourteenth"
    "|fifteen fifteenth|sixteen sixteenth|seventeen seventeenth|eighteen eighteenth"
    "|nineteen nineteenth"
)
_ENGLISH_TENS = (
    "twenty twentieth|thirty thirtieth|forty fortieth|fifty fiftieth|sixty sixtieth"
    "|seventy seventieth|eighty eightieth|ninety ninetieth"
)
_ARABIC_UNITS = (
    "أول أولى أولا واحد واحدة حادي حادية|ثاني ثانية ثان ثانيا اثنان اثنتان اثنين اثنا اثنتا"
    "|ثالث ثالثة ثالثا ثلاث ثلاثة|رابع رابعة رابعا أربع أربعة|خامس خامسة خامسا خمس خمسة"
    "|سادس سادسة سادسا ست ستة|سابع سابعة سابعا سبع سبعة|ثامن ثامنة ثامنا ثمان ثمانية ثماني"
    "|تاسع تاسعة تاسعا تسع تسعة|عاشر عاشرة عاشرا"
)
_ARABIC_TENS = (
    "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين"
    "|تسعون تسعين"
)


def _table(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {
        word_key(word): first + step * at
        for at, forms in enumerate(words.split("|"))
        for word in forms.split()
    }


_UNITS = {**_table(_ENGLISH_UNITS), **_table(_ARABIC_UNITS)}
_TENS = {**_table(_ENGLISH_TENS, 20, 10), **_table(_ARABIC_TENS, 20, 10)}
_TEN_MORE = frozenset(map(word_key, ("عشر", "عشرة")))
_HUNDREDS = {
    **_table("مائة مئة ماية hundred hundredth", 100),
    **_table("مائتان مائتين مئتان مئتين", 200),
}
_LINKS = frozenset(map(word_key, ("and", "بعد")))
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_in_words(words: Sequence[str]) -> tuple[int, int]:
    """Return the number that `words` begin with, and how many words it takes; (0, 0) without one.

    >>> number_in_words(["الرابعة", "عشرة"]), number_in_words(["الحادية", "والعشرون", "من"])
    ((14, 2), (21, 2))
    >>> number_in_words(["Twenty", "First"]), number_in_words(["المائة", "والخامسة"])
    ((21, 2), (105, 2))
    >>> number_in_words(["الأخير"])
    (0, 0)
    """
    total, used = 0, 0
    for count, word in enumerate(words[:6], start=1):
        key = word_key(word)
        value = _value(key, total)
        if value:
            total, used = total + value, count
        elif not (total and key in _LINKS):
            break
    return total, used


def _value(key: str, total: int) -> int:
    """Return what a word adds to a number of `total` so far; 0 where it does not go on."""
    for form in _forms(key):
        if form in _TEN_MORE:
            return 10 if 0 < total % 100 < 10 else 0
        if form in _UNITS and total % 10 == 0:
            return _UNITS[form]
        if form in _TENS and total % 100 < 10:
            return _TENS[form]
        if form in _HUNDREDS and total < 100:
            # "one hundred": the one is the hundred's.
            return _HUNDREDS[form] - (1 if total == 1 and form.startswith("hundred") else 0)
    return 0


def _forms(key: str) -> list[str]:
    """Return a word without the conjunction and the article that may stand before it."""
    return [key, *(key.removeprefix(p) for p in ("و", "ال", "وال") if key.startswith(p))]


def roman_number(text: str) -> int:
    """Return the value of a Roman numeral up to 399; 0 for what is none.

    >>> roman_number("XIV"), roman_number("iv"), roman_number("IIX"), roman_number("")
    (14, 4, 0, 0)
    """
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in text.casefold()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)

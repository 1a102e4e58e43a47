"""Numbers written in words, cardinal and ordinal, in English and Arabic.

`pyarabic.number` reads plain Arabic cardinals; on what the UN writes it gave 50 for مائتين وخمسين,
10 for اثنتا عشرة, and nothing for ordinals and duals, hence these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from parallel_corpus.language import script

_EN_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip

# Arabic units with every gender and case that changes letters. Keys are folded on loading.
_AR_UNITS = {
    0: "صفر",
    1: "واحد واحدة أحد إحدى حادي حادية أول أولى",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين ثاني ثان ثانية ثانيا",
    3: "ثلاثة ثلاث ثالث ثالثة ثالثا",
    4: "أربعة أربع رابع رابعة رابعا",
    5: "خمسة خمس خامس خامسة خامسا",
    6: "ستة ست سادس سادسة سادسا",
    7: "سبعة سبع سابع سابعة سابعا",
    8: "ثمانية ثماني ثمان ثامن ثامنة ثامنا",
    9: "تسعة تسع تاسع تاسعة تاسعا",
    10: "عشرة عشر عاشر عاشرة عاشرا",
}
_AR_TENS = {
    20: "عشرون عشرين عشرينات عشرينيات", 30: "ثلاثون ثلاثين ثلاثينات ثلاثينيات",
    40: "أربعون أربعين أربعينات أربعينيات", 50: "خمسون خمسين خمسينات خمسينيات",
    60: "ستون ستين ستينات ستينيات", 70: "سبعون سبعين سبعينات سبعينيات",
    80: "ثمانون ثمانين ثمانينات ثمانينيات", 90: "تسعون تسعين تسعينات تسعينيات",
}  # fmt: skip
_AR_HUNDREDS = {
    100: "مائة مئة", 200: "مائتان مائتين مئتان مئتين مائتا مائتي مئتا مئتي",
    300: "ثلاثمائة ثلاثمئة", 400: "أربعمائة أربعمئة", 500: "خمسمائة خمسمئة",
    600: "ستمائة ستمئة", 700: "سبعمائة سبعمئة", 800: "ثمانمائة ثمانمئة ثمانيمائة",
    900: "تسعمائة تسعمئة",
}  # fmt: skip
_AR_SCALES = {
    10**3: "ألف آلاف ألفا", 10**6: "مليون ملايين مليونا", 10**9: "بليون بلايين مليار مليارات",
    10**12: "تريليون تريليونات",
}  # fmt: skip
_AR_DUAL_SCALES = {
    2 * 10**3: "ألفان ألفين ألفا ألفي", 2 * 10**6: "مليونان مليونين مليوني",
    2 * 10**9: "بليونان بليونين بليوني ملياران مليارين ملياري",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: its value and where it stands."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One number word: what it is worth, and how it joins what went before.

    `joined` says that Arabic و ("and") is glued to it.
    """

    value: int
    scale: bool
    start: int
    end: int
    joined: bool = False


def numerals(text: str, language: str) -> list[Numeral]:
    """The numbers in words, in order.

    >>> [n.value for n in numerals("its fifty-eighth session, two hundred and three members", "en")]
    [58, 203]
    >>> [n.value for n in numerals("الدورة الثامنة والخمسين، مائتين وخمسين عضوا", "ar")]
    [58, 250]
    >>> [n.value for n in numerals("مليون ومائتي ألف؛ خمس عشرة سنة؛ عام ألف وتسعمائة وتسعين", "ar")]
    [1200000, 15, 1990]
    """
    found: list[Numeral] = []
    run: list[_Word] = []
    for word in _number_words(text, language):
        if run and not _continues(run, word, text, language):
            found.append(_numeral(run, language))
            run = []
        run.append(word)
    if run:
        found.append(_numeral(run, language))
    return found


def scale_of(word: str) -> int | None:
    """Thousand and above, in either language.

    >>> scale_of("million"), scale_of("بليون"), scale_of("مليونا"), scale_of("members")
    (1000000, 1000000000, 1000000, None)
    """
    value, scale = (
        _english().get(word.casefold()) or _arabic_value(script.word_key(word))[0] or (0, False)
    )
    return value if scale and value > 100 else None


def _number_words(text: str, language: str) -> list[_Word]:
    if language == "en":
        return _english_words(text)
    return [
        _Word(*value, start, end, joined)
        for start, end, word in script.words(text)
        for value, joined in (_arabic_value(script.word_key(word)),)
        if value is not None
    ]


def _english_words(text: str) -> list[_Word]:
    found = []
    table = _english()
    for start, _, word in script.words(text):
        at = start
        parts = word.split("-")
        # "fifty-eighth" is two number words, "two-thirds" is not for us, "one-sided" is none.
        if all(part.casefold() in table for part in parts):
            for part in parts:
                value, scale = table[part.casefold()]
                found.append(_Word(value, scale, at, at + len(part)))
                at += len(part) + 1
    return found


@lru_cache(maxsize=1)
def _english() -> dict[str, tuple[int, bool]]:
    table = {word: (value, False) for value, word in enumerate(_EN_UNITS)}
    table |= {word: (value, False) for value, word in enumerate(_EN_ORDINALS)}
    for value, word in enumerate(_EN_TENS, 2):
        table[word] = table[word[:-1] + "ieth"] = (10 * value, False)
    for word, value in _SCALES.items():
        table |= dict.fromkeys((word, word + "s", word + "th"), (value, True))
    return table


@lru_cache(maxsize=1)
def _arabic() -> dict[str, tuple[int, bool]]:
    table: dict[str, tuple[int, bool]] = {}
    for values, scale in (
        (_AR_DUAL_SCALES, False),
        (_AR_UNITS, False),
        (_AR_TENS, False),
        (_AR_HUNDREDS, False),
        (_AR_SCALES, True),
    ):
        for value, words in values.items():
            table |= {script.word_key(word): (value, scale) for word in words.split()}
    return table


@lru_cache(maxsize=65536)
def _arabic_value(key: str) -> tuple[tuple[int, bool] | None, bool]:
    """What an Arabic word is worth, without و ف ب ل ك and the article; and whether و joins it."""
    table = _arabic()
    joined = False
    if key in table:
        return table[key], joined
    if key.startswith("و"):
        key, joined = key[1:], True
    for prefix in ("ال", "بال", "لل", "كال", "فال", "ب", "ل", "ف", ""):
        if key.startswith(prefix) and key[len(prefix) :] in table:
            return table[key[len(prefix) :]], joined
    return None, False


def _continues(run: list[_Word], word: _Word, text: str, language: str) -> bool:
    """Whether `word` belongs to the number that `run` began."""
    last = run[-1]
    between = text[last.end : word.start]
    if between.strip(" -\u00a0") not in (("", "and") if language == "en" else ("", "و")):
        return False
    if language == "en":
        return _english_continues(last, word, bool(between.strip(" -")))
    return _arabic_continues(last, word)


def _english_continues(last: _Word, word: _Word, joined: bool) -> bool:
    if word.scale:
        return not joined and (not last.scale or last.value < word.value)
    if last.scale:
        return word.value < last.value
    return not joined and last.value in range(20, 100, 10) and word.value < 10


def _arabic_continues(last: _Word, word: _Word) -> bool:
    if word.joined:
        if word.value in range(20, 100, 10):
            return last.value < 10 or last.value >= 100
        # After hundreds or a scale come smaller parts, or a number of a smaller scale.
        return last.value >= 100 and not (word.scale and word.value >= last.value)
    if word.scale:
        return not last.scale
    return (last.value < 10 and word.value == 10) or (2 < last.value < 10 and word.value == 100)


def _numeral(run: list[_Word], language: str) -> Numeral:
    total = part = 0
    for word in run:
        hundred = word.value == 100 and (language == "en" or not word.joined)
        if hundred and 0 < part < 10:
            part *= 100
        elif word.scale and word.value > 100:
            total += max(part, 1) * word.value
            part = 0
        else:
            part += word.value
    return Numeral(total + part, run[0].start, run[-1].end)

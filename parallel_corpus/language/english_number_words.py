"""The number words of English and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from parallel_corpus.language.numeral import Value

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MULTIPLES: dict[str, Value] = {
    "once": 1, "single": 1, "sole": 1, "only": 1, "alone": 1, "twice": 2, "both": 2, "double": 2,
    "doubled": 2, "dual": 2, "pair": 2, "pairs": 2, "couple": 2, "couples": 2, "thrice": 3,
    "triple": 3, "triplet": 3, "triplets": 3, "trio": 3, "twins": 2, "twin": 2, "twofold": 2,
    "threefold": 3, "fourfold": 4, "fivefold": 5, "sevenfold": 7, "tenfold": 10, "hundredfold": 100,
    "tripled": 3, "quadruple": 4, "quarterly": 4, "quintuple": 5, "bilateral": 2, "trilateral": 3,
    "biennial": 2, "biennium": 2, "bicameral": 2, "biannual": 2, "triennial": 3, "quadrennial": 4,
    "quinquennial": 5, "fortnight": 14, "fortnightly": 14, "decade": 10, "decades": 10,
    "noon": 12, "midday": 12, "midnight": 12,
    "century": 100, "centuries": 100, "half-yearly": 2, "tripartite": 3, "bipartite": 2,
    "sextet": 6, "quintet": 5, "quartet": 4, "triangle": 3, "triangular": 3, "pentagon": 5,
    "hexagonal": 6, "octagonal": 8, "centennial": 100, "centenary": 100, "millennium": 1000,
    "bis": 2, "ter": 3, "quater": 4, "teens": 10, "twain": 2,
    "halves": Fraction(1, 2), "halved": Fraction(1, 2), "halve": Fraction(1, 2),
    "halving": Fraction(1, 2), "midway": Fraction(1, 2),
}  # fmt: skip
# "Quarterly" is four times a year, and every three months.
IN_MONTHS: dict[str, Value] = {"quarterly": 3, "biannual": 6, "half-yearly": 6}
_DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """What a number word is worth.

    `role` is unit, tens, hundred, scale, denominator, dozen, score, article, and, or multiple.
    """

    role: str
    value: Value
    ordinal: bool = False
    """Ends a number: nothing goes on behind "third"."""
    plural: bool = False


def english_scale(word: str) -> int | None:
    """Return what a scale is worth, thousand or above; None for any other word."""
    return _SCALES.get(word.casefold().removesuffix("s"))


@lru_cache(maxsize=1)
def english_number_words() -> dict[str, EnglishWord]:
    """Return every number word in small letters, with "a", "an" and "and"."""
    table = {word: EnglishWord("multiple", number) for word, number in _MULTIPLES.items()}
    for number, (unit, ordinal) in enumerate(zip(_UNITS.split(), _ORDINALS.split(), strict=True)):
        table[unit] = EnglishWord("unit", number)
        table[ordinal] = EnglishWord("unit", number, ordinal=True)
        table[ordinal + "s"] = EnglishWord("unit", number, ordinal=True, plural=True)
    for tens, word in enumerate(_TENS.split(), 2):
        table[word] = EnglishWord("tens", 10 * tens)
        table[word[:-1] + "ieth"] = EnglishWord("tens", 10 * tens, ordinal=True)
    for word, value in {"hundred": 100, **_SCALES}.items():
        role = "hundred" if word == "hundred" else "scale"
        table[word] = EnglishWord(role, value)
        table[word + "s"] = EnglishWord(role, value, plural=True)
        table[word + "th"] = EnglishWord(role, value, ordinal=True)
    for word, below in _DENOMINATORS.items():
        part = Fraction(1, below)
        table[word] = EnglishWord("denominator", part, plural=word.endswith("s"))
    return table | {
        "dozen": EnglishWord("dozen", 12),
        "dozens": EnglishWord("dozen", 10, plural=True),
        "tens": EnglishWord("dozen", 10, plural=True),
        "threescore": EnglishWord("score", 60),
        "fourscore": EnglishWord("score", 80),
        "a": EnglishWord("article", 1),
        "an": EnglishWord("article", 1),
        "and": EnglishWord("and", 0),
    }

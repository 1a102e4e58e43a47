"""The number words of Arabic in every gender, case and spelling, with the prefixes they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from parallel_corpus.language import script
from parallel_corpus.language.numeral import Value

_UNITS: dict[Value, str] = {
    0: "صفر",
    1: "واحد واحدة واحدا",
    2: "اثنان اثنين اثنتان اثنتين",
    3: "ثلاثة ثلاث ثلاثا", 4: "أربعة أربع أربعا", 5: "خمسة خمس خمسا", 6: "ستة ست ستا",
    7: "سبعة سبع سبعا", 8: "ثمانية ثماني ثمان ثمانيا", 9: "تسعة تسع تسعا",
}  # fmt: skip
_OF_US: dict[Value, str] = {
    number: f"{word}هم {word}هن {word}نا {word}كم"
    for number, word in enumerate(["ثلاثت", "أربعت", "خمست", "ستت", "سبعت", "ثمانيت", "تسعت"], 3)
}
_ORDINALS: dict[Value, str] = {
    1: "أول أولى", 2: "ثاني ثان ثانية ثانيا",
    3: "ثالث ثالثة ثالثا", 4: "رابع رابعة رابعا", 5: "خامس خامسة خامسا", 6: "سادس سادسة سادسا",
    7: "سابع سابعة سابعا", 8: "ثامن ثامنة ثامنا", 9: "تاسع تاسعة تاسعا",
}  # fmt: skip
# أحد is "anyone" besides, الإثني "ethnic".
_ONLY_IN_COMPOUNDS: dict[Value, str] = {1: "أحد إحدى", 2: "اثنا اثني اثنتا اثنتي"}
_ELEVENTH: dict[Value, str] = {1: "حادي حادية"}
_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_TENS_ENDINGS = (
    *("ون", "ين", "ينات", "ينيات"),
    *(f"{decade}{of}" for decade in ("ينات", "ينيات") for of in ("ه", "ها")),
)
_HUNDREDS: dict[Value, str] = {
    200: "مائتان مائتين مئتان مئتين مائتا مائتي مئتا مئتي",
    300: "ثلاثمائة ثلاثمئة", 400: "أربعمائة أربعمئة", 500: "خمسمائة خمسمئة", 600: "ستمائة ستمئة",
    700: "سبعمائة سبعمئة", 800: "ثمانمائة ثمانمئة ثمانيمائة ثمانيمئة", 900: "تسعمائة تسعمئة",
}  # fmt: skip
_SCALES: dict[Value, str] = {
    10**3: "ألف ألفا", 10**6: "مليون مليونا", 10**9: "بليون بليونا مليار مليارا",
    10**12: "تريليون تريليونا ترليون",
}  # fmt: skip
_DUAL_SCALES: dict[Value, str] = {
    2 * 10**3: "ألفان ألفين ألفي", 2 * 10**6: "مليونان مليونين مليوني",
    2 * 10**9: "بليونان بليونين بليوني ملياران مليارين ملياري", 2 * 10**12: "تريليونان تريليونين",
}  # fmt: skip
_PLURAL_SCALES: dict[Value, str] = {
    10**3: "آلاف ألوف", 10**6: "ملايين", 10**9: "بلايين مليارات", 10**12: "تريليونات",
}  # fmt: skip
_VAGUE: dict[Value, str] = {10: "عشرات", 100: "مئات مائات"}
_FRACTIONS: dict[Value, str] = {
    Fraction(1, 2): "نصف ربعان ربعين", Fraction(1, 3): "ثلث سدسان سدسين",
    Fraction(1, 4): "ربع ثمنان ثمنين", Fraction(1, 6): "سدس", Fraction(1, 8): "ثمن",
    Fraction(2, 3): "ثلثا ثلثي ثلثان ثلثين", Fraction(2, 5): "خمسان",
}  # fmt: skip
_PARTS: dict[Value, str] = {
    Fraction(1, 3): "أثلاث", Fraction(1, 4): "أرباع", Fraction(1, 5): "أخماس",
    Fraction(1, 6): "أسداس", Fraction(1, 7): "أسباع", Fraction(1, 8): "أثمان",
    Fraction(1, 9): "أتساع", Fraction(1, 10): "أعشار",
}  # fmt: skip
# Without their vowels they may be fractions.
_HOMOGRAPHS = {
    "خمس": Fraction(1, 5), "سبع": Fraction(1, 7), "تسع": Fraction(1, 9), "عشر": Fraction(1, 10),
    "خمسين": Fraction(2, 5), "سبعين": Fraction(2, 7), "تسعين": Fraction(2, 9),
}  # fmt: skip
_MULTIPLES: dict[Value, str] = {
    1: "أحادي أحادية مفرد وحيد وحيدة فقط منفرد",
    2: "ثنائي ثنائية ثنائيا مرتين مرتان ضعف ضعفي ضعفين ضعفا مضاعف مضاعفة كلا كلتا كلاهما كليهما "
    "كلتاهما كلتيهما كليهم زوج زوجا زوجي زوجان زوجين توأم توأمان توأمين مزدوج مزدوجة مثنى معا "
    "نصفين",
    3: "ثلاثي ثلاثية ثلاثيا", 4: "رباعي رباعية فصلي فصلية", 5: "خماسي خماسية خمسي خمسية",
    6: "سداسي سداسية", 7: "سباعي سباعية", 9: "تساعي تساعية",
    10: "عشاري عشارية عشري عشرية عقد عقدا عقود", 12: "دزينة",
    14: "أسبوعين أسبوعان", 20: "عقدين عقدان", 100: "قرن قرنا قرون مئوي مئوية", 200: "قرنين قرنان",
    1000: "ألفية", Fraction(1, 2): "منتصف شطر مناصفة",
}  # fmt: skip
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "كم", "نا")
_PARTICLES = ("", "ب", "ل", "ف")
# Words of everyday: "I am not", "at a price", "its price".
_NEVER = (
    "لست", "ولست", "فست", "بست", "كست", "بثمن", "وبثمن", "لثمن", "الفاول",
    *(f"{before}ثمن{of}" for before in ("", "و", "ف", "ب", "ل", "وب") for of in _PRONOUNS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArabicWord:
    """What an Arabic number word is worth and how it joins.

    `role` is unit, ten, tens, hundred, hundreds, scale, dual, scales, vague, fraction, parts,
    multiple or compound (a word that counts only beside another).
    """

    role: str
    value: Value
    ordinal: bool = False
    joined: bool = False
    """Behind و, "and"."""
    definite: bool = False
    prefixed: bool = False
    """Behind ب, ل or ف: no number goes on with it."""
    part: Fraction | None = None
    """The fraction that it may be without its vowels: خمس is five and a fifth."""


@lru_cache(maxsize=1)
def arabic_number_words() -> dict[str, ArabicWord]:
    """Return every number word by its comparison key, prefixes included."""
    bare = _bare()
    table: dict[str, ArabicWord] = {}
    for joint in ("", "و"):
        for particle in _PARTICLES:
            for article in ("", "ال"):
                prefix = joint + ("لل" if particle == "ل" and article else particle + article)
                for key, word in bare.items():
                    table.setdefault(
                        prefix + key,
                        replace(
                            word,
                            joined=bool(joint),
                            definite=bool(article),
                            prefixed=bool(particle),
                        ),
                    )
    # What stands without a prefix is never another word's prefix and rest.
    table |= bare
    for key in _NEVER:
        table.pop(script.word_key(key), None)
    return table


def _bare() -> dict[str, ArabicWord]:
    """Return the words without prefixes; a form of two meanings has the first."""
    table: dict[str, ArabicWord] = {}
    for role, values, ordinal in (
        ("unit", _UNITS, False), ("unit", _OF_US, False), ("ten", {10: "عشرة عشر عشرا"}, False),
        ("ten", {10: "عاشر عاشرة عاشرا"}, True), ("unit", _ORDINALS, True),
        ("compound", _ONLY_IN_COMPOUNDS, False), ("compound", _ELEVENTH, True),
        ("tens", _tens(), False),
        ("hundred", {100: "مائة مئة"}, False), ("hundreds", _HUNDREDS, False),
        ("scale", _SCALES, False), ("dual", _DUAL_SCALES, False),
        ("scales", _PLURAL_SCALES, False), ("vague", _VAGUE, False),
        ("fraction", _FRACTIONS, False), ("fraction", _owned(_FRACTIONS), False),
        ("parts", _PARTS, False), ("parts", _owned(_PARTS), False),
        ("multiple", _MULTIPLES, False),
    ):  # fmt: skip
        for value, words in values.items():
            for word in words.split():
                table.setdefault(script.word_key(word), ArabicWord(role, value, ordinal))
    for word, part in _HOMOGRAPHS.items():
        table[word] = replace(table[word], part=part)
    return table


def _tens() -> dict[Value, str]:
    return {
        number: " ".join(stem + ending for ending in _TENS_ENDINGS)
        for number, stem in _TENS.items()
    }


def _owned(values: Mapping[Value, str]) -> dict[Value, str]:
    """Return the forms with a pronoun: نصفها, ثلثاهم, أرباعه."""
    return {
        value: " ".join(
            (word.removesuffix("ن") if word.endswith(("ان", "ين")) else word) + pronoun
            for word in words.split()
            for pronoun in _PRONOUNS
        )
        for value, words in values.items()
    }

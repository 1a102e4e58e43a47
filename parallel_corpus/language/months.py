"""The names of months in English and in every Arabic region, Gregorian and Hijri.

The Gregorian names are those of Unicode's CLDR, by Babel; the Hijri ones, which Babel lacks, and
spellings that CLDR does not list are given here. Checks and the normaliser use this one list.
"""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language import script

HIJRI = 100
"""Hijri months are 101 (Muharram) to 112 (Dhu al-Hijja), Gregorian ones 1 to 12."""

# Egypt and the Gulf, the Levant and Iraq, Tunisia and Algeria, Morocco, Mauritania.
_REGIONS = ("ar", "ar_SY", "ar_TN", "ar_MA", "ar_MR")
_OTHER_SPELLINGS = {
    1: ("كانون ثاني",), 2: ("فبرایر", "فيبراير"), 4: ("إبريل", "ابريل"), 5: ("آيار",),
    6: ("يونيه",), 7: ("يوليه", "جولية"), 8: ("أغشت", "اغسطس"), 9: ("سيبتمبر", "شتمبر"),
    10: ("تشرين أول", "اكتوبر"), 11: ("تشرين ثاني", "نوڤمبر", "نونمبر"),
    12: ("كانون أول", "دجمبر", "ديسنبر"),
}  # fmt: skip
_HIJRI_ARABIC = (
    ("محرم", "المحرم", "محرم الحرام"), ("صفر", "صفر الخير"),
    ("ربيع الأول", "ربيع أول"), ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني"),
    ("جمادى الأولى", "جمادى الأول", "جمادي الأول"),
    ("جمادى الآخرة", "جمادى الآخر", "جمادى الثانية", "جمادى الثاني"),
    ("رجب",), ("شعبان",), ("رمضان",), ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذا القعدة"), ("ذو الحجة", "ذي الحجة", "ذا الحجة"),
)  # fmt: skip
_HIJRI_ENGLISH = (
    r"al-?muharram|muharram|moharram", r"safar",
    r"rabi['’ʿ]?[ -]?(?:(?:al|ul)[- ]?(?:awwal|awal)|I\b|1\b)",
    r"rabi['’ʿ]?[ -]?(?:(?:al|ul|ath|at)[- ]?(?:thani|akhi?r|aakhi?r)|II\b|2\b)",
    r"jumada?[- ]?(?:(?:al|ul)[- ]?(?:ula|oula|awwal|awal)|I\b|1\b)",
    r"jumada?[- ]?(?:(?:al|ul|ath|at)[- ]?(?:thani(?:yah?)?|akhi?rah?|aakhi?rah?)|II\b|2\b)",
    r"rajab", r"sha['’ʿ]?a?ban", r"rama[dz]h?an", r"shawwal",
    r"(?:dh?u|zu|thu)['’l]?[- ]?(?:al[- ]|l[- ]?)?q[ai]['’ʿ]?dah?",
    r"(?:dh?u|zu|thu)['’l]?[- ]?(?:al[- ]|l[- ]?)?hij+ah?",
)  # fmt: skip
# Words besides, or names of people and places: sure only in a date. أب is "father", مارس
# "practised", صفر "zero", ماي and جوان names of women; the Gregorian rest is told by its sound.
_DOUBTFUL_ARABIC = ("آب", "مارس", "مايو", "ماي", "أوت", "جوان", "نيسان", "تموز", "شباط", "محرم",
                    "المحرم", "صفر", "رجب", "شعبان", "رمضان", "شوال")  # fmt: skip
_DOUBTFUL_ENGLISH = frozenset({"may", "march", "april", "june", "august"})


@lru_cache(maxsize=1)
def arabic_months() -> dict[str, int]:
    """Return every Arabic name as it is written, with its month.

    >>> names = arabic_months()
    >>> [names[name] for name in ("جويلية", "دجنبر", "تشرين الثاني", "ذو الحجة")]
    [7, 12, 11, 112]
    """
    from babel import Locale

    names: dict[str, int] = {}
    for region in _REGIONS:
        for month, name in Locale.parse(region).months["format"]["wide"].items():
            names.setdefault(name, month)
    for month, others in _OTHER_SPELLINGS.items():
        names |= dict.fromkeys(others, month)
    for month, others in enumerate(_HIJRI_ARABIC, HIJRI + 1):
        names |= dict.fromkeys(others, month)
    return names


@lru_cache(maxsize=1)
def arabic_month_keys() -> dict[str, int]:
    """Return the comparison key of every Arabic name, with its month."""
    return {script.comparison_key(name): month for name, month in arabic_months().items()}


def arabic_month_pattern() -> str:
    """Return a regular expression of every Arabic name as it is written, longest first."""
    names = sorted(arabic_months(), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(names) + r")(?!\w)"


@lru_cache(maxsize=1)
def english_months() -> dict[str, int]:
    """Return the English names and abbreviations in small letters, with their month.

    >>> english_months()["sept"], english_months()["february"]
    (9, 2)
    """
    from babel import Locale

    found = {"sept": 9}
    for width in ("wide", "abbreviated"):
        for month, name in Locale.parse("en").months["format"][width].items():
            found[name.casefold()] = month
    return found


def hijri_patterns() -> tuple[str, ...]:
    """Return regular expressions of the English names of the Hijri months, in order."""
    return _HIJRI_ENGLISH


def is_doubtful(name: str, language: str) -> bool:
    """Say whether a month's name is another word besides, and counts only within a date.

    `name` is a comparison key.

    >>> is_doubtful("march", "en"), is_doubtful("نوفمبر", "ar"), is_doubtful("sep", "en")
    (True, False, True)
    """
    if language == "en":
        return name in _DOUBTFUL_ENGLISH or (len(name) < 5 and name not in ("july",))
    return name in _doubtful_keys()


@lru_cache(maxsize=1)
def _doubtful_keys() -> frozenset[str]:
    return frozenset(script.word_key(name) for name in _DOUBTFUL_ARABIC)

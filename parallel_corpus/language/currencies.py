"""Currencies in English and Arabic: their names, symbols and ISO codes, by CLDR."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language import script

# What a currency is called in English, and in Arabic; a pound is a ليرة in the Levant.
_NAMES = {
    "dollar": "دولار", "euro": "يورو", "pound": "جنيه ليرة", "dinar": "دينار", "dirham": "درهم",
    "riyal": "ريال", "rial": "ريال", "rupee": "روبية", "yen": "ين", "yuan": "يوان",
    "franc": "فرنك", "lira": "ليرة", "shekel": "شيكل شيقل", "ruble": "روبل", "rouble": "روبل",
    "krona": "كرونا كرونة", "krone": "كرونة كرونا", "peso": "بيزو", "won": "وون", "rand": "راند",
    "shilling": "شلن", "baht": "بات باهت", "cent": "سنت", "naira": "نيرة نايرا", "birr": "بر",
}  # fmt: skip
_ENGLISH_PLURALS = {"penny": "pence", "krona": "kronor", "krone": "kroner", "yen": "yen",
                    "won": "won", "rand": "rand", "baht": "baht", "yuan": "yuan"}  # fmt: skip
_ARABIC_PLURALS = {
    "دولار": "دولارا دولارات دولاران دولارين", "دينار": "دينارا دنانير ديناران دينارين",
    "درهم": "درهما دراهم درهمان درهمين", "ريال": "ريالا ريالات ريالان ريالين",
    "جنيه": "جنيها جنيهات جنيهان جنيهين", "ليرة": "ليرات ليرتان ليرتين",
    "فرنك": "فرنكا فرنكات", "روبية": "روبيات", "روبل": "روبلا روبلات", "سنت": "سنتا سنتات",
    "شيكل": "شيكلا شواكل", "شيقل": "شيقلا", "ين": "ينا", "يوان": "يوانا", "بيزو": "بيزوات",
}  # fmt: skip
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₪": "shekel", "₹": "rupee"}
_PREFIXES = ("", "ال", "ب", "ل", "و")


@lru_cache(maxsize=2)
def currency_keys(language: str) -> dict[str, str]:
    """Return the comparison keys of the names, with the English or Arabic name they stand for.

    >>> currency_keys("en")["dinars"], currency_keys("ar")["دنانير"]
    ('dinar', 'دينار')
    """
    if language == "en":
        found = {form: name for name in _NAMES for form in (name, name + "s")}
        found |= {plural: name for name, plural in _ENGLISH_PLURALS.items() if name in _NAMES}
        return found | _by_code()
    names = {name for names in _NAMES.values() for name in names.split()}
    return {
        prefix + script.word_key(form): name
        for name in names
        for form in (name, *_ARABIC_PLURALS.get(name, "").split())
        for prefix in _PREFIXES
    }


def _by_code() -> dict[str, str]:
    """Return the ISO 4217 codes with the last word of their English name: SAR, Saudi Riyal."""
    from babel import Locale

    found = {}
    for code, name in Locale.parse("en").currencies.items():
        head = name.split(" (")[0].split()[-1].casefold()
        if head in _NAMES:
            found[code.casefold()] = head
    return found


def currency_symbols() -> dict[str, str]:
    """Return the symbols with the English name of what they stand for first."""
    return _SYMBOLS


def same_currency(english: str, arabic: str) -> bool:
    """Say whether an English name is an Arabic one's translation.

    >>> same_currency("pound", "ليرة"), same_currency("dollar", "دينار")
    (True, False)
    """
    return arabic in _NAMES[english].split()

"""The days of the week in English and Arabic, by CLDR."""

from __future__ import annotations

from functools import lru_cache

from parallel_corpus.language import script

_PREFIXES = ("", "و", "ل", "ب", "ف")


@lru_cache(maxsize=2)
def weekday_keys(language: str) -> dict[str, int]:
    """Return the comparison keys of the names, 0 for Monday to 6 for Sunday.

    >>> weekday_keys("en")["mondays"], weekday_keys("ar")["الاربعاء"]
    (0, 2)
    """
    from babel import Locale

    names = Locale.parse(language).days["format"]["wide"]
    if language == "en":
        return {name.casefold() + end: day for day, name in names.items() for end in ("", "s")}
    return {
        prefix + script.word_key(name): day for day, name in names.items() for prefix in _PREFIXES
    }

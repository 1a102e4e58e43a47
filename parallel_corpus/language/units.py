"""Units of time and measure in English and Arabic: the forms of `units.tsv`, duals included.

`size` there is the unit's in seconds, metres, kilograms, litres, square metres or watts; a month is
a twelfth of a year of 365.25 days, so that neither 30 days nor 4 weeks are one.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from parallel_corpus.language import script

_PREFIXES = ("", "ال", "و", "ب", "ل", "لل", "بال", "وال", "ف")
_SHORTEST = 2  # letters: كم and مل take no prefix
_DUAL_ENDINGS = ("تان", "تين", "ان", "ين")
_PLURALS_IN_IN = frozenset(("سنين",))


@lru_cache(maxsize=2)
def unit_keys(language: str) -> dict[str, tuple[str, str]]:
    """Return every form's comparison key with its dimension and unit.

    >>> unit_keys("en")["km"], unit_keys("ar")["للشهرين"]
    (('length', 'kilometre'), ('time', 'month'))
    """
    table: dict[str, tuple[str, str]] = {}
    for row in _rows():
        for form in row[language].split():
            key = script.word_key(form)
            for prefix in _PREFIXES if language == "ar" and len(form) > _SHORTEST else ("",):
                table.setdefault(prefix + key, (row["dimension"], row["unit"]))
    return table


@lru_cache(maxsize=1)
def unit_sizes() -> dict[str, float]:
    """Return the size of each unit, in the base unit of its dimension.

    >>> unit_sizes()["mile"] / unit_sizes()["kilometre"]
    1.609344
    """
    return {row["unit"]: float(row["size"]) for row in _rows()}


def _rows() -> list[dict[str, str]]:
    listed = files("parallel_corpus.language").joinpath("units.tsv").read_text("utf-8")
    return list(csv.DictReader(listed.splitlines(), delimiter="\t"))


def is_dual_unit(key: str) -> bool:
    """Say whether an Arabic unit's key is a dual: two months in one word.

    >>> is_dual_unit("شهرين"), is_dual_unit("سنين"), is_dual_unit("طن")
    (True, False, False)
    """
    stem = next((key[: -len(end)] for end in _DUAL_ENDINGS if key.endswith(end)), "")
    keys = unit_keys("ar")
    return key not in _PLURALS_IN_IN and bool(stem) and (stem in keys or stem + "ه" in keys)

"""The forms of a program's plural (gettext): which number a unit's form stands for."""

from __future__ import annotations

import re

_FORM = re.compile(r"\[([0-5])\]$")


def number_of_form(row: str, language: str) -> int | None:
    """Return the one number that a plural's form stands for, None where it stands for several.

    `row` is the id of a unit of a PO file, `language` that of its translation: Arabic's six forms
    begin with those for none, one and two (CLDR), others with the one for one. Such a form may say
    the number in words, or leave it out.

    >>> number_of_form("12[0]", "ar"), number_of_form("12[0]", "en"), number_of_form("12[3]", "ar")
    (0, 1, None)
    """
    found = _FORM.search(row)
    if found is None:
        return None
    number = int(found[1]) + (language != "ar")
    return number if number < (3 if language == "ar" else 2) else None

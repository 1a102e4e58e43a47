"""Arabic verbs that لا is written together with, against the rules: لاتتأخر, لايمكن, لاأعرف."""

from __future__ import annotations

import re

# "For the agreement" (لاتفاق) and "Latin" begin so as well: those have an alef near their end, or
# stand in the lookahead.
_GLUED = re.compile(
    r"[وف]?لا(?:تت\w{2,}|ت(?!في|ين|حاد|يك)[^\Wاي][^\Wا]{1,5}(?:وا|ي|ون|ين|ه|ها|ني)?|أ(?!ن|جل)\w{3,}|"
    r"ي(?:ت(?!اء)\w{3,}|ست\w{2,}|مكن|جوز|وجد|نبغي|جب|حق|عرف|علم|ريد|حب|كفي|عني|هم|قدر|فهم|صح|سمح|"
    r"شمل|حدث|كون|بدو|قبل|عتبر)\w{0,3}|ن(?:عرف|علم|ريد|دري|ستطيع|قدر)\w{0,2})"
)


def is_denied_verb(word: str) -> bool:
    """Tell whether a word without vowel marks is لا and its verb in one.

    >>> is_denied_verb("لاتتأخر"), is_denied_verb("لاتفاق"), is_denied_verb("اللاتينية")
    (True, False, False)
    """
    return _GLUED.fullmatch(word) is not None

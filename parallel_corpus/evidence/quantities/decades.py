"""Decades: "in their 50s" and "the 1990s", which are ten years long and no single one."""

from __future__ import annotations

import re

from parallel_corpus.language import script

_AGE = re.compile(
    r"\b(?:his|her|their|our|my|your|people|adults|women|men|patients)(?: in (?:their|the))? "
    r"(?:early |mid[- ]|late )?[’']?(?P<age>[2-9]0)[’']?s\b"
)
_YEARS = re.compile(r"\b(?P<year>(?:1[5-9]|20)\d0)[’']?s\b")
# الخمسينات, الخمسينيات, عقد, أعوام, سنوات, "الـ50s": what says that ten years are meant.
_DECADE = re.compile(r"ينات|ينيات|عقد|عقود|عشريات|أعوام|سنوات|السنوات|سنين|بين|إلى|[-–]|\ds\b")
_WORDS = {
    "20": "عشرين", "30": "ثلاثين", "40": "أربعين", "50": "خمسين",
    "60": "ستين", "70": "سبعين", "80": "ثمانين", "90": "تسعين",
}  # fmt: skip


def narrowed(english: str, arabic: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the places of a decade and of the one year or age that stands for it in Arabic.

    >>> narrowed("He was in his 50s.", "كان في سن 50 عاما.")
    ((14, 17), (10, 12))
    >>> narrowed("He was in his 50s.", "كان في الخمسينات.") is None
    True
    """
    plain = script.western_digits(arabic)
    if len(plain) != len(arabic) or _DECADE.search(script.strip_marks(plain)):
        return None
    for pattern, group in ((_AGE, "age"), (_YEARS, "year")):
        for said in pattern.finditer(english):
            value = said[group]
            forms = rf"(?<![\d.,]){value}(?![\d.,]*\d)"
            if value in _WORDS:
                forms += rf"|(?<!\w)(?:ال|لل)?{_WORDS[value]}(?!\w)"
            found = re.search(forms, plain)
            if found:
                return (said.start(group), said.end()), found.span()
    return None

"""The numbers of paragraphs, comparable whatever the language and the way of writing them."""

from __future__ import annotations

import re

from parallel_corpus.language.list_letters import letter_number
from parallel_corpus.language.roman import is_roman, roman_value
from parallel_corpus.language.script import strip_marks, western_digits

_REPEATED = re.compile(r"\s*(?:bis|مكررا?ً?|مكرّراً?)$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)\s*([a-z\u0621-\u064a])?")


def number_keys(number: str | None) -> frozenset[str]:
    """Return what a paragraph's number may mean, whatever its digits, letters and brackets.

    >>> sorted(number_keys("(iv)")), sorted(number_keys("(i)")), sorted(number_keys("(ط)"))
    (['4'], ['#9', '1'], ['#9'])
    >>> number_keys("١٢ مكررا") == number_keys("12 bis") == frozenset({"12+"})
    True
    >>> number_keys("12a") == number_keys("12 أ")
    True
    """
    text = western_digits(strip_marks(number or "")).strip("()[]‘’'\".:-–• \t").casefold()
    plain = _REPEATED.sub("", text)
    tail = "+" if plain != text else ""
    keys = set()
    if not set(plain) - set("ivx") and is_roman(plain):
        keys.add(f"{roman_value(plain.upper())}{tail}")
    letter = letter_number(plain)
    if letter:
        keys.add(f"#{letter}{tail}")
    match = _NUMBER.fullmatch(plain)
    if match:
        suffix = f"#{letter_number(match[2]) or 0}" if match[2] else ""
        keys.add(f"{int(match[1])}{suffix}{tail}")
    return frozenset(keys)

"""The letters that number a list: (a), (b), (c) are (أ), (ب), (ج) in the order of the abjad."""

from __future__ import annotations

_LATIN = "abcdefghijklmnopqrstuvwxyz"
ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
HIJAI = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The order of the dictionary, which some texts count by."""


def letter_number(letter: str, order: str = ABJAD) -> int | None:
    """Return the place of a letter in its alphabet, from 1; None for any other character.

    >>> letter_number("c"), letter_number("ج"), letter_number("ج", HIJAI)
    (3, 3, 5)
    """
    plain = letter.replace("أ", "ا").replace("إ", "ا").casefold()
    for alphabet in (_LATIN, order):
        if plain in alphabet:
            return alphabet.index(plain) + 1
    return None

"""The letters that number a list: (a), (b), (c) are (أ), (ب), (ج) in the order of the abjad."""

from __future__ import annotations

_LATIN = "abcdefghijklmnopqrstuvwxyz"
ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
HIJAI = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The order of the dictionary, which some texts count by."""


def latin_letter(letter: str) -> str:
    """Return the Latin letter that an Arabic list letter stands for; anything else as it is.

    >>> latin_letter("ج"), latin_letter("c"), latin_letter("3")
    ('c', 'c', '3')
    """
    number = letter_number(letter)
    return _LATIN[number - 1] if number and number <= len(_LATIN) else letter


def letter_number(letter: str, order: str = ABJAD) -> int | None:
    """Return the place of a letter in its alphabet, from 1; None for any other character.

    >>> letter_number("c"), letter_number("ج"), letter_number("ج", HIJAI)
    (3, 3, 5)
    """
    plain = letter.replace("أ", "ا").replace("إ", "ا").casefold()
    if len(plain) != 1:
        return None
    for alphabet in (_LATIN, order):
        if plain in alphabet:
            return alphabet.index(plain) + 1
    return None

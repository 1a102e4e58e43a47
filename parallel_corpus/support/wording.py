"""How messages put counts into words."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun in the singular or plural; `plural` is `noun` with an s if "".

    >>> counted(1, "unit"), counted(0, "unit"), counted(1200, "entry", "entries")
    ('1 unit', '0 units', '1,200 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"

"""The noun that the numeral readers share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Value = int | Fraction
"""An exact number: equal values have equal hashes, whatever their type."""

Form = Literal["digits", "words", "roman"]
Kind = Literal["cardinal", "ordinal", "fraction", "vague", "multiple"]
"""`vague` is "thousands of", `multiple` what only implies a number: "twice", "decade", ثلاثي."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: the values it may stand for, and where it stands.

    `parts` are the values of its pieces, for texts that say them apart ("three million and five
    hundred thousand" as two numbers); empty where it is of one piece.
    """

    readings: frozenset[Value]
    start: int
    end: int
    form: Form = "words"
    kind: Kind = "cardinal"
    parts: tuple[Value, ...] = ()

    @property
    def value(self) -> Value:
        """The only reading, the greatest of several, 0 of none."""
        return max(self.readings, default=0)

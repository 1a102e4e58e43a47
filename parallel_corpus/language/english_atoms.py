"""The pieces of numbers in an English text, and a cursor that steps over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.language import script
from parallel_corpus.language.english_number_words import english_number_words
from parallel_corpus.language.numeral import Kind, Numeral, Value

_SHORT_SCALES = {"mn": 10**6, "bn": 10**9, "tn": 10**12}
# 1.8m may be a length and 5K a run; $1.8m and £5K are sums.
_SCALES_OF_MONEY = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "k": 10**3, "K": 10**3}
_ITEM = re.compile(r"-[A-Z][a-z]")  # "1-One half goes to the husband. 2-One third ..."
_MONEY = re.compile(r"[$€£¥]\s?[\d.,]*$")


@dataclass(frozen=True, slots=True)
class EnglishAtom:
    """One word or one number in digits.

    `role` is unit, tens, hundred, scale, ordinal (which ends a number), denominator, dozen, score,
    article, and, digits or multiple.
    """

    role: str
    values: frozenset[Value]
    start: int
    end: int
    ordinal: bool = False
    plural: bool = False
    parts: tuple[Value, ...] = ()

    @property
    def value(self) -> Value:
        return max(self.values, default=0)


def english_atoms(text: str, digits: Sequence[Numeral]) -> list[EnglishAtom]:
    """Return the number words and numbers in digits of `text`, in order of place."""
    ends = {place: n.end for n in digits for place in range(n.start, n.end)}
    atoms = [
        EnglishAtom(
            "digits", n.readings, n.start, n.end, _has_ordinal_end(text, n.end), parts=n.parts
        )
        for n in digits
    ]
    table = english_number_words()
    for start, end, whole in script.words(text):
        at, word = start, whole
        if start in ends:
            atoms += _short_scale(text, ends[start], end)
            at = ends[start]
            if not _ITEM.match(text, at):
                continue
            word = text[at:end]
        for part in re.split(r"([-\u2010\u2011])", word) if not word.isalpha() else (word,):
            entry = table.get(part.casefold())
            if entry:
                atoms.append(
                    EnglishAtom(
                        entry.role,
                        frozenset({entry.value}),
                        at,
                        at + len(part),
                        entry.ordinal,
                        entry.plural,
                    )
                )
            at += len(part)
    return sorted(atoms, key=lambda atom: atom.start)


def _has_ordinal_end(text: str, end: int) -> bool:
    return text[end : end + 2] in ("st", "nd", "rd", "th")


def _short_scale(text: str, end: int, word_end: int) -> list[EnglishAtom]:
    """Read the letters after a number: $1.5m, 300k."""
    letters = text[end:word_end]
    scale = _SHORT_SCALES.get(letters) or _SCALES_OF_MONEY.get(letters)
    if not scale:
        return []
    sure = letters in _SHORT_SCALES or _MONEY.search(text[max(0, end - 12) : end])
    return [EnglishAtom("short", frozenset({scale} if sure else {1, scale}), end, word_end)]


class EnglishCursor:
    """A place among the atoms of a text, and what stands around it."""

    def __init__(self, text: str, atoms: Sequence[EnglishAtom], at: int) -> None:
        self.text, self.atoms, self.first, self.at = text, atoms, at, at
        self.parts: list[Value] = []
        self.pieces: tuple[Value, ...] = ()
        self.kind: Kind = "cardinal"

    def _peek(self, ahead: int = 0) -> str:
        return self.atoms[self.at + ahead].role if self.at + ahead < len(self.atoms) else ""

    def _here(self, *roles: str) -> EnglishAtom | None:
        return self.atoms[self.at] if self._peek() in roles else None

    def _adjacent(self, ahead: int = 0, marks: str = " -\u2010\u2011\u00a0\n") -> bool:
        """Say whether nothing but a blank or hyphen parts an atom from the one before it."""
        at = self.at + ahead
        if not 0 < at < len(self.atoms):
            return False
        one, other = self.atoms[at - 1], self.atoms[at]
        if one.role == "digits" and other.role == "scale":
            marks += ")"  # "(80) million"
        return not self.text[one.end : other.start].strip(marks)

    def _joined(self) -> bool:
        """Say whether "and" and a further number word follow."""
        return (
            self._peek() == "and"
            and self._adjacent()
            and self._adjacent(1)
            and self._peek(1) in ("unit", "tens", "hundred", "scale", "article", "denominator")
        )

"""The grammar of English number words: cardinals, ordinals, fractions, scales, years in words.

One grammar reads words and digits, since texts mix them: "2.5 million", "3 and a half".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from parallel_corpus.language.english_atoms import english_atoms
from parallel_corpus.language.english_count import EnglishCount
from parallel_corpus.language.english_number_words import IN_MONTHS
from parallel_corpus.language.numeral import Form, Numeral, Value


def english_numerals(text: str, digits: Sequence[Numeral] = ()) -> list[Numeral]:
    """Return the numbers of an English text in order; `digits` are those in digits.

    >>> def read(text): return [float(n.value) for n in english_numerals(text)]
    >>> read("its fifty-eighth session, two hundred and three members")
    [58.0, 203.0]
    >>> read("two and a half million, two thirds, half a dozen, nineteen ninety-two")
    [2500000.0, 0.6666666666666666, 6.0, 1992.0]
    """
    atoms = english_atoms(text, digits)
    found, at = [], 0
    while at < len(atoms):
        reading = _Reader(text, atoms, at).read()
        if reading is None:
            at += 1
        else:
            numeral, at = reading
            found.append(numeral)
    return found


class _Reader(EnglishCount):
    """Reads one numeral from the atom at `at`."""

    def read(self) -> tuple[Numeral, int] | None:
        """Return the numeral and the index of the atom behind it; None where none begins."""
        values = self._number()
        if values is None:
            return None
        first, last = self.atoms[self.first], self.atoms[self.at - 1]
        if first.role == "article":
            first = self.atoms[self.first + 1]
        used = self.atoms[self.first : self.at]
        form: Form = "digits" if any(atom.role == "digits" for atom in used) else "words"
        parts = tuple(self.parts) if len(self.parts) > 1 else self.pieces
        parts = parts or first.parts * (len(used) == 1)
        if len(used) == 1 and first.ordinal and first.role == "unit" and 2 < first.value <= 10:
            values |= {Fraction(1, int(first.value))}  # "the last third of it"
        return Numeral(values, first.start, last.end, form, self.kind, parts), self.at

    def _number(self) -> frozenset[Value] | None:
        first = self._here("article")
        if first is not None:
            return self._after_article()
        for rule in (self._plain, self._fraction, self._dozens, self._vague, self._multiple):
            values: frozenset[Value] | None = rule()
            if values is not None:
                return values
        return None

    def _after_article(self) -> frozenset[Value] | None:
        """Read "a hundred", "a quarter", "a dozen"; an article alone is no number."""
        self.at += 1
        if not self._adjacent():
            return None
        if self._peek() == "unit" and self.atoms[self.at].ordinal and self.atoms[self.at].value > 2:
            self.kind = "ordinal"
            return self._ordinal_or_part()
        rules: tuple[Callable[[], frozenset[Value] | None], ...]
        rules = (self._groups, self._fraction, self._dozens, self._multiple)
        if self._peek() not in ("hundred", "scale", "denominator", "dozen", "multiple"):
            return None
        return next((v for v in (rule() for rule in rules) if v is not None), None)

    # The rules: each moves `at` behind what it read, or returns None and stays

    def _plain(self) -> frozenset[Value] | None:
        if self._peek() == "scale" or self._peek() == "hundred":
            following = self.atoms[self.at]
            if following.plural:
                return None
        values = self._groups()
        if values is None:
            return None
        last = self.atoms[self.at - 1]
        if not last.ordinal:
            values = self._numerator(values)
        return values

    def _numerator(self, values: frozenset[Value]) -> frozenset[Value]:
        """Read "two thirds", "three-quarters", "one fifth", "half" behind "and a"."""
        atom = self._here("unit", "denominator", "dozen")
        if atom is None or not self._adjacent() or self.kind != "cardinal":
            return values
        count = max(values)
        if (atom.role == "dozen" and not atom.plural) or atom.role == "denominator":
            below = atom.value
        elif atom.ordinal and atom.value > 2 and (atom.plural or count == 1 or self._hyphened()):
            below = Fraction(1, int(atom.value))
        else:
            return values
        self.at += 1
        self.kind = "cardinal" if atom.role == "dozen" else "fraction"
        self.parts = []
        return self._of_scale(frozenset({count * below}))

    def _hyphened(self) -> bool:
        """Say whether a hyphen stands before the atom: "two-third"."""
        return self.text[self.atoms[self.at].start - 1] == "-"

    def _fraction(self) -> frozenset[Value] | None:
        atom = self._here("denominator")
        if atom is None or atom.plural:
            return None
        self.at += 1
        self.kind = "fraction"
        return self._of_scale(frozenset({atom.value}))

    def _of_scale(self, values: frozenset[Value]) -> frozenset[Value]:
        """Read "half a million", "a quarter of a million", "half a dozen"."""
        start = self.at
        between = " -\u2010\u2011of"
        if self._peek() == "article" and self._adjacent(marks=between):
            self.at += 1
        atom = self._here("scale", "dozen")
        if atom is None or atom.plural or not self._adjacent(marks=between):
            self.at = start
            return values
        self.at += 1
        self.kind = "cardinal"
        return frozenset({value * atom.value for value in values})

    def _dozens(self) -> frozenset[Value] | None:
        """Read "a dozen", "dozens", "tens of thousands"."""
        atom = self._here("dozen")
        if atom is None:
            return None
        self.at += 1
        if not atom.plural:
            return atom.values
        self.kind = "vague"
        return frozenset({atom.value * self._vague_scale()})

    def _vague_scale(self) -> Value:
        following = self._here("scale")
        if following and following.plural and self._adjacent(marks=" of"):
            self.at += 1
            return following.value
        return 1

    def _vague(self) -> frozenset[Value] | None:
        """Read "thousands", "tens of thousands"."""
        atom = self._here("hundred", "scale")
        if atom is None or not atom.plural:
            return None
        self.at += 1
        self.kind = "vague"
        return frozenset({atom.value * self._vague_scale()})

    def _multiple(self) -> frozenset[Value] | None:
        atom = self._here("multiple")
        if atom is None:
            return None
        self.at += 1
        self.kind = "multiple"
        months = IN_MONTHS.get(self.text[atom.start : atom.end].casefold())
        return atom.values | {months} if months else atom.values

    def _ordinal_or_part(self) -> frozenset[Value]:
        """Read "a third": the third, or the third part."""
        atom = self.atoms[self.at]
        self.at += 1
        self.kind = "fraction" if self.text[atom.end :].startswith(" of ") else "ordinal"
        return self._of_scale(frozenset({Fraction(1, int(atom.value)), atom.value}))

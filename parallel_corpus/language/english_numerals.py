"""The grammar of English number words: cardinals, ordinals, fractions, scales, years in words.

One grammar reads words and digits, since texts mix them: "2.5 million", "3 and a half".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from parallel_corpus.language.english_atoms import EnglishCursor, english_atoms
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


class _Reader(EnglishCursor):
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

    def _groups(self) -> frozenset[Value] | None:
        """Read groups of falling scale: two million, three hundred thousand and five."""
        total: set[Value] = {0}
        limit: Value | None = None
        while True:
            start, kind = self.at, self.kind
            group = self._group()
            if group is None or (limit is not None and group[1] >= limit):
                self.at, self.kind = start, kind
                break
            values, limit = group
            total = {one + other for one in total for other in values}
            self.parts.append(max(values))
            if self.atoms[self.at - 1].ordinal or limit == 1 or not self._steps_on():
                break
        if not self.parts:
            return None
        return frozenset(total)

    def _steps_on(self) -> bool:
        """Step over what joins the groups of a number; stay where none follows."""
        roles = ("unit", "tens", "digits", "hundred", "article")
        if self._joined() and self._peek(1) in ("unit", "tens"):
            self.at += 1
            return True
        if self._peek() in roles and self._adjacent():
            return self._peek() != "digits"
        if self._peek() in ("unit", "tens") and self._adjacent(marks=" ,"):
            return self._leads_to_smaller_scale()
        return False

    def _leads_to_smaller_scale(self) -> bool:
        """Say whether what follows a comma is the rest of the number and no further number."""
        ahead = 0
        while self._peek(ahead) in ("unit", "tens", "hundred", "and") and self._adjacent(
            ahead, " -," if ahead == 0 else " -"
        ):
            ahead += 1
        roles = [self._peek(i) for i in range(ahead)]
        return "hundred" in roles or (self._peek(ahead) == "scale" and self._adjacent(ahead))

    def _group(self) -> tuple[set[Value], Value] | None:
        """Read a number below a thousand and its scale: its values, and the scale."""
        start = self.at
        atom = self._here("digits")
        values: set[Value] | None
        if atom:
            self.at += 1
            values = set(atom.values)
            if atom.ordinal:
                self.kind = "ordinal"
                return values, 1
        else:
            if self._peek() == "article":
                self.at += 1
            values = self._below_thousand()
        if values is None:
            if not self._here("scale"):
                self.at = start
                return None
            values = {1}
        else:
            values = self._with_half(values)
        values, scale = self._scaled(values, start)
        return (self._with_half(values, scale) if scale > 1 else values), scale

    def _scaled(self, values: set[Value], start: int) -> tuple[set[Value], Value]:
        """Read the scales behind a number that began at `start`: its values, and the scale."""
        scale: Value = 1
        while (atom := self._here("scale", "short")) and (
            self._adjacent() or self.at == self.first or (values == {1} and self.at == start)
        ):
            if atom.plural and self.at == start:
                break
            scale *= atom.value
            values = {value * by for value in values for by in atom.values}
            self.at += 1
            if atom.ordinal:
                self.kind = "ordinal"
                break
        return values, scale

    def _below_thousand(self) -> set[Value] | None:
        score = self._here("score")
        if score:
            self.at += 1
            return {score.value + self._rest_below_hundred()}
        start, small = self.at, self._below_hundred()
        hundred = self._here("hundred")
        if small is None and not hundred:
            self.at = start
            return None
        if small is not None and self.atoms[self.at - 1].ordinal:
            return {small}
        if (
            hundred
            and (small is None or self._adjacent())
            and not (hundred.plural and small is None)
        ):
            value = (1 if small is None else small) * 100
            self.at += 1
            if hundred.ordinal:
                self.kind = "ordinal"
                return {value}
            return {value + self._rest_below_hundred()}
        if small is None:
            self.at = start
            return None
        return {self._year(small)}

    def _rest_below_hundred(self) -> Value:
        start = self.at
        if self._joined() and self._peek(1) in ("unit", "tens"):
            self.at += 1
        elif not (self._here("unit", "tens") and self._adjacent()):
            return 0
        rest = self._below_hundred()
        if rest is None:
            self.at = start
        return rest or 0

    def _below_hundred(self) -> Value | None:
        atom = self._here("unit", "tens")
        if atom is None:
            return None
        self.at += 1
        if atom.ordinal:
            self.kind = "ordinal"
            return atom.value
        if atom.role == "unit" and 0 < atom.value < 10 and self._is_archaic():
            self.at += 2
            tens = self.atoms[self.at - 1]
            self.kind = "ordinal" if tens.ordinal else self.kind
            self.pieces = (atom.value, tens.value)
            return atom.value + tens.value
        following = self._here("unit")
        if (
            atom.role == "tens"
            and following
            and self._adjacent()
            and 0 < following.value < 10
            and not following.plural
        ):
            self.at += 1
            if following.ordinal:
                self.kind = "ordinal"
            return atom.value + following.value
        return atom.value

    def _is_archaic(self) -> bool:
        """Say whether "and twenty" follows a unit: five and twenty."""
        return self._joined() and self._peek(1) == "tens" and self._peek(2) != "unit"

    def _year(self, century: Value) -> Value:
        """Read "nineteen ninety-two" and "twenty twenty"; nobody counts so but years."""
        following = self._here("unit", "tens")
        if not (10 < century < 22 and following and self._adjacent() and 9 < following.value < 100):
            return century
        start = self.at
        rest = self._below_hundred()
        if rest is None or self.atoms[self.at - 1].ordinal:
            self.at, self.kind = start, "cardinal"
            return century
        return century * 100 + rest

    def _with_half(self, values: set[Value], scale: Value = 1) -> set[Value]:
        """Read "and a half", "and three quarters" behind a number."""
        if not (self._peek() == "and" and self._adjacent() and self._adjacent(1)):
            return values
        ahead = 2 if self._peek(1) in ("article", "unit") else 1
        atom = self.atoms[self.at + ahead] if self._peek(ahead) else None
        if atom is None or not self._adjacent(ahead):
            return values
        if atom.role == "denominator":
            part = atom.value
        elif atom.role == "unit" and atom.ordinal and atom.value > 2 and ahead == 2:
            part = Fraction(1, int(atom.value))
        else:
            return values
        if ahead == 2 and self._peek(1) == "unit":
            part *= self.atoms[self.at + 1].value
        self.at += ahead + 1
        return {value + part * scale for value in values}

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
        return atom.values

    def _ordinal_or_part(self) -> frozenset[Value]:
        """Read "a third": the third, or the third part."""
        atom = self.atoms[self.at]
        self.at += 1
        self.kind = "fraction" if self.text[atom.end :].startswith(" of ") else "ordinal"
        return self._of_scale(frozenset({Fraction(1, int(atom.value)), atom.value}))

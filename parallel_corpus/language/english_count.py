"""The whole numbers among English number words: groups of falling scale, years, "and a half"."""

from __future__ import annotations

from fractions import Fraction

from parallel_corpus.language.english_atoms import EnglishCursor
from parallel_corpus.language.numeral import Value


class EnglishCount(EnglishCursor):
    """Reads a number made of units, tens, hundreds and scales.

    Each method moves `at` behind what it read, or returns None and stays.
    """

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
        """Read "nineteen ninety-two" and "twenty twenty"; only years are read so."""
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

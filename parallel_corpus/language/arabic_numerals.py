"""The grammar of Arabic number words: cardinals, ordinals, fractions, scales, duals.

It reads words and digits alike, since texts mix them: 2.5 مليون, 3 ملايين و500 ألف. The tests
compare it with `pyarabic.number.number2text`. That library's own reader is not used: it gives 50
for مائتين وخمسين and nothing for ordinals and duals.
"""

from __future__ import annotations

from collections.abc import Sequence

from parallel_corpus.language.arabic_atoms import BLANKS, ArabicAtom, ArabicCursor, arabic_atoms
from parallel_corpus.language.numeral import Form, Numeral, Value

_YEARS = frozenset(("سنه", "عام", "عاما", "العام", "السنه", "حول"))
_COUNTED = ("unit", "compound", "ten", "tens", "hundred", "hundreds", "digits")


def arabic_numerals(text: str, digits: Sequence[Numeral] = ()) -> list[Numeral]:
    """Return the numbers of an Arabic text in order; `digits` are those in digits.

    >>> def read(text): return [float(n.value) for n in arabic_numerals(text)]
    >>> read("الدورة الثامنة والخمسين، مائتين وخمسين عضوا")
    [58.0, 250.0]
    >>> read("مليون ومائتا ألف؛ خمس عشرة سنة؛ عام ألف وتسعمائة وتسعين؛ ثلاثة أرباع")
    [1200000.0, 15.0, 1990.0, 0.75]
    """
    atoms = arabic_atoms(text, digits)
    found, at = [], 0
    while at < len(atoms):
        reading = _Reader(text, atoms, at).read() if atoms[at].word else None
        if reading is None:
            at += 1
        else:
            numeral, at = reading
            found.append(numeral)
    return found


class _Reader(ArabicCursor):
    """Reads one numeral from the atom at `at`."""

    def read(self) -> tuple[Numeral, int] | None:
        """Return the numeral and the index of the atom behind it; None where none begins."""
        if self._is_percent(0):
            return None
        values = self._number()
        if values is None:
            return None
        used = self.atoms[self.first : self.at]
        if len(used) == 1 and used[0].word and used[0].word.part:
            values |= {used[0].word.part}
        form: Form = "digits" if any(atom.role == "digits" for atom in used) else "words"
        parts = tuple(self.parts) if len(self.parts) > 1 else used[0].parts * (len(used) == 1)
        start, end = used[0].start, used[-1].end
        return Numeral(frozenset(values), start, end, form, self.kind, parts), self.at

    def _number(self) -> set[Value] | None:
        role = self.atoms[self.at].role
        if role in ("multiple", "compound"):
            values = self._groups() if role == "compound" else None
            return values or self._multiple()
        if role == "fraction":
            return self._fraction()
        if role in ("vague", "scales"):
            return self._vague()
        return self._groups()

    # The rules: each moves `at` behind what it read

    def _multiple(self) -> set[Value]:
        self.kind = "multiple"
        atom = self.atoms[self.at]
        self.at += 1
        return {*atom.values, 2} if atom.value == 14 else set(atom.values)

    def _vague(self) -> set[Value]:
        """Read "thousands", "tens of thousands"."""
        value = self.atoms[self.at].value
        self.at += 1
        self.kind = "vague"
        following = self._next("scales", joined=False)
        if following:
            self.at += 1
            value *= following.value
        return {value}

    def _fraction(self) -> set[Value]:
        """Read نصف, نصف مليون, and the halves of سنة ونصف and سنتين ونصف."""
        atom = self.atoms[self.at]
        self.at += 1
        scale = self._next("scale", "scales", joined=False)
        if scale:
            self.at += 1
            return {atom.value * scale.value}
        self.kind = "fraction"
        values: set[Value] = {atom.value}
        before = self.atoms[self.first - 1] if self.first else None
        if atom.joined and before and not before.word and not before.joined:
            dual = before.key.endswith(("ان", "ين")) and len(before.key) > 4
            values.add(atom.value + (2 if dual else 1))
            if before.key in _YEARS or before.key in ("سنتين", "عامين", "سنتان", "عامان"):
                values.add(12 * (atom.value + (2 if dual else 1)))
        return values

    def _groups(self) -> set[Value] | None:
        """Read groups of falling scale: مليونان وثلاثمائة ألف وخمسة."""
        total: set[Value] = {0}
        limit: Value | None = None
        while True:
            start, kind = self.at, self.kind
            group = self._group(first=limit is None)
            if group is None or (limit is not None and group[1] >= limit):
                self.at, self.kind = start, kind
                break
            values, limit = group
            total = {one + other for one in total for other in values}
            self.parts.append(max(values))
            if limit == 1 or self.kind == "fraction":
                break
        if limit is None:
            return None
        return self._with_rest(total, limit)

    def _group(self, first: bool) -> tuple[set[Value], Value] | None:
        """Read a number below a thousand and its scale: its values, and the scale."""
        atom = self._atom() if first else self._next(*_COUNTED, "scale", "dual", joined=True)
        if atom is None:
            return None
        if atom.role == "dual":
            self.at += 1
            return set(atom.values), atom.value // 2
        if atom.role == "scale":
            self.at += 1
            return self._lone_scale(atom)
        if atom.role == "digits":
            self.at += 1
            values = set(atom.values)
        else:
            below = self._below_thousand()
            if below is None:
                return None
            values = {below}
        return self._scaled(values, atom)

    def _lone_scale(self, atom: ArabicAtom) -> tuple[set[Value], Value]:
        """Read a scale that nothing counts. ألفا is a thousand or, before a noun, two."""
        value = atom.value
        while scale := self._next("scale", joined=False):
            if scale.value <= value:
                break
            self.at += 1
            value *= scale.value
        either = atom.key.endswith("ا") and not (atom.word and atom.word.ordinal)
        return ({value, 2 * value} if either else {value}), value

    def _scaled(self, values: set[Value], first: ArabicAtom) -> tuple[set[Value], Value]:
        scale: Value = 1
        if self.kind == "fraction":
            following = self._next("scale", "scales", joined=False)
            if following:
                self.at += 1
                self.kind = "cardinal"
                return {v * following.value for v in values}, 1
            return values, 1
        while following := self._next("scale", "scales", joined=False):
            scale *= following.value
            self.at += 1
        if scale > 1:
            return {value * scale for value in values}, scale
        # The classical order, small to great: سبعة وستين وتسعمائة وألف.
        last = self._next("scale", "dual", joined=True)
        if last and self._ends_in_hundreds(first):
            self.at += 1
            return {value + last.value for value in values}, 1
        return values, 1

    def _ends_in_hundreds(self, first: ArabicAtom) -> bool:
        before = self.atoms[self.at - 1]
        return before is not first and before.role in ("hundred", "hundreds") and before.joined

    def _below_thousand(self) -> int | None:
        """Read units, tens and hundreds in either order."""
        total, filled = 0, set[str]()
        while True:
            atom = (
                self.atoms[self.at]
                if not filled
                else self._next(
                    "unit", "compound", "ten", "tens", "hundred", "hundreds", joined=True
                )
            )
            if atom is None or not self._fits(atom, filled):
                break
            value = self._step(atom, filled)
            if value is None:
                break
            total += value
            if self.kind == "fraction":
                break
        return total if filled else None

    def _fits(self, atom: ArabicAtom, filled: set[str]) -> bool:
        role = {"compound": "unit", "hundreds": "hundred"}.get(atom.role, atom.role)
        if role in ("unit", "ten"):
            return not filled & {"unit", "ten", "tens"}
        if role == "tens":
            before = self.atoms[self.at - 1]
            same = not filled or before.role not in ("unit", "compound") or _same(before, atom)
            return same and not filled & {"ten", "tens"}
        return role == "hundred" and "hundred" not in filled

    def _step(self, atom: ArabicAtom, filled: set[str]) -> int | None:
        """Take one piece: its value; None where the word counts only beside another."""
        self.at += 1
        value = int(atom.value)
        if atom.word and atom.word.ordinal:
            self.kind = "ordinal"
        if atom.role not in ("unit", "compound"):
            filled.add({"hundreds": "hundred"}.get(atom.role, atom.role))
            return value
        ten = self._next("ten", joined=False)
        if ten and 0 < value < 10 and not (ten.word and ten.word.definite):
            self.at += 1
            filled.add("ten")
            return value + 10
        hundred = self._next("hundred", joined=False)
        if hundred and 2 < value < 10:
            self.at += 1
            filled.add("hundred")
            return 100 * value
        return self._unit(atom, value, filled)

    def _unit(self, atom: ArabicAtom, value: int, filled: set[str]) -> int | None:
        if atom.role == "compound":
            tens = self._next("tens", joined=True)
            if not tens or not _same(atom, tens):
                self.at -= 1
                return None
        filled.add("unit")
        return value

    def _with_rest(self, values: set[Value], scale: Value) -> set[Value]:
        """Read what follows a number: a half, fifths, "after the hundredth", "and a night"."""
        parts = self._next("parts", joined=False)
        if parts and scale == 1 and self.kind == "cardinal":
            self.at += 1
            self.kind = "fraction"
            counted = {value * parts.value for value in values}
            return self._scaled(counted, self.atoms[self.first])[0]
        half = self._next("fraction", joined=True)
        if half:
            self.at += 1
            again = self._next("scale", "scales", joined=False)
            if again:
                self.at += 1
            return {
                value + half.value * max(scale, again.value if again else 1) for value in values
            }
        return self._after_hundred(self._with_noun(values))

    def _after_hundred(self, values: set[Value]) -> set[Value]:
        after, hundred = self._atom(), self._atom(1)
        if (
            after
            and after.key == "بعد"
            and hundred
            and hundred.role in ("hundred", "hundreds", "scale", "dual")
            and hundred.word
            and hundred.word.definite
        ):
            self.at += 2
            self.kind = "ordinal"
            return {value + hundred.value for value in values}
        return values

    def _with_noun(self, values: set[Value]) -> set[Value]:
        """Add what follows the counted noun: ثلاث ساعات ونصف, ألف ليلة وليلة."""
        noun, last = self._atom(), self._atom(1)
        if noun is None or last is None or noun.word or not self._is_near(noun, last):
            return values
        if last.role == "fraction" and last.joined and self.kind == "cardinal":
            self.at += 2
            return {*values, *(value + last.value for value in values)}
        if last.key == "و" + noun.key and max(values) >= 100:
            return {*values, *(value + 1 for value in values)}
        return values

    def _is_near(self, noun: ArabicAtom, last: ArabicAtom) -> bool:
        before = self.atoms[self.at - 1]
        gaps = self.text[before.end : noun.start] + self.text[noun.end : last.start]
        return not gaps.strip(BLANKS + "و")


def _same(one: ArabicAtom, other: ArabicAtom) -> bool:
    """Say whether both have the article or neither: الخامسة والعشرون, خمسة وعشرون."""
    return bool(one.word and other.word and one.word.definite == other.word.definite)

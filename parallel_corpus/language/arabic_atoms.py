"""The pieces of numbers in an Arabic text, and a cursor that steps over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.language import script
from parallel_corpus.language.arabic_number_words import ArabicWord, arabic_number_words
from parallel_corpus.language.numeral import Kind, Numeral, Value

BLANKS = " \u00a0\u0640\n"
_DIGITS = ArabicWord("digits", 0)
_AND_ONE = ArabicWord("compound", 1, joined=True)


@dataclass(frozen=True, slots=True)
class ArabicAtom:
    """A number word, a number in digits, or another word where `word` is None."""

    word: ArabicWord | None
    values: frozenset[Value]
    start: int
    end: int
    key: str
    joined: bool = False
    parts: tuple[Value, ...] = ()

    @property
    def role(self) -> str:
        return self.word.role if self.word else ""

    @property
    def value(self) -> Value:
        return max(self.values, default=0)


def arabic_atoms(text: str, digits: Sequence[Numeral]) -> list[ArabicAtom]:
    """Return the words and the numbers in digits of `text`, in order of place."""
    table = arabic_number_words()
    atoms = [
        ArabicAtom(
            _DIGITS, n.readings, n.start, n.end, "", text[n.start - 1 : n.start] == "و", n.parts
        )
        for n in digits
    ]
    taken = {place for n in digits for place in range(n.start, n.end)}
    joined = False
    for start, end, word in script.words(text):
        if start in taken or end - 1 in taken:
            joined = False
            continue
        key = script.word_key(word)
        if key == "و":
            joined = True
            continue
        known = table.get(key)
        if known and _is_other_word(key, word):
            known = None
        if key == "واحد" and script.strip_marks(word).startswith("وأ"):
            known = _AND_ONE  # وأحد عشر and واحد have one key.
        values = frozenset({known.value}) if known else frozenset()
        atoms.append(
            ArabicAtom(known, values, start, end, key, joined or bool(known and known.joined))
        )
        joined = False
    return sorted(atoms, key=lambda atom: atom.start)


def _is_other_word(key: str, word: str) -> bool:
    """Say whether letters that keys fold tell a word from a number: ألست from الست, ميتا from مئتا.

    >>> _is_other_word("الست", "ألست"), _is_other_word("ميتين", "مئتين")
    (True, False)
    """
    if key.endswith("الست"):
        return script.strip_marks(word).startswith("أ")
    return ("ميت" in key or key.endswith("ميه")) and "ئ" not in word


class ArabicCursor:
    """A place among the atoms of a text, and what stands around it."""

    def __init__(self, text: str, atoms: Sequence[ArabicAtom], at: int) -> None:
        self.text, self.atoms, self.first, self.at = text, atoms, at, at
        self.kind: Kind = "cardinal"
        self.parts: list[Value] = []

    def _atom(self, ahead: int = 0) -> ArabicAtom | None:
        return self.atoms[self.at + ahead] if self.at + ahead < len(self.atoms) else None

    def _next(self, *roles: str, joined: bool) -> ArabicAtom | None:
        """Return the next atom where it may go on with the number, joined by و or not."""
        atom = self._atom()
        if atom is None or atom.word is None or atom.role not in roles or atom.joined != joined:
            return None
        if atom.word.prefixed or (not joined and self._is_percent(0)):
            return None
        before = self.atoms[self.at - 1]
        between = self.text[before.end : atom.start]
        # "(80) مليون"
        closing = ")" if before.role == "digits" and atom.role in ("scale", "scales") else ""
        left = between.strip(BLANKS + closing)
        return None if left and not (joined and script.strip_marks(left) == "و") else atom

    def _is_percent(self, ahead: int) -> bool:
        """Say whether the atom is the hundred of في المائة and بالمائة, "per cent"."""
        atom = self._atom(ahead)
        if atom is None or atom.word is None or atom.role != "hundred" or not atom.word.definite:
            return False
        if atom.word.prefixed:
            return atom.key.startswith(("ب", "وب"))
        before = self._atom(ahead - 1) if self.at + ahead else None
        return before is not None and before.key == "في"

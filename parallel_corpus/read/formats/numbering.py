"""Word's automatic list numbers, which stand in no text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Word's arabicAbjad and arabicAlpha sequences.
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST = 255  # letters of a marker: each paragraph of a list has it
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def roman(number: int) -> str:
    """
    >>> roman(1994)
    'mcmxciv'
    """
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int, alphabet: str) -> str:
    """Return Word's lettering: z is followed by aa, then bb.

    >>> letters(2, "abc"), letters(5, "abc")
    ('b', 'bb')
    """
    turns, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (turns + 1)


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerLetter": lambda n: letters(n, _LATIN),
    "upperLetter": lambda n: letters(n, _LATIN.upper()),
    "arabicAbjad": lambda n: letters(n, _ABJAD),
    "arabicAlpha": lambda n: letters(n, _ALPHA),
    "hindiNumbers": lambda n: str(n).translate(_EASTERN),
    "ordinal": str,
}


def shown(number: int, form: str) -> str:
    """Return `number` as a list of the given format shows it.

    >>> shown(3, "lowerRoman"), shown(2, "arabicAbjad"), shown(12, "hindiNumbers")
    ('iii', 'ب', '١٢')
    """
    return _FORMATS.get(form, str)(number) if 0 < number < 10_000 else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `text` has %1 for the first level's number."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False


@dataclass
class Numbering:
    """The lists of a document; `marker` counts as the paragraphs go by."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Read the numbering from the part word/numbering.xml, None where there is none."""
        found = cls()
        if root is None:
            return found
        for kind in root.iterfind(f"{W}abstractNum"):
            found.levels[value(kind, "abstractNumId")] = {
                _integer(level.get(f"{W}ilvl")): _level(level) for level in kind.iterfind(f"{W}lvl")
            }
        for instance in root.iterfind(f"{W}num"):
            number = value(instance, "numId")
            found.abstract[number] = child_value(instance, "abstractNumId")
            found.overrides[number] = {
                _integer(o.get(f"{W}ilvl")): _integer(child_value(o, "startOverride"))
                for o in instance.iterfind(f"{W}lvlOverride")
                if o.find(f"{W}startOverride") is not None
            }
        return found

    def marker(self, number: str, level: int) -> str:
        """Return the next paragraph's marker in list `number`, "" where the list shows none."""
        levels = self.levels.get(self.abstract.get(number, ""), {})
        form = levels.get(level)
        if form is None or form.form == "none":
            return ""
        self._count(number, level, form)
        if form.form == "bullet":
            return "\u2022"
        return self._fill(number, form, levels)

    def _count(self, number: str, level: int, form: Level) -> None:
        # Lists of one definition go on counting, unless one of them says where to begin.
        counts = self._counts[self.abstract[number]]
        override = self.overrides.get(number, {}).get(level)
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts.get(level, form.start - 1) + 1
        self._begun.add((number, level))
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]

    def _fill(self, number: str, form: Level, levels: Mapping[int, Level]) -> str:
        counts = self._counts[self.abstract[number]]

        def replaced(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = levels.get(at, Level())
            count = counts.get(at, known.start)
            return shown(count, "decimal" if form.legal else known.form)

        return re.sub(r"%([1-9])", replaced, form.text)[:_LONGEST]


def _level(element: etree._Element) -> Level:
    return Level(
        form=child_value(element, "numFmt") or "decimal",
        text=child_value(element, "lvlText")[:_LONGEST],
        start=_integer(child_value(element, "start") or "1"),
        legal=element.find(f"{W}isLgl") is not None,
    )


def _integer(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else 0


def level_of(text: str, otherwise: int) -> int:
    """Return the level that a document states, `otherwise` where that is no small number.

    >>> level_of("2", 0), level_of("\u00b2", 0), level_of("", 1)
    (2, 0, 1)
    """
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise


def value(element: etree._Element | None, name: str = "val") -> str:
    """Return a w: attribute, "" where there is none."""
    return (element.get(f"{W}{name}") or "") if element is not None else ""


def child_value(element: etree._Element, name: str) -> str:
    """Return the w:val of a w: child, "" where there is none."""
    return value(element.find(f"{W}{name}"))

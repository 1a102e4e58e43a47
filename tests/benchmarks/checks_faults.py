"""Faults put into clean sentence pairs, so that one knows what a check should have found.

Every fault changes the Arabic side of one pair and is drawn from a generator seeded by the pair's
row and the fault's name, so that the set is the same everywhere.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.alignment_sets import EVAL

UN_DEV = EVAL / "un_dev.tsv"

MONTHS = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو",
    "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_TASHKEEL = re.compile("[\u064b-\u0652]")


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the development set."""

    id: str
    en: str
    ar: str


Fault = Callable[[Sequence[Pair], int, random.Random], str | None]


def load(path: Path = UN_DEV, columns: Sequence[str] | None = None) -> list[Pair]:
    """The pairs of a table; `columns` names them where its first line does not."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, columns, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(str(i), row["en"], row["ar"]) for i, row in enumerate(rows)]


def inject(pairs: Sequence[Pair], index: int, fault: str) -> Pair | None:
    """The pair at `index` with the fault in it, or None where it cannot have that fault."""
    pair = pairs[index]
    changed = (FAULTS | HARMLESS)[fault](
        pairs,
        index,
        random.Random(f"{fault}:{pair.id}"),
    )
    return Pair(f"{pair.id}:{fault}", pair.en, changed) if changed else None


def _swapped(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    other = rng.randrange(len(pairs))
    return pairs[other].ar if pairs[other].ar != pairs[index].ar else None


def _neighbour(pairs: Sequence[Pair], index: int, _: random.Random) -> str | None:
    other = index + 1 if index + 1 < len(pairs) else index - 1
    return pairs[other].ar if pairs[other].ar != pairs[index].ar else None


def _untranslated(pairs: Sequence[Pair], index: int, _: random.Random) -> str | None:
    return pairs[index].en


def _truncated(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    words = pairs[index].ar.split()
    if len(words) < 10:
        return None
    return " ".join(words[: round(len(words) * rng.uniform(0.4, 0.7))])


def _clause_dropped(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    return _dropped(pairs[index].ar.split(), rng, size=rng.randint(6, 8), least=14)


def _three_dropped(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    return _dropped(pairs[index].ar.split(), rng, size=3, least=10)


def _dropped(words: list[str], rng: random.Random, *, size: int, least: int) -> str | None:
    if len(words) < least:
        return None
    at = rng.randrange(1, len(words) - size)
    return " ".join(words[:at] + words[at + size :])


def _six_inserted(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    words = pairs[index].ar.split()
    foreign = pairs[rng.randrange(len(pairs))].ar.split()
    if len(words) < 10 or len(foreign) < 8:
        return None
    at, start = rng.randrange(1, len(words)), rng.randrange(len(foreign) - 6)
    return " ".join(words[:at] + foreign[start : start + 6] + words[at:])


def _number_changed(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """One number becomes another; a list number at the head of the sentence is left alone."""
    text = pairs[index].ar
    spots = [m for m in _DIGITS.finditer(text) if m.start() > 4]
    if not spots:
        return None
    spot = rng.choice(spots)
    old = spot[0].translate(_WESTERN)
    at = rng.randrange(len(old))
    digit = rng.choice([d for d in "123456789" if d != old[at]])
    return text[: spot.start()] + old[:at] + digit + old[at + 1 :] + text[spot.end() :]


def _month_changed(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    text = pairs[index].ar
    spots = [(text.find(month), month) for month in MONTHS if month in text]
    if not spots:
        return None
    at, month = rng.choice(spots)
    other = rng.choice([m for m in MONTHS if m != month])
    return text[:at] + other + text[at + len(month) :]


def _other_digits(pairs: Sequence[Pair], index: int, _: random.Random) -> str | None:
    text = pairs[index].ar
    changed = text.translate(_EASTERN)
    return changed if changed != text else None


def _bare(pairs: Sequence[Pair], index: int, _: random.Random) -> str | None:
    text = pairs[index].ar
    changed = _TASHKEEL.sub("", text)
    return changed if changed != text else None


def _stretched(pairs: Sequence[Pair], index: int, _: random.Random) -> str | None:
    text = pairs[index].ar
    changed = re.sub("(?<=[بتثسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])", "\u0640", text, count=6)
    return changed if changed != text else None


FAULTS: dict[str, Fault] = {
    "swapped": _swapped,
    "neighbour": _neighbour,
    "untranslated": _untranslated,
    "truncated": _truncated,
    "clause dropped": _clause_dropped,
    "six inserted": _six_inserted,
    "three dropped": _three_dropped,
    "number changed": _number_changed,
    "month changed": _month_changed,
}
HARMLESS: dict[str, Fault] = {
    "other digits": _other_digits,
    "tashkeel removed": _bare,
    "tatweel added": _stretched,
}

"""N404: mixed digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import DIGITS, Pass, Rule, Scene

_NUMBER = re.compile(f"[{DIGITS}]+")
_SYSTEMS = ("0", "\u0660", "\u06f0")


def mixed_digits(text: str, scene: Scene) -> Iterator[Repair]:
    """Yield one number in the digits of two systems (N404)."""
    for match in _NUMBER.finditer(text):
        systems = Counter(_system(digit) for digit in match[0])
        if len(systems) == 1:
            continue
        (first, count), (_, second) = systems.most_common(2)
        if count == second:
            around = Counter(_system(digit) for digit in "".join(_NUMBER.findall(text)))
            first = max(systems, key=lambda zero: (around[zero], scene.language == "en"))
        plain = western_digits(match[0])
        meant = plain.translate({ord("0") + n: chr(ord(first) + n) for n in range(10)})
        yield RULE.fix(match.start(), match[0], meant)


def _system(digit: str) -> str:
    return max(zero for zero in _SYSTEMS if zero <= digit)


RULE = Rule(
    code="N404",
    name="mixed digits",
    kind="ocr/mixed-digits",
    origin="ocr",
    finds="A number written in digits of two systems.",
    why=(
        "No writer changes systems inside a number; the system of most of its digits, or else of "
        "the text, is taken. The value stays."
    ),
    wrong_when="Never for the value; the choice of system may be the other one.",
    before="20٢1",
    after="2021",
    passes=(Pass("round", 310, mixed_digits),),
)

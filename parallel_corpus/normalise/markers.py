"""The marker in front of a paragraph: its bullet, its number, or its number that is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallel_corpus.language.divisions import ABBREVIATED, ARTICLES, DIVISIONS
from parallel_corpus.language.script import western_digits
from parallel_corpus.normalise.rule import DIGITS, Scene

_BULLET = re.compile(r"(?:[-*+•‣▪●◦·■□➢►]|\uf0b7)[ \t]+")
# The full stop before the figure, as lines in the order of the page have it (.1).
_TURNED = r"\.[ \t]?"
_LABEL_LENGTH = 12
# A lettered item: its number is in Latin letters, in the text it is in either script.
_LETTERED = re.compile(r"(?i)\([a-z]{1,5}\)$")
_LETTER = re.compile(
    r"(?i)[\[(]?(?:[ivx]{1,5}|[a-z]|[أ-ي]|هـ)[\])][ \t]+|(?:[a-z]|(?:[أ-ي]|هـ)[ \t]?)[-–—][ \t]+"
)
# A part of a law names its number itself, perhaps in words: المادة الرابعة عشرة.
_PARTS = "|".join(
    f"{word}\\." if word in ABBREVIATED else word
    for word in sorted(DIVISIONS | ARTICLES, key=lambda word: (-len(word), word))
)
_NAMED = re.compile(rf"(?i)[\s#*_]*(?:ال)?(?:{_PARTS})(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands in front of a paragraph; `lost` where its number should be and is not."""

    text: str
    lost: bool = False


def marker(text: str, scene: Scene) -> Marker | None:
    """Return the marker of a paragraph, None where it has none or is no list's paragraph."""
    if not scene.kind or scene.kind == "note":
        return None
    bullet = _BULLET.match(text)
    begin = bullet.end() if bullet else 0
    if scene.number is None:
        return Marker(bullet[0]) if bullet else None
    lettered = _LETTERED.search(scene.number)
    pattern = _LETTER if lettered else _label(scene.number)
    label = pattern.match(western_digits(text), begin)
    if label:
        return Marker(text[: label.end()])
    if lettered:
        return Marker(bullet[0]) if bullet else None
    if _mentions(text[begin:], scene.number) or _NAMED.match(text, begin):
        return None
    return Marker(text[:begin], lost=True)


def _label(number: str) -> re.Pattern[str]:
    """Return a marker of this number.

    4. (4) 4) 4- [4] **4.** .4 and the like; digits are Western.
    """
    words = r"[ \t]*".join(re.escape(part) for part in western_digits(number).split())
    closed = rf"[(\[]?[ \t]?{words}[ \t]?(?:[)\].:]+|[-–—](?![{DIGITS}]))"
    return re.compile(
        rf"(\*{{0,3}}|__?|)(?:{closed}\1(?:[ \t]+|(?=[^\W\d_])|(?=[*_(\"'«“]))"
        rf"|{words}\1[ \t]+|{_TURNED}{words}\1[ \t]+)",
        re.IGNORECASE,
    )


def _mentions(text: str, number: str) -> bool:
    """Tell whether the number stands among the first words, as in "Article 5"."""
    head = western_digits(text[: _LABEL_LENGTH + len(number)])
    return bool(re.search(rf"(?<!\w){re.escape(western_digits(number))}(?!\w)", head))

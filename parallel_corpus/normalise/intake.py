"""The intake gate: mojibake, glyphs for letters, invisible characters, visual order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.model import Repair
from parallel_corpus.normalise.stage import ARABIC, MARKS, Scene, each, fix

_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_INVISIBLE = re.compile(
    "[\ufeff\u200b\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+"
    "|(?<![^\\s])\u200c+|\u200c+(?![^\\s])"
)
_CARRIAGE_RETURN = re.compile(r"\r\n?|[\x85\u2028\u2029]")
# Letters and letter ligatures as glyphs; whole phrases as one sign (U+FDF0 on) are kept.
_GLYPHS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
_CLUSTER = re.compile(
    "[^\\W\\d_][\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8]+"
)
_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_LATIN_OR_NUMBER = re.compile(
    "[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f]"
    "(?:[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f .,/:_-]*"
    "[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f])?"
)
_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def line_ends(text: str, _scene: Scene) -> Iterator[Repair]:
    """CR LF, CR and the Unicode line and paragraph separators as line feeds (N105)."""
    return each("N105", _CARRIAGE_RETURN, text, "\n")


def invisible(text: str, _scene: Scene) -> Iterator[Repair]:
    """Characters that show nothing and join nothing (N105)."""
    return each("N105", _INVISIBLE, text, "")


def bidi_controls(text: str, _scene: Scene) -> Iterator[Repair]:
    """Marks that steer the direction of display (N103)."""
    return each("N103", _CONTROLS, text, "")


def presentation_forms(text: str, _scene: Scene) -> Iterator[Repair]:
    """Glyphs as letters, only where they occur: NFKC on the whole text would fold ¹ to 1 (N102)."""
    return each("N102", _GLYPHS, text, _letters_of)


def _letters_of(match: re.Match[str]) -> str:
    # Heh alone in its joining form is a list letter or the Hijri year, which is written so.
    return "ه\u0640" if match[0] == "\ufeeb" else "".join(map(_letter_of, match[0]))


@lru_cache(maxsize=1024)
def _letter_of(glyph: str) -> str:
    # NFKC gives a vowel mark's isolated glyph a space, or a tatweel, to stand on.
    return unicodedata.normalize("NFKC", glyph).lstrip(" \u0640")


def decomposed(text: str, _scene: Scene) -> Iterator[Repair]:
    """Letters stored apart from their hamza or accent (N106); the order of marks is kept."""
    return each("N106", _CLUSTER, text, _compose)


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match[0])
    return composed if composed[0] != match[0][0] else match[0]


def visual_order(text: str, scene: Scene) -> Iterator[Repair]:
    """Lines whose Arabic is stored from left to right (N104)."""
    if scene.language != "ar":
        return
    position = 0
    for line in text.split("\n"):
        if _is_reversed(line):
            yield fix("N104", position, line, _turn(line), confidence=0.9)
        position += len(line) + 1


def _is_reversed(line: str) -> bool:
    words = _WORD.findall(line)
    if len(words) < 3:
        return False
    first = sum(word[0] in "ةى" for word in words if len(word) > 1)
    last = sum(word[-1] in "ةى" for word in words if len(word) > 1)
    article = sum(word.startswith("ال") for word in words)
    turned = sum(word.endswith("لا") and len(word) > 3 for word in words)
    return first + turned >= 3 and first >= 1 and last == 0 and turned >= article


def _turn(line: str) -> str:
    """The line from its other end; figures and Latin words keep their own direction."""
    turned = line[::-1].translate(_MIRROR)
    return _LATIN_OR_NUMBER.sub(lambda match: match[0][::-1], turned)

"""N102: presentation form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

# Letters and letter ligatures as glyphs; whole phrases as one sign (U+FDF0 on) are kept.
_GLYPHS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")


def presentation_forms(text: str, _scene: Scene) -> Iterator[Repair]:
    """Replace glyphs by letters where they occur (N102); NFKC on all text would fold ¹ to 1."""
    return RULE.each(_GLYPHS, text, _letters_of)


def _letters_of(match: re.Match[str]) -> str:
    # Heh alone in its joining form is a list letter or the Hijri year, which is written so.
    return "ه\u0640" if match[0] == "\ufeeb" else "".join(map(_letter_of, match[0]))


@lru_cache(maxsize=1024)
def _letter_of(glyph: str) -> str:
    # NFKC gives a vowel mark's isolated glyph a space, or a tatweel, to stand on.
    return unicodedata.normalize("NFKC", glyph).lstrip(" \u0640")


RULE = Rule(
    code="N102",
    name="presentation form",
    kind="encoding/presentation-forms",
    origin="unknown",
    finds="Arabic letters stored as glyphs (U+FB50-FDC7, U+FE70-FEFC) instead of as letters.",
    why="PDF extraction stores shapes; no search, dictionary or encoder knows the word by them.",
    wrong_when="A text about typography shows the shapes themselves. Signs such as ﷺ are kept.",
    before="ﻃﻔﻞ",
    after="طفل",
    passes=(Pass("round", 160, presentation_forms),),
)

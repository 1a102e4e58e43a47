"""N105: invisible character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_INVISIBLE = re.compile(
    "[\ufeff\u200b\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+"
    "|(?<![^\\s])\u200c+|\u200c+(?![^\\s])"
)
_CARRIAGE_RETURN = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def line_ends(text: str, _scene: Scene) -> Iterator[Repair]:
    """Replace CR LF, CR and the Unicode line and paragraph separators by line feeds (N105)."""
    return RULE.each(_CARRIAGE_RETURN, text, "\n")


def invisible(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove characters that show nothing and join nothing (N105)."""
    return RULE.each(_INVISIBLE, text, "")


RULE = Rule(
    code="N105",
    name="invisible character",
    kind="encoding/invisible",
    origin="unknown",
    finds=(
        "Byte order marks, zero-width spaces, soft hyphens and control characters; a zero-width "
        "non-joiner only where it joins nothing (beside a space or at an edge)."
    ),
    why="They are left by programs, show nothing, and split words for every search.",
    wrong_when="A soft hyphen marks a real hyphen that the font lost.",
    before="re\u00adport",
    after="report",
    passes=(
        Pass("round", 120, line_ends),
        Pass("round", 140, invisible),
    ),
)

"""N403: tatweel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import ARABIC, MARKS, Pass, Rule, Scene

_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_TATWEEL = re.compile("\u0640+")


def tatweel(text: str, scene: Scene) -> Iterator[Repair]:
    """Remove strokes that only stretch a word (N403)."""
    if scene.language != "ar":
        return
    for match in _TATWEEL.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if not _is_arabic(before) or after in "\u0653\u0654\u0655\u0670":
            continue  # A stroke by itself, or one that seats a small hamza or alef.
        if not _is_arabic(after):
            yield from () if end - start == 1 else (RULE.fix(start, match[0], "\u0640"),)
        elif end - start > 1 or not (before in "بتثنيئ" and after in "رز"):
            yield RULE.fix(start, match[0], "")


def _is_arabic(char: str) -> bool:
    return bool(_WORD.match(char)) and char != "\u0640"


RULE = Rule(
    code="N403",
    name="tatweel",
    kind="layout/tatweel",
    origin="layout",
    finds="The stretching stroke ـ between letters, or in runs.",
    why=(
        "It fills a justified line. Kept where it carries meaning or house style: الـ before a "
        "figure or a Latin word, هـ for the Hijri year, a single one in نـز."
    ),
    wrong_when="A poem or a title is stretched as ornament.",
    before="نسـبة",
    after="نسبة",
    passes=(Pass("round", 300, tatweel),),
)

"""N106: decomposed letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_CLUSTER = re.compile(
    "[^\\W\\d_][\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8]+"
)


def decomposed(text: str, _scene: Scene) -> Iterator[Repair]:
    """Compose letters stored apart from their hamza or accent (N106), marks in their order."""
    return RULE.each(_CLUSTER, text, _compose)


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match[0])
    return composed if composed[0] != match[0][0] else match[0]


RULE = Rule(
    code="N106",
    name="decomposed letter",
    kind="encoding/decomposed",
    origin="unknown",
    finds="A letter and its combining hamza, madda or accent stored apart (ا + ٔ, e + ´).",
    why=(
        "Both spellings look the same and Unicode holds them equal; the composed one is NFC. The "
        "order of vowel marks is left as it is written."
    ),
    wrong_when="Never: the two are canonically equivalent.",
    before="ا\u0654طفال",
    after="أطفال",
    passes=(Pass("round", 380, decomposed),),
)

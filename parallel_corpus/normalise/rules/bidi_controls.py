"""N103: bidi control."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")


def bidi_controls(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove marks that steer the direction of display (N103)."""
    return RULE.each(_CONTROLS, text, "")


RULE = Rule(
    code="N103",
    name="bidi control",
    kind="encoding/bidi-control",
    origin="unknown",
    finds="Invisible marks that steer the direction of display (LRM, RLM, embeddings, isolates).",
    why="They come from the page's display, break words for every search, and can hide reordering.",
    wrong_when="A line of mixed scripts is displayed in an order that only the mark makes right.",
    before="المادة \u200f16",
    after="المادة 16",
    passes=(Pass("round", 130, bidi_controls),),
)

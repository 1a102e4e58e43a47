"""N405: typographic ligature."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_LIGATURE = re.compile("[\ufb00-\ufb06]")


def ligatures(text: str, _scene: Scene) -> Iterator[Repair]:
    """Replace ﬁ and its kin by letters (N405)."""
    return RULE.each(_LIGATURE, text, lambda match: unicodedata.normalize("NFKC", match[0]))


RULE = Rule(
    code="N405",
    name="typographic ligature",
    kind="encoding/ligature",
    origin="unknown",
    finds="The Latin ligatures ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ and ﬆ stored as one character.",
    why="PDF extraction stores the glyph; no search knows the word by it.",
    wrong_when="A text about typography shows the glyph itself.",
    before="ofﬁce",
    after="office",
    passes=(Pass("round", 320, ligatures),),
)

"""N104: visually reversed line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.direction import is_turned, turn
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_ARABIC = re.compile("[\u0620-\u06ff\ufb50-\ufefc]")


def visual_order(text: str, scene: Scene) -> Iterator[Repair]:
    """Find lines whose Arabic is stored from left to right.

    This comes before presentation forms are expanded: the ligature of lam and alef is one
    character, and turned as two it would read alef and lam.
    """
    if scene.language != "ar":
        return
    position = 0
    for line in text.split("\n"):
        if _ARABIC.search(line) and is_turned(line, scene.visual, scene.listed):
            turned = turn(line)
            if turned != line:
                yield RULE.fix(position, line, turned)
        position += len(line) + 1


RULE = Rule(
    code="N104",
    name="visually reversed line",
    kind="extraction/visual-order",
    origin="unknown",
    finds="A line whose Arabic letters are stored from left to right, as they look on the page.",
    why=(
        "Words begin in final forms, with ة or ى, which stand only at the end, or end in the "
        "article. A short line that does not tell goes with the document's other lines, where "
        "the lexicon has its words only backwards."
    ),
    wrong_when="The line is a puzzle or quotes reversed text.",
    before="ةقرولا ىلع ةباتكلا ةديج",
    after="جيدة الكتابة على الورقة",
    confidence=0.95,
    version=2,
    passes=(Pass("round", 150, visual_order),),
)

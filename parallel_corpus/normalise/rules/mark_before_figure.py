"""N503: mark before its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.rule import ARABIC, DIGITS, Pass, Rule, Scene

_FIGURE = rf"[{DIGITS}]{{1,4}}(?:[.,/][{DIGITS}]+)*"
_MISPLACED = re.compile(
    rf"(?<=[{ARABIC}][ ]):({_FIGURE})(?=[ ]+[{ARABIC}]|[ ]*$)"
    rf"|^\.({_FIGURE})(?=[ ]+[{ARABIC}])"
    rf"|(?<=[{ARABIC}][ ])\.({_FIGURE})$",
    re.MULTILINE,
)


def marks_before_figures(text: str, scene: Scene) -> Iterator[Repair]:
    """Find `المادة :1`, `.1` in front of a paragraph and `عام .2021` at its end."""
    if scene.language != "ar":
        return
    for match in _MISPLACED.finditer(text):
        figure = match[1] or match[2] or match[3]
        evidence = [Evidence("order", "", "no Arabic mark stands before its figure", 0.9)]
        yield RULE.fix(match.start(), match[0], figure + match[0][0], evidence=evidence)


RULE = Rule(
    code="N503",
    name="mark before its figure",
    kind="extraction/mark-before-figure",
    origin="unknown",
    finds="A colon or full stop in front of the figure it follows, as lines on the page show it.",
    why="The mark belongs after the figure; extraction from the page's order puts it in front.",
    wrong_when="A decimal fraction is written without its zero (.5) at the end of a line.",
    before="المادة :1 تعير المكتبة الكتب",
    after="المادة 1: تعير المكتبة الكتب",
    confidence=0.95,
    passes=(Pass("round", 375, marks_before_figures),),
)

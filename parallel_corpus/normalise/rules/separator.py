"""N306: rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_RULE = re.compile(r"(?m)^[ \t]*(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*)[ \t]*(?:\n|\Z)")


def rule(text: str, _scene: Scene) -> Iterator[Repair]:
    """Find separator lines (N306)."""
    return RULE.each(_RULE, text, "")


RULE = Rule(
    code="N306",
    name="rule",
    kind="markup/rule",
    origin="markup",
    finds="A line of nothing but three or more -, * or _.",
    why="A separator drawn between parts of a page.",
    wrong_when="The dashes stand for a missing entry.",
    before="---\nSee in:",
    after="See in:",
    passes=(
        Pass("opening", 20, rule),
        Pass("round", 180, rule),
    ),
)

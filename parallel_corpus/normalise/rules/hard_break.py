"""N305: hard break mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_HARD_BREAK = re.compile(r"(?:(?<=[^ \t\n])[ \t]{2,}|(?<=[^\\\n])\\)(?=\n)")


def hard_break(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield two spaces or a backslash before a line's end (N305)."""
    return RULE.each(_HARD_BREAK, text, "")


RULE = Rule(
    code="N305",
    name="hard break mark",
    kind="markup/hard-break",
    origin="markup",
    finds="Two or more spaces, or a backslash, at the end of a line inside a paragraph.",
    why="Markdown's forced line break; it goes when the lines are joined.",
    wrong_when="The backslash is part of the text.",
    before="Madrid, Spain  \n26-30",
    after="Madrid, Spain\n26-30",
    passes=(Pass("round", 250, hard_break),),
)

"""N603: space before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_BEFORE_MARK = re.compile(
    r"(?<=[^\W_])(?<![.:,;])[ \t\u00a0]+(?=[،؛؟,;:!?.](?:\s|\Z|[\"'”’»)\]])|[)\]](?:[\s.,،;؛:]|\Z))"
)


def before_marks(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield a space before a punctuation mark (N603)."""
    return RULE.each(_BEFORE_MARK, text, "")


RULE = Rule(
    code="N603",
    name="space before punctuation",
    kind="spacing/before-punctuation",
    origin="layout",
    finds=(
        "A space before a comma, semicolon, colon, question or exclamation mark, full stop or "
        "closing bracket."
    ),
    why="Neither English nor Arabic sets one there; it is left by OCR or justification.",
    wrong_when="The sign belongs to what follows (.org, :-).",
    before="الدولية ،",
    after="الدولية،",
    passes=(Pass("round", 350, before_marks),),
)

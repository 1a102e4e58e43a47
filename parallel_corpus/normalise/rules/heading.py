"""N301: heading mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_HEADING = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+(?=\S)")


def heading(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield `### ` in front of a line (N301); a hashtag has no space and stays."""
    return RULE.each(_HEADING, text, "")


RULE = Rule(
    code="N301",
    name="heading mark",
    kind="markup/heading",
    origin="markup",
    finds="One to six # and a space in front of a line.",
    why="Markdown's sign of a heading; the reader keeps it as the segment's place.",
    wrong_when="The line shows Markdown to its readers. A hashtag (#IPU143) is not touched.",
    before="### Concept note",
    after="Concept note",
    passes=(
        Pass("opening", 30, heading),
        Pass("round", 190, heading),
    ),
)

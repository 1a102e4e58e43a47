"""N209: indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

# The look-behinds keep a long run of spaces from being tried again at each of them.
_INDENT = re.compile(r"\A\s+|(?<!\s)\s+\Z")
_LINE_END = re.compile(r"(?<![ \t])[ \t]+(?=\n)|(?<=\n)[ \t]+(?=\S)")


def indentation(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove white space around the paragraph (N209) and around its line breaks."""
    yield from RULE.each(_INDENT, text, "")


def ragged_lines(text: str, _scene: Scene) -> Iterator[Repair]:
    """Remove white space around the line breaks inside a paragraph (N209)."""
    if "\n" in text.strip():
        yield from RULE.each(_LINE_END, text, "")


RULE = Rule(
    code="N209",
    name="indentation",
    kind="layout/indentation",
    origin="layout",
    finds="White space before the first and after the last word of a paragraph.",
    why="It placed the paragraph on the page and says nothing.",
    wrong_when="Indentation alone marks a quotation.",
    before="    considering the",
    after="considering the",
    passes=(
        Pass("opening", 10, indentation),
        Pass("round", 170, indentation),
        Pass("round", 260, ragged_lines),
    ),
)

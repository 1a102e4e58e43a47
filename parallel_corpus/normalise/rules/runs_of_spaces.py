"""N601: run of spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_RUN = re.compile("(?<=\\S)(?:[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}|\t)(?=\\S)")


def runs_of_spaces(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield two or more spaces, or a tab, inside a line (N601)."""
    return RULE.each(_RUN, text, " ")


RULE = Rule(
    code="N601",
    name="run of spaces",
    kind="spacing/run-of-spaces",
    origin="layout",
    finds="Two or more spaces, or a tab, between words.",
    why="Justification and columns; one space says the same.",
    wrong_when="The gap stands for a missing word or parts two columns.",
    before="child  abuse",
    after="child abuse",
    passes=(Pass("round", 330, runs_of_spaces),),
)

"""N204: hard wrap."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.breaks import breaks
from parallel_corpus.normalise.rule import Pass, Rule, Scene


def hard_wrap(text: str, scene: Scene) -> Iterator[Repair]:
    """Find breaks where a line of the page ended."""
    for found in breaks(text, scene):
        if found.code == "N204":
            yield RULE.fix(found.start, found.before, found.after, evidence=found.evidence)


RULE = Rule(
    code="N204",
    name="hard wrap",
    kind="layout/hard-wrap",
    origin="layout",
    finds="A line break inside a paragraph.",
    why="The break is where the page's line ended; the sentence goes on.",
    wrong_when="The lines are verse or an address, whose breaks mean something.",
    before="legal frameworks\n    to introduce",
    after="legal frameworks to introduce",
    passes=(Pass("round", 270, hard_wrap),),
)

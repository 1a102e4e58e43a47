"""N202: list marker."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.markers import marker
from parallel_corpus.normalise.rule import Pass, Rule, Scene


def list_marker(text: str, scene: Scene) -> Iterator[Repair]:
    """Find the marker in front of a paragraph."""
    found = marker(text, scene)
    if found is not None and not found.lost:
        yield RULE.fix(0, found.text, "")


RULE = Rule(
    code="N202",
    name="list marker",
    kind="layout/list-marker",
    origin="layout",
    finds="The bullet, number or both in front of a paragraph, with its indentation.",
    why="The number is kept as the paragraph's metadata; in the text it would count as a figure.",
    wrong_when="A sentence begins with a figure of its own that equals the paragraph's number.",
    before="- 4. *Emphasizes* the",
    after="*Emphasizes* the",
    passes=(Pass("opening", 50, list_marker),),
)

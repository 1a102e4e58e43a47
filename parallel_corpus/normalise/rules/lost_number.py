"""N203: lost number."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.markers import marker
from parallel_corpus.normalise.rule import Pass, Rule, Scene


def lost_number(text: str, scene: Scene) -> Iterator[Repair]:
    """Find a numbered paragraph without its number."""
    found = marker(text, scene)
    if found is not None and found.lost:
        yield RULE.fix(0, found.text, "", evidence=scene.neighbours)


RULE = Rule(
    code="N203",
    name="lost number",
    kind="layout/lost-number",
    origin="layout",
    finds="A numbered paragraph whose marker has no number.",
    why="Its neighbours count on without it, so the sequence tells which number was lost.",
    wrong_when="The paragraph is an unnumbered one between numbered ones.",
    before="  - Urges parliaments",
    after="Urges parliaments",
    confidence=0.9,
    passes=(Pass("opening", 50, lost_number),),
)

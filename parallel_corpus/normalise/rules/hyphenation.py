"""N210: hyphenated word."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.breaks import breaks
from parallel_corpus.normalise.rule import Pass, Rule, Scene


def hyphenation(text: str, scene: Scene) -> Iterator[Repair]:
    """Find words that were divided at the end of a line."""
    for found in breaks(text, scene):
        if found.code == "N210":
            yield RULE.fix(found.start, found.before, found.after, evidence=found.evidence)


RULE = Rule(
    code="N210",
    name="hyphenated word",
    kind="layout/hyphenation",
    origin="layout",
    finds="A word that was divided at the end of a line, and its hyphen.",
    why=(
        "The whole word stands elsewhere in the text without a hyphen, or a lexicon has it and not "
        "its halves; otherwise the hyphen stays."
    ),
    wrong_when="The word is written both ways in the text.",
    before="exploi-\ntation",
    after="exploitation",
    confidence=0.95,
    passes=(Pass("round", 270, hyphenation),),
)

"""N201: page furniture."""

from __future__ import annotations

from collections.abc import Sequence

from parallel_corpus.model import Evidence, Repair, Segment
from parallel_corpus.normalise.rule import Rule

_WITNESSES = 5


def furniture(segment: Segment, elsewhere: Sequence[str]) -> Repair:
    """Take a piece of furniture out; its words stay in raw and in the record."""
    said = segment.raw.strip()
    evidence = [Evidence("repeated", place, said, 0.9) for place in elsewhere[:_WITNESSES]]
    if not evidence:
        where = str(segment.source) if segment.source else segment.id
        evidence = [Evidence("position", where, said, 0.7)]
    sure = 0.99 if elsewhere else 0.9
    return RULE.fix(0, segment.text, "", evidence=evidence, confidence=sure)


RULE = Rule(
    code="N201",
    name="page furniture",
    kind="layout/page-furniture",
    origin="layout",
    finds="Letterheads, running footers, page numbers and document symbols between the paragraphs.",
    why="They belong to the page, not to the text; reading found them by repetition and position.",
    wrong_when="A motto or a symbol is the text's own subject.",
    before="- 2 - C-III/143/DR",
    after="",
    furniture=furniture,
)

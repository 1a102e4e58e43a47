"""N205: paragraph cut by a page."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.breaks import breaks
from parallel_corpus.normalise.rule import Pass, Rule, Scene


def page_cut(text: str, scene: Scene) -> Iterator[Repair]:
    """Find paragraphs that the end of a page cut in two."""
    for found in breaks(text, scene):
        if found.code == "N205":
            yield RULE.fix(found.start, found.before, found.after, evidence=found.evidence)


RULE = Rule(
    code="N205",
    name="paragraph cut by a page",
    kind="layout/page-cut",
    origin="layout",
    finds="A paragraph in two pieces with a footnote, footer or page break between them.",
    why="The first piece ends without punctuation and the second goes on in mid-sentence.",
    wrong_when="Two paragraphs, the first of which lost its end.",
    before="in terms of\n\nlegislation",
    after="in terms of legislation",
    confidence=0.95,
    passes=(Pass("round", 270, page_cut),),
)

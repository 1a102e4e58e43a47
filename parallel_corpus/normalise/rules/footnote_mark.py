"""N207: footnote mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.footnotes import RAISED, note_name
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_MARK = re.compile(
    rf"(?<=\S)(?:(?P<raised>[{RAISED}]{{1,3}})"
    r"|<sup>\s?\[?(?P<tag>\d{1,3}|\*)\]?\s?</sup>|\[\^(?P<markdown>\w{1,10})\])",
    re.IGNORECASE,
)


def footnote_mark(text: str, scene: Scene) -> Iterator[Repair]:
    """Remove marks that point to a footnote of this document (N207); without the note they stay."""
    if not scene.notes:
        return
    for match in _MARK.finditer(text):
        place = scene.notes.get(note_name(match))
        if place is not None:
            evidence = Evidence("footnote", place, note_name(match))
            yield RULE.fix(match.start(), match[0], "", evidence=[evidence])


RULE = Rule(
    code="N207",
    name="footnote mark",
    kind="markup/footnote-mark",
    origin="markup",
    finds="The raised figure after a word that points to a footnote of this document.",
    why="In the text it would glue a figure to the word; where it pointed is kept as evidence.",
    wrong_when="The figure is an exponent (m²) and the document has a footnote of that number.",
    before="abuse¹.",
    after="abuse.",
    passes=(Pass("round", 200, footnote_mark),),
)

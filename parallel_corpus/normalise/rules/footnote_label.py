"""N208: footnote label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.footnotes import RAISED, note_name
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_LABEL = re.compile(
    rf"(?:(?P<raised>[{RAISED}]{{1,3}})|<sup>\s?(?P<tag>\d{{1,3}}|\*)\s?</sup>"
    r"|\[\^?(?P<bracket>\w{1,10})\]:?|\(?(?P<plain>\d{1,3})\)?[.:]?(?=\s))\s*",
    re.IGNORECASE,
)


def footnote_label(text: str, scene: Scene) -> Iterator[Repair]:
    """Yield the figure in front of a footnote's text (N208)."""
    match = _LABEL.match(text) if scene.kind == "note" else None
    if match is not None and scene.number in (None, note_name(match)):
        yield RULE.fix(0, match[0], "")


RULE = Rule(
    code="N208",
    name="footnote label",
    kind="markup/footnote-label",
    origin="markup",
    finds="The figure in front of a footnote's own text.",
    why="It is the note's number, kept as its place.",
    wrong_when="The note's text begins with a figure of its own.",
    before="¹ UNODC (2020).",
    after="UNODC (2020).",
    passes=(Pass("opening", 40, footnote_label),),
)

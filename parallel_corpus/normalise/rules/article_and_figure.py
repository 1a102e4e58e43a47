"""N602: article parted from its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import DIGITS, Pass, Rule, Scene

_ARTICLE = re.compile(f"(?<![\\w\u0640])([وفبك]?ال|[وف]?لل)\u0640[ \u00a0]+(?=[{DIGITS}])")


def article_and_figure(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield `الـ 18` (N602)."""
    for match in _ARTICLE.finditer(text):
        start = match.end(1) + 1
        yield RULE.fix(start, text[start : match.end()], "")


RULE = Rule(
    code="N602",
    name="article parted from its figure",
    kind="spacing/article-figure",
    origin="layout",
    finds="A space between الـ and the figure it belongs to.",
    why="The article is written with its word; its tatweel shows that it reaches for the figure.",
    wrong_when="Never seen.",
    before="الـ 18",
    after="الـ18",
    passes=(Pass("round", 340, article_and_figure),),
)

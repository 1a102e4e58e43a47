"""N307: character reference."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def character_reference(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield `&amp;` and its kind (N307)."""
    if "&" in text:
        yield from RULE.each(_REFERENCE, text, _unescape)


def _unescape(match: re.Match[str]) -> str:
    meant = html.unescape(match[0]).replace("\u00a0", " ")
    return meant if meant.isprintable() else match[0]


RULE = Rule(
    code="N307",
    name="character reference",
    kind="markup/character-reference",
    origin="markup",
    finds="&amp;, &lt;, &gt;, &quot;, &apos;, &nbsp; and numeric references (&#39;, &#x27;).",
    why="Written by a program for a program; readers see the character.",
    wrong_when="The text explains HTML.",
    before="Law &amp; order",
    after="Law & order",
    passes=(Pass("round", 230, character_reference),),
)

"""N304: link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.rule import Pass, Rule, Scene

_AUTOLINK = re.compile(r"<((?:https?://|ftp://|mailto:|www\.)[^\s<>]{1,2000})>", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,500})\]"
    r"\((?:<[^<>\n]{0,2000}>|[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500})?)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?\)"
)
_ANCHOR = re.compile(r"<a(?:\s[^<>\n]{0,2000})?>([^<>\n]{0,500})</a>", re.IGNORECASE)
_PICTURE = re.compile(
    r"<img\b(?:[^<>\n]{0,1000}?\salt=(?:\"([^\"<>\n]{0,500})\"|'([^'<>\n]{0,500})'))?[^<>\n]{0,1000}>",
    re.IGNORECASE,
)


def link(text: str, _scene: Scene) -> Iterator[Repair]:
    """Yield `[words](address)`, `<address>`, and the tags of links and pictures (N304)."""
    if "<" in text:
        yield from RULE.each(_AUTOLINK, text, lambda match: match[1])
        yield from RULE.each(_ANCHOR, text, lambda match: match[1])
        yield from RULE.each(_PICTURE, text, lambda match: match[1] or match[2] or "")
    if "](" in text:
        yield from RULE.each(_LINK, text, lambda match: match[1])


RULE = Rule(
    code="N304",
    name="link",
    kind="markup/link",
    origin="markup",
    finds="Markdown and HTML links and pictures, and addresses in angle brackets.",
    why="The readable part stays; an address that says more than it is kept in the record.",
    wrong_when="The text shows Markdown to its readers.",
    before="<https://www.unodc.org>",
    after="https://www.unodc.org",
    passes=(Pass("round", 220, link),),
)

"""Paragraph styles of a Word document: heading levels and lists, with what styles inherit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from parallel_corpus.read.formats.numbering import W, child_value, level_of, value


@dataclass
class Style:
    """What a paragraph style says: its heading level (0 for none), list and level of the list."""

    heading: int = 0
    list_number: str = ""
    level: int = 0


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Return styles by id, with what they inherit; the default paragraph style also as ""."""
    if root is None:
        return {}
    known = {value(s, "styleId"): s for s in root.iterfind(f"{W}style[@{W}type='paragraph']")}
    found: dict[str, Style] = {}
    for name in known:
        _resolve(name, known, found)
    for name, style in known.items():
        if value(style, "default") in ("1", "true"):
            found[""] = found[name]
    return found


def _resolve(name: str, known: dict[str, etree._Element], found: dict[str, Style]) -> None:
    """Add to `found` a style and those it is based on, each once; in a circle one is the first."""
    chain: dict[str, None] = {}
    while name in known and name not in chain and name not in found:
        chain[name] = None
        name = child_value(known[name], "basedOn")
    style = found.get(name, Style())
    for heir in reversed(chain):
        style = replace(style)
        _apply(known[heir], style)
        found[heir] = style


def _apply(element: etree._Element, style: Style) -> None:
    title = child_value(element, "name").lower()
    if match := re.fullmatch(r"heading ([1-6])", title):
        style.heading = int(match[1])
    elif title == "title":
        style.heading = 1
    numbers = element.find(f"{W}pPr/{W}numPr")
    if numbers is not None:
        style.list_number = child_value(numbers, "numId") or style.list_number
        style.level = level_of(child_value(numbers, "ilvl"), style.level)

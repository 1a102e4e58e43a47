"""Paragraph styles of a Word document: heading levels and lists, with what styles inherit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from parallel_corpus.read.formats.numbering import W, child_value, value


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
    found = {name: _resolved(name, known) for name in known}
    for name, style in known.items():
        if value(style, "default") in ("1", "true"):
            found[""] = found[name]
    return found


def _resolved(name: str, known: dict[str, etree._Element]) -> Style:
    style = Style()
    chain: list[str] = []
    while name in known and name not in chain:
        chain.append(name)
        name = child_value(known[name], "basedOn")
    for ancestor in reversed(chain):
        _apply(known[ancestor], style)
    return style


def _apply(element: etree._Element, style: Style) -> None:
    title = child_value(element, "name").lower()
    if match := re.fullmatch(r"heading ([1-6])", title):
        style.heading = int(match[1])
    elif title == "title":
        style.heading = 1
    numbers = element.find(f"{W}pPr/{W}numPr")
    if numbers is not None:
        style.list_number = child_value(numbers, "numId") or style.list_number
        level = child_value(numbers, "ilvl")
        style.level = int(level) if level.isdigit() else style.level

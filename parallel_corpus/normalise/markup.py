"""Markup left in plain text: its signs go, its words stay, the record keeps both."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.stage import Scene, each, fix

_HEADING = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+(?=\S)")
_RULE = re.compile(r"(?m)^[ \t]*(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*)[ \t]*(?:\n|\Z)")
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|small|big|span|font|div|p|center|s|strike|ins|mark|sup|sub)"
    r"(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"(?:(?<![ \t])[ \t]+)?<br\s?/?>[ \t]*", re.IGNORECASE)
_SCRIPTED = re.compile(r"<(sup|sub)>\s?([0-9+()=-]{1,8})\s?</\1>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_AUTOLINK = re.compile(r"<((?:https?://|ftp://|mailto:|www\.)[^\s<>]{1,2000})>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((?:<[^<>\n]{0,2000}>|[^\s()<>]{1,2000})\)")
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_HARD_BREAK = re.compile(r"(?:(?<=[^ \t\n])[ \t]{2,}|(?<=[^\\\n])\\)(?=\n)")
_DELIMITERS = re.compile(r"\*+|_+")
# How many openers may wait for their closers: deeper nesting is no emphasis.
_DEPTH = 8
_CLOSES_BEFORE = frozenset(".,;:!?)]}\"'»”’،؛؟…-–—")
_OPENS_AFTER = frozenset("([{\"'«“‘-–—/")


def heading(text: str, _scene: Scene) -> Iterator[Repair]:
    """`### ` in front of a line (N301); a hashtag has no space and stays."""
    return each("N301", _HEADING, text, "")


def rule(text: str, _scene: Scene) -> Iterator[Repair]:
    """Separator lines (N306)."""
    return each("N306", _RULE, text, "")


def tag(text: str, _scene: Scene) -> Iterator[Repair]:
    """Tags for looks (N303); raised and lowered figures that are no footnotes stay so."""
    if "<" not in text:
        return
    scripted = list(_SCRIPTED.finditer(text))
    for match in scripted:
        table = _RAISED if match[1].lower() == "sup" else _LOWERED
        yield fix("N303", match.start(), match[0], match[2].translate(table))
    if scripted:
        return  # The tags around other words go in the next pass.
    yield from each("N303", _BREAK_TAG, text, "\n")
    yield from each("N303", _TAG, text, "")


def link(text: str, _scene: Scene) -> Iterator[Repair]:
    """`[words](address)` and `<address>` (N304)."""
    if "<" in text:
        yield from each("N304", _AUTOLINK, text, lambda match: match[1])
    if "](" in text:
        yield from each("N304", _LINK, text, lambda match: match[1])


def character_reference(text: str, _scene: Scene) -> Iterator[Repair]:
    """`&amp;` and its kind (N307)."""
    if "&" in text:
        yield from each("N307", _REFERENCE, text, _unescape)


def _unescape(match: re.Match[str]) -> str:
    meant = html.unescape(match[0]).replace("\u00a0", " ")
    return meant if meant.isprintable() else match[0]


def hard_break(text: str, _scene: Scene) -> Iterator[Repair]:
    """Two spaces or a backslash before a line's end (N305)."""
    return each("N305", _HARD_BREAK, text, "")


def emphasis(text: str, _scene: Scene) -> Iterator[Repair]:
    """Paired `*`, `**`, `***` and `_` around words, in one pass with a stack (N302).

    Delimiters pair as in CommonMark's flanking rules, a little stricter: an opener stands at a
    word's beginning, a closer at a word's end, and both have the same length and paragraph.
    """
    waiting: list[re.Match[str]] = []
    for match in _DELIMITERS.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if len(match[0]) > 3 or (match[0][0] == "_" and len(match[0]) > 1):
            continue
        closer = not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE)
        opener = not after.isspace() and (before.isspace() or before in _OPENS_AFTER)
        partner = _last_same(waiting, match[0]) if closer else None
        if partner is not None and "\n\n" not in text[waiting[partner].end() : match.start()]:
            start = waiting[partner]
            del waiting[partner:]
            yield fix("N302", start.start(), start[0], "")
            yield fix("N302", match.start(), match[0], "")
        elif opener:
            waiting.append(match)
            del waiting[:-_DEPTH]


def _last_same(waiting: list[re.Match[str]], delimiter: str) -> int | None:
    for index in range(len(waiting) - 1, -1, -1):
        if waiting[index][0] == delimiter:
            return index
    return None

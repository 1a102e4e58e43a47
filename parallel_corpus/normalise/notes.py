"""Footnotes: the marks in the text that point to them, and the labels they bear themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.language.script import western_digits
from parallel_corpus.model import Evidence, Repair
from parallel_corpus.normalise.stage import Scene, fix

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_MARK = re.compile(
    rf"(?<=\S)(?:(?P<raised>[{_RAISED}]{{1,3}})"
    r"|<sup>\s?\[?(?P<tag>\d{1,3}|\*)\]?\s?</sup>|\[\^(?P<markdown>\w{1,10})\])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:(?P<raised>[{_RAISED}]{{1,3}})|<sup>\s?(?P<tag>\d{{1,3}}|\*)\s?</sup>"
    r"|\[\^?(?P<bracket>\w{1,10})\]:?|\(?(?P<plain>\d{1,3})\)?[.:]?(?=\s))\s*",
    re.IGNORECASE,
)


def _name(match: re.Match[str]) -> str:
    found = next(group for group in match.groups() if group is not None)
    return western_digits(found.translate(_PLAIN))


def footnote_mark(text: str, scene: Scene) -> Iterator[Repair]:
    """Marks that point to a footnote of this document (N207). Without the note they stay."""
    if not scene.notes:
        return
    for match in _MARK.finditer(text):
        place = scene.notes.get(_name(match))
        if place is not None:
            evidence = Evidence("footnote", place, _name(match))
            yield fix("N207", match.start(), match[0], "", evidence=[evidence])


def footnote_label(text: str, scene: Scene) -> Iterator[Repair]:
    """The figure in front of a footnote's text (N208)."""
    match = _LABEL.match(text) if scene.kind == "note" else None
    if match is not None and scene.number in (None, _name(match)):
        yield fix("N208", 0, match[0], "")

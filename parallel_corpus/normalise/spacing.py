"""Spaces that do not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parallel_corpus.model import Repair
from parallel_corpus.normalise.stage import DIGITS, Scene, each, fix

_RUN = re.compile("(?<=\\S)(?:[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}|\t)(?=\\S)")
_ARTICLE = re.compile(f"(?<![\\w\u0640])([وفبك]?ال|[وف]?لل)\u0640[ \u00a0]+(?=[{DIGITS}])")
_BEFORE_MARK = re.compile(
    r"(?<=[^\W_])(?<![.:,;])[ \t\u00a0]+(?=[،؛؟,;:!?.](?:\s|\Z|[\"'”’»)\]])|[)\]](?:[\s.,،;؛:]|\Z))"
)


def runs_of_spaces(text: str, _scene: Scene) -> Iterator[Repair]:
    """Two or more spaces, or a tab, inside a line (N601)."""
    return each("N601", _RUN, text, " ")


def article_and_figure(text: str, _scene: Scene) -> Iterator[Repair]:
    """`الـ 18` (N602)."""
    for match in _ARTICLE.finditer(text):
        start = match.end(1) + 1
        yield fix("N602", start, text[start : match.end()], "")


def before_marks(text: str, _scene: Scene) -> Iterator[Repair]:
    """A space before a punctuation mark (N603)."""
    return each("N603", _BEFORE_MARK, text, "")

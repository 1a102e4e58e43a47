"""The settings at the head of a web page's Markdown: YAML between ---, TOML between +++.

Values are only told apart, never parsed: what is prose is text to translate, the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallel_corpus.language.script import letters
from parallel_corpus.read.formats.rows import Kind

Part = tuple[int, Kind, str]
"""The 0-based line, whether it is text or a setting, and what stands there."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST = 400  # lines
_ENTRY = re.compile(r"(?P<key>[ \t]*(?:-[ \t]+)?[\w.-]{1,60}[ \t]*[:=][ \t]*)(?P<value>.*)")
_KEYS = """
    title subtitle description summary excerpt abstract caption heading headline tagline lead
    question answer label linktitle sidebar_label short_title shorttitle intro
"""
_PROSE_KEYS = frozenset(_KEYS.split())
_WORDS = 4  # a value of so many words is prose under any key
_NO_PROSE = re.compile(r"^[\[{&*!|>]|^https?:|^[\w./-]*/[\w./-]*$|^\d[\d:. TZ+-]*$")


def split_front_matter(lines: Sequence[str]) -> tuple[list[Part], int]:
    """Split off the settings' parts and the index of the line after them, if there are any.

    >>> split_front_matter(["---", "title: The hall", "order: 9", "---", "Text"])
    ... # doctest: +NORMALIZE_WHITESPACE
    ([(0, 'data', '---'), (1, 'data', 'title: '), (1, 'text', 'The hall'),
      (2, 'data', 'order: 9'), (3, 'data', '---')], 4)
    """
    end = _end(lines)
    if not end:
        return [], 0
    parts: list[Part] = []
    prose = False
    for at in range(end):
        line = lines[at]
        match = _ENTRY.match(line) if 0 < at < end - 1 else None
        if match:
            key = match["key"].strip(" \t-:=").casefold()
            value = match["value"].strip()
            prose = _is_prose(key, value)
            folded = value in ("|", ">", "|-", ">-") and key in _PROSE_KEYS
            parts += _entry(at, match, prose and not folded)
            prose = prose or folded
        elif prose and line[:1].isspace() and line.strip():
            parts.append((at, "text", line.strip().strip("\"'")))
        elif line.strip():
            prose = False
            parts.append((at, "data", line))
    return parts, end


def _end(lines: Sequence[str]) -> int:
    """Return the index after the closing fence; 0 where the file does not begin with settings."""
    closing = _FENCES.get(lines[0].rstrip()) if lines else None
    if not closing:
        return 0
    for at in range(1, min(len(lines), _LONGEST)):
        if lines[at].rstrip() in closing:
            entries = [line for line in lines[1:at] if line.strip()]
            return at + 1 if not entries or any(map(_ENTRY.match, entries)) else 0
    return 0


def _is_prose(key: str, value: str) -> bool:
    if _NO_PROSE.search(value) or not any(letters(value)):
        return False
    return key in _PROSE_KEYS or len(value.split()) >= _WORDS


def _entry(at: int, match: re.Match[str], prose: bool) -> list[Part]:
    if not prose:
        return [(at, "data", match[0])]
    value = match["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return [(at, "data", match["key"]), (at, "text", value)]

"""Page furniture: what stands on every page and belongs to none of the text.

Found by repetition and position, never by a list of known names: a line that comes back
within a file at the edge of a page, one in the wrong script that does so, and page numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from parallel_corpus.language.script import comparison_key
from parallel_corpus.read.lines import Line, find_marker

_LONGEST = 80  # characters: a running header is short
_HEAD = 12  # non-blank lines in which another file's letterhead may stand

_PAGE_NUMBER = re.compile(
    r"""\s*(?:
      # - 2 - C-III/143/DR
      [-\u2013\u2014]\s*\d{1,4}\s*[-\u2013\u2014](?:\s+[A-Z][\w.-]*(?:/[\w.-]+)+)?
    | (?:page|p\.|صفحة|ص)\s*\d{1,4}(?:\s*(?:of|من|/)\s*\d{1,4})?
    | \d{1,4}\s*/\s*\d{1,4}
    | \#\w+  # a hashtag: #IPU143
    | [-_*\u2013\u2014=]{3,}  # a rule
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def repeated_lines(lines: Sequence[Line]) -> set[str]:
    """Keys of the short lines that come back at the edge of a page within one file."""
    seen: Counter[str] = Counter()
    for i in _page_edges(lines):
        text = lines[i].text
        if len(text.strip()) <= _LONGEST and find_marker(text) is None:
            seen[comparison_key(text)] += 1
    return {key for key, count in seen.items() if key and count > 1}


def head_keys(lines: Sequence[Line]) -> frozenset[str]:
    """Keys of the lines that stand where another file's letterhead may."""
    filled = [line for line in lines if not line.blank]
    return frozenset(comparison_key(line.text) for line in filled[:_HEAD])


def find_furniture(lines: Sequence[Line], known: Collection[str] = ()) -> set[int]:
    """Indices of `lines` that are furniture; `known` are keys of letterheads found elsewhere."""
    repeated = repeated_lines(lines)
    found = {i for i in _page_edges(lines) if comparison_key(lines[i].text) in repeated}
    filled = [i for i, line in enumerate(lines) if not line.blank]
    # Also within: two versions of a file keep each its own copy of the letterhead.
    found |= {
        i for i in filled if comparison_key(lines[i].text) in set(known) and _is_head(i, filled)
    }
    found |= {i for i in filled if _PAGE_NUMBER.fullmatch(lines[i].text)}
    return found


def _is_head(index: int, filled: Sequence[int]) -> bool:
    return index in filled[:_HEAD]


def _page_edges(lines: Sequence[Line]) -> list[int]:
    """Lines of a block that touches the start of the file or a gap of two blank lines or more."""
    edges: list[int] = []
    gap, at_edge = 2, False
    for i, line in enumerate(lines):
        if line.blank:
            gap += 1 + line.text.count("\f")
            continue
        if gap:
            at_edge = gap >= 2
        if at_edge:
            edges.append(i)
        gap = 0
    return edges

"""Page furniture: what stands on every page and belongs to none of the text.

Found by repetition and position, never by a list of known names: a line that comes back
within a file at the edge of a page, one in the wrong script that does so, and page numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from parallel_corpus.language.script import comparison_key
from parallel_corpus.read.formats.rows import PlacedLine
from parallel_corpus.read.labels import find_label
from parallel_corpus.read.lines import Line, find_marker

_LONGEST = 80  # characters: a running header is short
_EDGE = 3  # lines at the top and at the foot of a page
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
    """Return keys of the short lines that recur at the edge of a page within one file."""
    seen: dict[str, set[int]] = {}
    sizes: Counter[str] = Counter()
    edges = _page_edges(lines)
    last = max((page for _, page in edges), default=0)
    marked: set[str] = set()
    for i, page in edges:
        text = lines[i].text
        if len(text.strip()) <= _LONGEST and not find_label(text):
            seen.setdefault(_key(text), set()).add(page)
            sizes[_key(text)] += len(text)
            if find_marker(text):
                marked.add(_key(text))
    # A line that looks like an item of a list, as "(A) page 1 of 3", must be on every page.
    found = {
        key
        for key, pages in seen.items()
        if key and len(pages) >= (max(2, last) if key in marked else 2)
    }
    # What makes up most of a text is the text: a refrain, a form, a list of one answer.
    whole = sum(len(line.text) for line in lines)
    return found if 2 * sum(sizes[key] for key in found) <= whole else set()


def head_keys(lines: Sequence[Line]) -> frozenset[str]:
    """Return keys of the lines that stand where another file's letterhead may."""
    filled = [line for line in lines if not line.blank]
    return frozenset(_key(line.text) for line in filled[:_HEAD])


def find_furniture(lines: Sequence[Line], known: Collection[str] = ()) -> set[int]:
    """Return indices of `lines` that are furniture; `known` are other files' letterheads."""
    repeated = repeated_lines(lines)
    found = {i for i, _ in _page_edges(lines) if _key(lines[i].text) in repeated}
    filled = [i for i, line in enumerate(lines) if not line.blank]
    # Also within: two versions of a file keep each its own copy of the letterhead.
    found |= {i for i in filled if _key(lines[i].text) in set(known) and _is_head(i, filled)}
    found |= {i for i in filled if _PAGE_NUMBER.fullmatch(lines[i].text)}
    return found


def _is_head(index: int, filled: Sequence[int]) -> bool:
    return index in filled[:_HEAD]


def _page_edges(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return lines of blocks at the file's start or beside a gap of two or more blank lines.

    Each with the number of its block: what comes back within one block is no page's header.
    """
    if any(isinstance(line, PlacedLine) and line.page for line in lines):
        return _edges_of_pages(lines)
    if lines and isinstance(lines[0], PlacedLine):
        return []  # Word, HTML and Markdown have no pages: a title that comes back is a title.
    edges: list[tuple[int, int]] = []
    page = 0
    gap, at_edge = 2, False
    for i, line in enumerate(lines):
        if line.blank:
            gap += 1 + line.text.count("\f")
            continue
        if gap:
            at_edge = gap >= 2
            page += 1
        if at_edge:
            edges.append((i, page))
        gap = 0
    return edges


def _edges_of_pages(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the first and last lines of each page, for files that say which page a line is on."""
    pages: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if not line.blank and isinstance(line, PlacedLine):
            pages.setdefault(line.page, []).append(i)
    return sorted(
        {(i, page) for page, found in pages.items() for i in (*found[:_EDGE], *found[-_EDGE:])}
    )


def _key(text: str) -> str:
    """Return what two running headers share, whatever page's number they bear.

    The number of a list's item is no page's number.
    """
    marker = find_marker(text)
    number = f"{marker.style}{marker.number} " if marker else ""
    return number + re.sub(r"\d+", "0", comparison_key(text))

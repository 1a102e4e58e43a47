"""What programs that make sites of Markdown add to it: boxes, tabs, imports, templates.

Docusaurus, MkDocs, Jekyll, Hugo and GitHub each have lines of their own among the paragraphs. The
words that a reader sees (a box's title) are text; the rest is kept aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parallel_corpus.read.formats.rows import Kind

_GENERATOR = re.compile(
    r"\s*(?:\{[%{].*[%}]\}|\{:[^{}]*\}|:::+.*|\[\[?_?TOC_?\]?\]|\[![A-Za-z]{1,20}\][-+]?"
    r"|import\s+[\w{*][^'\"]{0,200}\s+from\s+['\"][^'\"]+['\"];?|import\s+['\"][^'\"]+['\"];?"
    r"|export\s+(?:const|default|function)\b.*|[!?]{3}\+?\s+\w[\w ]{0,40})\s*",
    re.IGNORECASE,
)
# :::tip Before you start; :::tip[Before]; !!! warning "Take care"; === "Linux"
_BOX = re.compile(
    r"""\s*(?P<sign>:::+[ \t]*[\w-]+(?=[ \t]+[^\W_]|\[)"""
    r"""|[!?]{3}\+?[ \t]+[\w ]{1,40}(?=")|===[+!]?[ \t]+(?="))[ \t]*"""
    r"""(?:\[(?P<square>[^\[\]\n]{1,300})\]|"(?P<quoted>[^"\n]{1,300})"|(?P<plain>[^\s{].{0,300}))\s*"""
)
_INDENTING = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+\w|===[+!]?[ \t]+\"")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def without_generators(lines: Sequence[str]) -> Iterator[tuple[Kind, int, str]]:
    """Yield the parts of a paragraph between lines that only a site's program reads, and these.

    >>> list(without_generators([":::tip Before you start", "Read this."]))
    [('markup', 0, ':::tip'), ('text', 0, 'Before you start'), ('text', 1, 'Read this.')]
    """
    begun: list[str] = []
    first = 0
    for i, line in enumerate(lines):
        box = _BOX.fullmatch(line)
        if not box and not _GENERATOR.fullmatch(line):
            begun.append(line)
            continue
        if begun:
            yield "text", first, "\n".join(begun)
        yield "markup", i, box["sign"] if box else line
        if box:
            yield "text", i, box["square"] or box["quoted"] or box["plain"]
        begun, first = [], i + 1
    if begun:
        yield "text", first, "\n".join(begun)


def without_indents(lines: Sequence[str]) -> list[str]:
    """Return `lines` with the text of MkDocs' boxes and tabs at the margin: it is no code.

    >>> without_indents(["!!! note", "    Read this.", "", "    code"])
    ['!!! note', 'Read this.', '', 'code']
    """
    found: list[str] = []
    inside = fenced = False
    for line in lines:
        if inside and (not line.strip() or line.startswith(("    ", "\t"))):
            found.append(line[1:] if line.startswith("\t") else line[4:])
            continue
        fenced ^= bool(_FENCE.match(line))
        inside = not fenced and bool(_INDENTING.match(line))
        found.append(line)
    return found

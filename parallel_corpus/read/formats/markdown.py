"""Markdown: its blocks as CommonMark parses them; code, tags and link targets kept aside.

markdown-it-py (MIT, in active upkeep) says where blocks begin and end. Inline signs (emphasis,
links) stay in the text as they stand: cleaning them is for the normalising rules, which record it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode, read_bytes
from parallel_corpus.read.formats.front_matter import split_front_matter
from parallel_corpus.read.formats.markdown_sites import without_generators, without_indents
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import Kind, PlacedLine

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_MARKDOWN = 32 * 2**20

_REFERENCE = re.compile(r"(!?\[([^\[\]\n]{1,300})\])(?:\[([^\[\]\n]{0,300})\])?(?![\[(:])")
_NOTE = re.compile(r"\s*\[\^[^\]\s]{1,60}\]:")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
# Attributes of a heading.
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}\n]{0,200}\}[ \t]*$")
_COMMENT = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_TERMINAL = re.compile(r"[.!?؟:;؛][)\]\"'”’»*_\s]*$|(?:  |\\)$")
_HTML = re.compile(
    r"(?P<comment><!--)|<(?P<raw>script|style|svg|pre|template)\b"
    r"|</?(?:address|article|aside|blockquote|body|button|center|col|colgroup|dd|details|dialog|div"
    r"|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|iframe|img|input|li|link"
    r"|main|meta|nav|ol|option|p|picture|section|select|source|summary|table|tbody|td|tfoot|th"
    r"|thead|tr|ul|video)\b[^<>]*>"
    # Components of a site's own: <TabItem label="x">, <my-tabs>.
    r"|(?-i:</?[A-Z][\w.]{0,60}(?:\s[^<>]*)?>)|</?[a-z]\w{0,60}-[\w-]{1,60}(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


def read_markdown(path: Path) -> list[PlacedLine]:
    """Return the rendition of a Markdown file, in which no line of the file is lost.

    Raises ReadError.
    """
    data, _ = read_bytes(path, str(path))
    if len(data) > MAX_MARKDOWN:
        raise ReadError(
            f"is larger than {MAX_MARKDOWN // 2**20} MB", where=path, hint="Split the file"
        )
    return render(decode(data, str(path)))


def render(text: str) -> list[PlacedLine]:
    """Return the rendition of Markdown text.

    >>> [(line.kind, line.text) for line in render("# Hall\\n\\n---\\n- one")]
    [('heading', '# Hall'), ('blank', ''), ('markup', '---'), ('blank', ''), ('text', '- one')]
    """
    page = _Page(text.split("\n"))
    first = page.front_matter()
    page.body(first)
    return page.rendition.lines


class _Page:
    """A Markdown file while it is rendered: which of its lines have been taken."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.rendition = Rendition()
        self.next = 0
        self.references: dict[str, Any] = {}
        self.labels: list[str] = []

    def front_matter(self) -> int:
        """Render the settings at the head of the file; return the index of the line after them."""
        parts, end = split_front_matter(self.lines)
        begun: list[str] = []
        for i, (at, kind, text) in enumerate(parts):
            begun.append(text)
            following = parts[i + 1] if i + 1 < len(parts) else None
            # A value of several lines is one paragraph.
            if not (kind == "text" and following and following[:2] == (at + 1, "text")):
                self.add("\n".join(begun), at - len(begun) + 1, kind)
                begun = []
        self.next = end
        return end

    def add(self, text: str, at: int, kind: Kind = "text", *, joined: bool = True) -> None:
        place = f"line {at + 1}"
        self.rendition.add(text, place, kind=kind, line=at + 1, joined=joined)
        labels, self.labels = self.labels, []
        for label in labels:
            self.rendition.add(label, place, kind="markup", line=at + 1)

    def body(self, first: int) -> None:
        """Render the blocks from line `first` on; what no block holds is kept aside."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark").enable("table")
        parser.core.ruler.enableOnly(["normalize", "block"])
        environment: dict[str, Any] = {}
        # Lines above are blanked, so that the parser counts as the file does.
        source = "\n" * first + "\n".join(without_indents(self.lines[first:]))
        tokens = parser.parse(source, environment)
        self.references = environment.get("references", {})
        self._blocks(tokens)
        self._aside(len(self.lines))

    def _blocks(self, tokens: Sequence[Token]) -> None:
        marker, heading = "", ""
        rows: list[tuple[int, list[str]]] = []
        for token in tokens:
            at = token.map[0] if token.map else 0
            if token.type == "list_item_open":
                marker += f"{token.info}{token.markup} " if token.info else "- "
            elif token.type == "heading_open":
                heading = f"{'#' * int(token.tag[1:])} "
            elif token.type == "tr_open":
                rows.append((at, []))
            elif token.type == "table_close":
                self._table(rows)
                rows = []
            elif token.type == "inline" and rows:
                rows[-1][1].append(self._linked(token.content))
            elif token.type == "inline":
                self._paragraph(token, marker, heading)
                marker = heading = ""
            elif token.type in ("fence", "code_block"):
                self._verbatim(token, "code")
            elif token.type == "html_block":
                self._html(token)

    def _take(self, token: Token) -> int:
        """Keep what stands above a block aside; return the index of the block's first line."""
        first, end = token.map or (self.next, self.next)
        self._aside(first)
        self.next = max(self.next, end)
        return first

    def _aside(self, end: int) -> None:
        """Take lines that no block holds: link definitions, rules, the lines under headings."""
        for at in range(self.next, end):
            line = self.lines[at]
            if line.strip():
                self.add(line, at, "text" if _NOTE.match(line) else "markup")
        self.next = max(self.next, end)

    def _paragraph(self, token: Token, marker: str, heading: str) -> None:
        at = self._take(token)
        text = _COMMENT.sub(self._remark, token.content)
        if marker and (task := _TASK.match(text)):
            self.add(task[0], at, "markup")
            text = text[task.end() :]
        if heading and (attributes := _ATTRIBUTES.search(text)):
            self.add(attributes[0], at, "markup")
            text = text[: attributes.start()]
        lines = text.split("\n")
        # One paragraph a line is what a writer means who ends a sentence on each.
        joined = not all(_TERMINAL.search(line) for line in lines)
        for kind, i, part in without_generators(lines):
            text = self._linked(part)
            if kind == "text":
                text = f"{heading or marker}{text}"
                marker = ""
            self.add(text, at + i, "heading" if heading else kind, joined=joined)

    def _remark(self, match: re.Match[str]) -> str:
        """Keep a comment that stands in a paragraph aside."""
        self.labels.append(match[0].replace("\n", " "))
        return "\n" * match[0].count("\n")

    def _linked(self, text: str) -> str:
        """Return `text` with links by reference as links in place, which cleaning knows."""
        if not self.references:
            return text
        from markdown_it.common.utils import normalizeReference

        def settled(match: re.Match[str]) -> str:
            target = self.references.get(normalizeReference(match[3] or match[2]))
            if not target or not target["href"]:
                return match[0]
            if match[3]:
                self.labels.append(f"[{match[3]}]")
            return f"{match[1]}({target['href']})"

        return _REFERENCE.sub(settled, text)

    def _table(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        self._aside(rows[0][0])
        header = rows[0][0] + 1
        self.rendition.table(
            [cells for _, cells in rows], f"line {header}", lines=[at + 1 for at, _ in rows]
        )
        taken = {at for at, _ in rows}
        for at in range(rows[0][0], rows[-1][0] + 1):
            if at not in taken and self.lines[at].strip():
                self.add(self.lines[at], at, "markup")
        self.next = max(self.next, rows[-1][0] + 1)

    def _verbatim(self, token: Token, kind: Kind) -> None:
        first = self._take(token)
        _, end = token.map or (first, first)
        for at in range(first, end):
            if self.lines[at].strip():
                self.rendition.add(self.lines[at], f"line {at + 1}", kind=kind, line=at + 1)

    def _html(self, token: Token) -> None:
        """Put tags aside, and read the words between them as paragraphs."""
        first = self._take(token)
        position = 0
        for start, end, kind in _tags(token.content):
            self._words(token.content, position, start, first)
            at = first + token.content.count("\n", 0, start)
            self.add(token.content[start:end].strip(), at, kind)
            position = end
        self._words(token.content, position, len(token.content), first)

    def _words(self, content: str, start: int, end: int, first: int) -> None:
        """Read the words between two tags as a paragraph."""
        text = content[start:end]
        at = first + content.count("\n", 0, start + len(text) - len(text.lstrip()))
        lines = [line.strip() for line in text.strip().split("\n")]
        self.add(self._linked("\n".join(filter(None, lines))), at)


def _tags(content: str) -> Iterator[tuple[int, int, Kind]]:
    """Yield where tags of blocks, comments, scripts and preformatted text stand in `content`."""
    position = 0
    while match := _HTML.search(content, position):
        kind: Kind = "code" if match["raw"] else "markup"
        end = match.end()
        if match["raw"] or match["comment"]:
            closing = "-->" if match["comment"] else f"</{match['raw'].lower()}"
            found = content.lower().find(closing, end)
            # What is left open goes on to the end, as in a browser.
            end = content.find(">", found) + 1 if found >= 0 else 0
            end = end or len(content)
        yield match.start(), end, kind
        position = end


READERS = (Reader("document", (".md", ".markdown"), read_markdown),)

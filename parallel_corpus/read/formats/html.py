"""Web pages: the text as a reader sees it; code, hidden parts and navigation kept aside.

Scripts and styles are no text and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree, html

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.numbering import letters, roman
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rendition import Rendition
from parallel_corpus.read.formats.rows import Kind, PlacedLine
from parallel_corpus.read.formats.safely import opened

MAX_HTML = 64 * 2**20

# What these hold is no text, or another page's.
_SKIPPED = frozenset(
    ["head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe"]
)
# Kept, but no part of the text: the site's own lines, which stand on every page.
_MARGIN = frozenset(["nav", "footer", "select", "textarea", "button"])
_MARGIN_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar"])
_MARGIN_CLASSES = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav(?:bar|igation)?|breadcrumbs?|menu|sidebar|site-header|footer|pagination"
    r"|skip-link|cookie|share|toolbar)(?:$|[\s_-])"
)
_CODE_CLASSES = re.compile(r"(?i)code|highlight|language-|prettyprint|sourceCode|console")
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    ]
)  # fmt: skip
_SPACE = re.compile("[ \t\n\r\x0c]+")
# A note's mark must not run into the word before it: "abuse1".
_MARK = re.compile(r"\s*\[?(\d{1,3})\]?\s*")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_FORMS: dict[str, Callable[[int], str]] = {
    "a": lambda n: letters(n, "abcdefghijklmnopqrstuvwxyz"),
    "A": lambda n: letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "i": roman,
    "I": lambda n: roman(n).upper(),
}


def read_html(path: Path) -> list[PlacedLine]:
    """Return the rendition of a web page.

    Tables of two languages column by column. Raises ReadError.
    """
    with opened(path, limit=MAX_HTML) as file:
        text = _decode(file.read(), path)
    return render_html(text, path)


def render_html(text: str, path: Path | str = "") -> list[PlacedLine]:
    """Return the rendition of a page's text.

    `path` is the name to complain with. Raises ReadError.
    """
    # A declaration of the encoding in a decoded text would be refused.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(text.replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"is not HTML: {error}", where=path, hint="Save the page again") from error
    fatal = next((e.message for e in parser.error_log if e.level_name == "FATAL"), "")
    if fatal:  # The parser stops there and says nothing: the rest of the text would be lost.
        raise ReadError(f"cannot be read to its end: {fatal}", where=path, hint="Save it as text")
    page = _Page()
    page.element(root)
    page.flush()
    return page.rendition.lines


def _decode(data: bytes, path: Path) -> str:
    if match := _CHARSET.search(data[:4096]):
        try:
            return data.decode(match[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass  # What a page says of itself is often wrong.
    return decode(data, str(path))


class _Page:
    """Gathers running text until a block begins or ends."""

    def __init__(self) -> None:
        self.rendition = Rendition()
        self.inline: list[str] = []
        self.prefix = ""
        self.kind: Kind = "text"
        self.later: list[tuple[str, Kind]] = []
        self.blocks = 0
        self.tables = 0
        self.numbers: dict[html.HtmlElement, int] = {}

    def element(self, element: html.HtmlElement) -> None:
        """Render `element` and all in it, what is not the page's text as a kind of its own."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        tag = str(element.tag)
        kind = _kind_of(element)
        if kind != "text" and self.kind == "text" and tag not in _BLOCKS and tag not in _MARGIN:
            # Inside a paragraph it parts no text from text: it comes after it.
            self.later.append((_SPACE.sub(" ", element.text_content()).strip(), kind))
        elif kind != "text" and self.kind == "text":
            self.flush()
            self.kind = kind
            self._inside(element, tag)
            self.flush()
            self.kind = "text"
        else:
            self._inside(element, tag)

    def _inside(self, element: html.HtmlElement, tag: str) -> None:
        if tag == "br":
            self.inline.append("\v")
        elif tag == "table" and element.find(".//table") is None:
            self._table(element)
        elif tag == "sup" and (mark := _MARK.fullmatch(element.text_content())):
            self.inline.append(f"<sup>{mark[1]}</sup>")
        elif tag in _BLOCKS:
            self.flush()
            self.prefix = _heading(tag) or self._marker(element) or self.prefix
            self._content(element)
            self.flush()
            if tag == "li":
                self.prefix = ""
        else:
            self._content(element)

    def _content(self, element: html.HtmlElement) -> None:
        self.inline.append(element.text or "")
        for child in element:
            self.element(child)
            self.inline.append(child.tail or "")

    def flush(self) -> None:
        """End the paragraph. A <br> is a line end; all other white space is one space."""
        text = "".join(self.inline)
        if self.kind != "code":
            text = _SPACE.sub(" ", text).replace("\v", "\n")
        self.inline.clear()
        if self.kind != "code":
            text = "\n".join(line.strip(" ") for line in text.split("\n"))
        text = text.strip("\n")
        if text:
            self.blocks += 1
            kind: Kind = "heading" if self.prefix.startswith("#") else "text"
            kind = kind if self.kind == "text" else self.kind
            self.rendition.add(self.prefix + text, f"block {self.blocks}", kind=kind)
            self.prefix = ""
        for aside, kind in self.later:
            self.rendition.add(aside, f"block {self.blocks}", kind=kind)
        self.later.clear()

    def _marker(self, element: html.HtmlElement) -> str:
        """Return what a browser shows before a list item."""
        if element.tag != "li":
            return ""
        parent = element.getparent()
        if parent is None or parent.tag != "ol":
            return "\u2022 "
        # Counted as the items go by: to count anew for each would take for ever on long lists.
        stated = _integer(element.get("value"))
        last = self.numbers.get(parent, (_integer(parent.get("start")) or 1) - 1)
        number = self.numbers[parent] = last + 1 if stated is None else stated
        form = _FORMS.get(parent.get("type") or "")
        return f"{form(number) if form and number > 0 else number}. "

    def _table(self, table: html.HtmlElement) -> None:
        self.flush()
        rows = [
            [_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")
        ]
        self.tables += 1
        if self.kind == "text":
            self.rendition.table(rows, f"table {self.tables}")
            return
        for row in rows:
            self.rendition.add("\n".join(row), f"table {self.tables}", kind=self.kind)


def _cell(cell: html.HtmlElement) -> str:
    inner = _Page()
    inner.element(cell)
    return "\n".join(line.text for line in inner.rendition.lines if line.kind != "blank")


def _kind_of(element: html.HtmlElement) -> Kind:
    """Return what an element's text is to its page: text, code, hidden, or the site's own lines."""
    style = (element.get("style") or "").replace(" ", "").lower()
    if "hidden" in element.attrib or "display:none" in style or "visibility:hidden" in style:
        return "hidden"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag == "pre" and (element.find(".//code") is not None or _is_code(element, names)):
        return "code"
    if element.tag in ("html", "body", "main", "article"):
        return "text"
    if element.tag in _MARGIN or element.get("role") in _MARGIN_ROLES:
        return "margin"
    if element.tag == "header" and _only_links(element):
        return "margin"
    # Class names are a site's own words: believed of boxes without a heading or much text only.
    if element.tag in ("div", "ul", "ol", "aside", "header", "section") and _MARGIN_CLASSES.search(
        names
    ):
        return "text" if _holds_text(element) else "margin"
    return "text"


def _only_links(element: html.HtmlElement) -> bool:
    """Tell whether a page's header is a row of links, without a heading or words of its own."""
    if element.find(".//h1") is not None or element.find(".//h2") is not None:
        return False
    linked = sum(len("".join(link.itertext()).split()) for link in element.iter("a"))
    return linked > 1 and linked == len(" ".join(element.itertext()).split())


def _is_code(element: html.HtmlElement, names: str) -> bool:
    parent = element.getparent()
    return bool(
        _CODE_CLASSES.search(names)
        or (parent is not None and _CODE_CLASSES.search(parent.get("class") or ""))
    )


def _holds_text(element: html.HtmlElement) -> bool:
    """Tell whether a box holds a paragraph that is longer than its links."""
    for paragraph in element.iter("p"):
        linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
        if len(paragraph.text_content()) > 2 * linked + 60:
            return True
    return element.find(".//h1") is not None


def _heading(tag: str) -> str:
    return "#" * int(tag[1]) + " " if re.fullmatch("h[1-6]", tag) else ""


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,5}", text) else None


READERS = (Reader("document", (".htm", ".html", ".xhtml"), read_html),)

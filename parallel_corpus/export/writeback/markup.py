"""Where the tags of an XML file stand, to the byte: expat tells, and nothing is expanded.

libxml2 gives lines, not bytes. Entities of the file's own are refused, external ones never read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from parallel_corpus.errors import ReadError
from parallel_corpus.export.writeback.splices import Splice
from parallel_corpus.read.formats.safely import DAMAGED, MAX_DEPTH

_TAG = re.compile(r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*+>""")
_SPACE = re.compile(r"[ \t\r\n]*\Z")
_LEAD = 512
"""Bytes before a tag in which its indentation is looked for."""


Take = Callable[[int, int, str, bool], None]
"""Called with the offsets of a piece of text, the text, and whether it stands in CDATA."""


@dataclass(slots=True)
class Tag:
    """An element while the file is read: `start` is the offset of its first byte.

    `name` has its namespace in Clark notation, `prefix` is what stands before the colon. `number`
    counts the elements of this name among its siblings, `text` what a visitor asked to hear.
    """

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    text: list[str] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition("}")[2]


class Visitor:
    """What a format does at the start and the end of each element; it adds splices to `markup`."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        """Take an element that starts in `above`, the root first. Its text is heard if asked."""

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        """Take an element that ends: `at` is the offset of its end tag, or of the byte after an
        empty element."""


class Markup:
    """An XML file that is read once; `splices` are what its visitor wants changed."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self.file = file
        self.where = where
        self.splices: list[Splice] = []
        self.codec = _codec(file, where)
        self._wide = 2 if self.codec.startswith("utf-16") else 1
        self._stack: list[Tag] = []
        self._raw = False
        self._parser: Any = None

    def visit(self, visitor: Visitor) -> list[Splice]:
        """Read the file from its beginning and return the splices. Raises ReadError."""
        parser: Any = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        self._parser = parser
        stack = self._stack

        def start(name: str, attributes: dict[str, str]) -> None:
            clark, prefix = _clark(name)
            named = {_clark(key)[0]: value for key, value in attributes.items()}
            tag = Tag(clark, prefix, named, parser.CurrentByteIndex)
            parser.CharacterDataHandler = None
            visitor.start(tag, stack)
            stack.append(tag)
            if len(stack) > MAX_DEPTH:
                raise ReadError("is nested too deeply", where=self.where, hint=DAMAGED)

        def end(_name: str) -> None:
            tag = stack.pop()
            parser.CharacterDataHandler = None
            visitor.end(tag, stack, parser.CurrentByteIndex)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)
        parser.EntityDeclHandler = self._refuse_entity
        self.file.seek(0)
        try:
            parser.ParseFile(self.file)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise ReadError(
                f"is not well-formed XML: {error}", where=self.where, hint=DAMAGED
            ) from error
        return self.splices

    def hear(self, tag: Tag) -> None:
        """Collect the text of `tag`, up to the next tag in it. To be called at its start."""
        self._parser.CharacterDataHandler = tag.text.append

    def hear_pieces(self, take: Take | None) -> None:
        """Tell `take` every piece of text with its bytes' offsets, until another tag or None."""
        if take is None:
            self._parser.CharacterDataHandler = None
            return
        self._parser.buffer_text = False

        def heard(text: str) -> None:
            start = self._parser.CurrentByteIndex
            take(start, start + self._length(start, text), text, self._raw)

        self._parser.CharacterDataHandler = heard

    def _length(self, start: int, text: str) -> int:
        """Return how many bytes a piece of text takes: a reference, a line end, or what it says."""
        plain = len(text.encode(self.codec))
        if len(text) > 2:
            return plain
        head = self._at(start, 64).decode(self.codec, "replace")
        if head.startswith("&") and not self._raw:
            return len(head[: head.index(";") + 1].encode(self.codec))
        return len("\r\n".encode(self.codec)) if head.startswith("\r\n") else plain

    def _cdata(self, inside: bool) -> None:
        self._raw = inside

    def insert(self, at: int, text: str) -> None:
        """Put markup in at an offset, in the file's encoding."""
        self.splices.append(Splice(at, at, self.encoded(text)))

    def append(self, tag: Tag, at: int, text: str) -> None:
        """Put markup in at the end of an element's content, `at` being what its end was told."""
        told = self.tag_text(tag.start)
        if not told.endswith("/>"):
            self.insert(at, text)
            return
        name = told[1:-2].split()[0]
        new = self.encoded(f"{told[:-2].rstrip()}>{text}</{name}>")
        self.splices.append(Splice(tag.start, at, new))

    def remove(self, start: int, end: int) -> None:
        """Take the bytes from `start` to `end` out."""
        self.splices.append(Splice(start, end))

    def encoded(self, text: str) -> bytes:
        """Return markup in the file's encoding, with references for what that lacks."""
        return text.encode(self.codec, "xmlcharrefreplace")

    def tag_text(self, start: int) -> str:
        """Return the tag at the offset `start`, from its < to its >. Raises ReadError."""
        size = 4096
        while True:
            data = self._at(start, size)
            text = data.decode(self.codec, "replace")
            if found := _TAG.match(text):
                return found[0]
            if len(data) < size:
                raise ReadError(f"has no tag at byte {start}", where=self.where, hint=DAMAGED)
            size *= 8

    def tag_end(self, start: int) -> int:
        """Return the offset of the byte after the tag at `start`."""
        return start + len(self.tag_text(start).encode(self.codec))

    def is_empty(self, tag: Tag) -> bool:
        """Tell whether an element is written as one tag: <a/>."""
        return self.tag_text(tag.start).endswith("/>")

    def element_end(self, tag: Tag, at: int) -> int:
        """Return the offset of the byte after an element, `at` being what its end was told."""
        return at if self.is_empty(tag) else self.tag_end(at)

    def indent(self, at: int) -> str:
        """Return the white space before the offset `at`: a line end and an indentation, or ""."""
        begin = max(0, at - _LEAD)
        found = _SPACE.search(self._at(begin, at - begin).decode(self.codec, "replace"))
        space = found[0] if found else ""
        line = max(space.rfind("\n"), space.rfind("\r"))
        if line > 0 and space[line - 1 : line + 1] == "\r\n":
            line -= 1
        return space[line:] if line >= 0 else ""

    def space_after(self, at: int) -> int:
        """Return the offset of the first byte after the white space at `at`."""
        text = self._at(at, _LEAD).decode(self.codec, "replace")
        space = len(text) - len(text.lstrip(" \t\r\n"))
        return at + space * self._wide

    def space_before(self, at: int) -> int:
        """Return the offset at which the line end and indentation before `at` begin."""
        return at - len(self.indent(at)) * self._wide

    def _at(self, start: int, size: int) -> bytes:
        # The parser goes on from where it left the file.
        back = self.file.tell()
        self.file.seek(start)
        data = self.file.read(size)
        self.file.seek(back)
        return data

    def _refuse_entity(self, *_told: object) -> None:
        raise ReadError(
            "declares entities, which can hide bombs or other files",
            where=self.where,
            hint="Save it again from a program you trust, without a DTD",
        )


def element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """Write an element of text, escaped.

    >>> element("note", "a < b", {"from": "x"})
    '<note from="x">a &lt; b</note>'
    """
    told = "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{name}{told}>{escape(text)}</{name}>"


def qualified(prefix: str, local: str) -> str:
    """Put a prefix before a name where there is one.

    >>> qualified("", "note"), qualified("mq", "comment")
    ('note', 'mq:comment')
    """
    return f"{prefix}:{local}" if prefix else local


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag with an attribute set, in its place where it is there already.

    >>> with_attribute('<target state="final"/>', "state", "new")
    '<target state="new"/>'
    >>> with_attribute("<target>", "state", "new")
    '<target state="new">'
    """
    pattern = re.compile(rf"""(\s{re.escape(name)}\s*=\s*)("[^"]*"|'[^']*')""")
    if pattern.search(tag):
        return pattern.sub(lambda found: found[1] + quoteattr(value), tag, count=1)
    end = "/>" if tag.endswith("/>") else ">"
    return f"{tag[: -len(end)].rstrip()} {name}={quoteattr(value)}{end}"


def _clark(name: str) -> tuple[str, str]:
    parts = name.split(" ")
    if len(parts) == 1:
        return name, ""
    return f"{{{parts[0]}}}{parts[1]}", parts[2] if len(parts) > 2 else ""


def _codec(file: BinaryIO, where: str) -> str:
    """Return the codec of an XML file by its first bytes and its declaration; UTF-16 without a mark
    is told by its zeros."""
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    for mark, codec in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
    ):
        if head.startswith(mark):
            return codec
    stated = re.match(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""", head)
    name = stated[1].decode("ascii") if stated else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ReadError(f"is in an unknown encoding, {name}", where=where) from error

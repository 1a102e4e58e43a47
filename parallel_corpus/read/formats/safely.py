"""Files from strangers: XML without entities or network, archives without bombs, clear refusals.

Every reader of a packed or marked-up format goes through here, so that there is one place to
look when asking what a hostile file can do.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.support.files import open_regular

MAX_XML_PART = 200 * 2**20
"""Bytes that one part of an archive may unpack to."""
MAX_UNPACKED = 500 * 2**20
"""Bytes that a whole archive may unpack to."""
MAX_MEMBERS = 10_000
MAX_DEPTH = 256
"""Levels of nesting; deeper trees are made to exhaust the stack."""

_LAST_LINE = 65_535
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "The file is damaged or was cut off; get it again from where it came"
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@contextmanager
def opened(path: Path, *, limit: int | None = None) -> Iterator[BinaryIO]:
    """Open `path` to read bytes.

    Raises ReadError for what cannot be opened, is empty or too big.
    """
    try:
        if path.is_dir():
            raise ReadError("is a folder, not a file", where=path, hint="Name a file in it")
        if not path.exists():
            raise ReadError("there is no such file", where=path, hint="Check the name")
        if not path.is_file():
            raise ReadError("is not a regular file", where=path, hint="Name a file")
        size = path.stat().st_size
        if size == 0:
            raise ReadError("is empty", where=path, hint="Leave it out, or give the text")
        if limit is not None and size > limit:
            raise ReadError(
                f"is larger than {limit // 2**20} MB", where=path, hint="Split the file"
            )
        with open_regular(path) as file:
            yield file
    except OSError as error:
        raise ReadError(
            f"cannot be read: {error.strerror or error}",
            where=path,
            hint="Check its permissions",
        ) from error


def parse_xml(data: bytes, where: str) -> etree._Element:
    """Return the root of an XML document, entities left unexpanded. Raises ReadError."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"is not well-formed XML: {error}", where=where, hint=DAMAGED) from error
    refuse_entities(root.getroottree(), where)
    refuse_depth(root, where)
    return root


def stream_xml(
    file: BinaryIO, roots: Collection[str], tags: Collection[str], where: str
) -> Iterator[etree._Element]:
    """Yield elements called `tags` as they end, in a document whose root is one of `roots`.

    Names are in Clark notation. Everything is forgotten after its turn, so that memory stays
    bounded whatever the file's length; the attributes of ancestors can be asked for. Raises
    ReadError with the line at fault.
    """
    depth = inside = 0
    try:
        for event, element in etree.iterparse(file, events=("start", "end"), **_SAFE):
            wanted = element.tag in tags
            if event == "start":
                if depth == 0:
                    refuse_entities(element.getroottree(), where)
                    _expect(element, roots, where)
                depth += 1
                inside += wanted
                if depth > MAX_DEPTH:
                    raise ReadError("is nested too deeply", where=where, hint=DAMAGED)
                continue
            depth -= 1
            inside -= wanted
            if wanted:
                yield element
            if not inside:
                _forget(element)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).rstrip(".")
        raise ReadError(
            f"is not well-formed XML: {reason}", where=f"{where}:{error.lineno or 1}", hint=DAMAGED
        ) from error


def place(element: etree._Element, name: str, number: int) -> str:
    """Say on which line the `number`th element of its kind stands: libxml2 counts to 65,534.

    >>> place(etree.fromstring("<a/>"), "a.tmx", 1)
    'a.tmx:1'
    """
    line: Any = element.sourceline or 0
    return f"{name}:{line}" if 0 < line < _LAST_LINE else f"{name}, unit {number}"


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for an entity reference.

    lxml's own QName refuses names that its parser has let through, such as <a:b:c>.
    """
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _expect(root: etree._Element, roots: Collection[str], where: str) -> None:
    if root.tag not in roots:
        raise ReadError(
            f"is XML, but its root is <{local_name(root)}>",
            where=where,
            hint="The file is in another format than its ending says",
        )


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


def refuse_entities(tree: etree._ElementTree, where: str) -> None:
    """Raise ReadError where a document declares entities of its own (bombs, files, addresses)."""
    dtd: Any = tree.docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ReadError(
            "declares entities, which can hide bombs or other files",
            where=where,
            hint="Save it again from a program you trust, without a DTD",
        )


def refuse_depth(root: etree._Element, where: str) -> None:
    """Raise ReadError for a tree nested more than MAX_DEPTH levels deep."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise ReadError("is nested too deeply", where=where, hint=DAMAGED)


class Archive:
    """A ZIP-based document (DOCX, XLSX), read within limits and never unpacked to disk."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self.where = where
        refuse_encrypted(file, where)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ReadError(
                f"is not a whole ZIP-based document: {error}", where=where, hint=DAMAGED
            ) from error
        self._check()

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
            raise ReadError(
                f"unpacks to more than {MAX_UNPACKED // 2**20} MB or {MAX_MEMBERS} parts",
                where=self.where,
                hint="It may be a ZIP bomb; save the text alone",
            )
        if any(member.flag_bits & 1 for member in members):
            raise _encrypted(self.where)

    def refuse_doctypes(self) -> None:
        """Raise ReadError where a part declares a document type: Office formats never do."""
        for name in self._zip.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                head = self.read(name)[:65536].replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise ReadError(
                        f"its part {name} declares a document type, which can hide bombs",
                        where=self.where,
                        hint="Save it again from a program you trust",
                    )

    def names(self) -> list[str]:
        """Return the names of all parts, sorted."""
        return sorted(self._zip.namelist())

    def has(self, name: str) -> bool:
        return name in self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Return a part's bytes.

        The sizes that an archive states may lie, so what comes is counted.
        """
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_XML_PART + 1)
        except KeyError:
            raise ReadError(f"has no part {name}", where=self.where, hint=DAMAGED) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise ReadError(
                f"its part {name} is damaged: {error}", where=self.where, hint=DAMAGED
            ) from error
        if len(data) > MAX_XML_PART:
            raise ReadError(
                f"its part {name} unpacks to more than {MAX_XML_PART // 2**20} MB",
                where=self.where,
                hint="It may be a ZIP bomb; save the text alone",
            )
        return data

    def xml(self, name: str) -> etree._Element:
        """Return a part as XML, parsed safely."""
        return parse_xml(self.read(name), f"{self.where}!{name}")


def refuse_encrypted(file: BinaryIO, where: str) -> None:
    """Raise ReadError for an OLE container: an encrypted Office file, or one from before 2007."""
    head = file.read(8)
    file.seek(0)
    if head == _OLE:
        raise _encrypted(where)


def _encrypted(where: str) -> ReadError:
    return ReadError(
        "is encrypted, or in the format of Office 97",
        where=where,
        hint="Open it, take the password off, and save it as .docx or .xlsx",
    )

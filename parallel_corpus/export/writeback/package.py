"""Office files: a ZIP of parts, of which some are changed or added and the others stay as they are.

Only the bytes of the parts are the same, not those of the ZIP around them: it holds no text.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar
from xml.sax.saxutils import quoteattr

from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor
from parallel_corpus.export.writeback.splices import spliced
from parallel_corpus.read.formats.safely import Archive

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Made = TypeVar("Made", bound=Visitor)
_TYPES = "[Content_Types].xml"
_EMPTY_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_PACKAGE}"></Relationships>'
)


@dataclass(slots=True)
class Package:
    """An Office file while parts of it are changed."""

    archive: Archive
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return a part as it is now."""
        return self.changed[name] if name in self.changed else self.archive.read(name)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part now."""
        return name in self.changed or self.archive.has(name)

    def free_name(self, pattern: str) -> str:
        """Return the first name of `pattern` ("xl/comments{}.xml") that no part has."""
        names = {*self.archive.names(), *self.changed}
        return next(n for i in range(1, len(names) + 2) if (n := pattern.format(i)) not in names)

    def visit(self, name: str, visitor: Callable[..., Made], *told: object) -> Made:
        """Read a part with a visitor, and put its splices in. Return the visitor."""
        import io

        data = self.read(name)
        markup = Markup(io.BytesIO(data), f"{self.archive.where}!{name}")
        made = visitor(markup, *told)
        splices = markup.visit(made)
        if splices:
            self.changed[name] = spliced(data, splices)
        return made

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id to type (its last word) and target's name."""
        name = _relations_of(part)
        if not self.has(name):
            return {}
        found: dict[str, tuple[str, str]] = {}
        self.visit(name, _Relations, found, posixpath.dirname(part))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate `part` to another part by a kind ("comments"); return the relation's id."""
        name = _relations_of(part)
        if not self.has(name):
            self.changed[name] = _EMPTY_RELATIONS.encode()
        known = self.relations(part)
        key = next(f"rIdPc{i}" for i in range(1, len(known) + 2) if f"rIdPc{i}" not in known)
        base = _STRICT if _STRICT.encode() in self.read(name) else _DOCUMENT
        shown = posixpath.relpath(target, posixpath.dirname(part) or ".")
        text = f'Relationship Id="{key}" Type="{base}/{kind}" Target={quoteattr(shown)}/>'
        self.visit(name, _Append, text)
        return key

    def declare(self, name: str, content_type: str) -> None:
        """Say in the list of content types what a new part holds."""
        text = f'Override PartName="/{name}" ContentType="{content_type}"/>'
        self.visit(_TYPES, _Append, text)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what parts of an ending hold, where that is not said yet."""
        if not re.search(rf'Extension\s*=\s*["\']{ending}["\']'.encode(), self.read(_TYPES), re.I):
            text = f'Default Extension="{ending}" ContentType="{content_type}"/>'
            self.visit(_TYPES, _Append, text, True)

    def save(self, original: BinaryIO, out: BinaryIO) -> None:
        """Write all parts in their order, the new ones last."""
        original.seek(0)
        left: dict[str, bytes] = dict(self.changed)
        with zipfile.ZipFile(original) as old, zipfile.ZipFile(out, "w") as new:
            new.comment = old.comment
            for info in old.infolist():
                data = left.pop(info.filename, None)
                new.writestr(info, self.archive.read(info.filename) if data is None else data)
            for name, data in left.items():
                fresh = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                fresh.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(fresh, data)


class _Relations(Visitor):
    def __init__(self, markup: Markup, found: dict[str, tuple[str, str]], folder: str) -> None:
        super().__init__(markup)
        self.found, self.folder = found, folder

    def start(self, tag: Tag, above: object) -> None:
        del above
        if tag.local == "Relationship" and tag.attributes.get("TargetMode") != "External":
            target = tag.attributes.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.join(self.folder, target)
            kind = tag.attributes.get("Type", "").rpartition("/")[2]
            self.found[tag.attributes.get("Id", "")] = kind, posixpath.normpath(whole)


class _Append(Visitor):
    """Puts an element in as the root's last child, or its first."""

    def __init__(self, markup: Markup, text: str, first: bool = False) -> None:
        super().__init__(markup)
        self.text, self.first = text, first

    def end(self, tag: Tag, above: object, at: int) -> None:
        if above:
            return
        text = f"<{tag.prefix}:{self.text}" if tag.prefix else f"<{self.text}"
        if self.first and not self.markup.is_empty(tag):
            self.markup.insert(self.markup.tag_end(tag.start), text)
        else:
            self.markup.append(tag, at, text)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")

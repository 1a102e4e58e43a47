"""What a memory or an XLIFF file says of itself as a whole: its direction, its segmentation."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.po import tags_of
from parallel_corpus.read.formats.safely import opened, stream_xml
from parallel_corpus.read.formats.xliff import V1, V2, V22

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
_LOOKED_AT = 1000
"""Units that are looked at for a tag of each language."""


@dataclass(frozen=True, slots=True)
class Stated:
    """`tags` are the source's and the target's, of English and Arabic, as the file writes them;
    `segmentation` is a TMX header's segtype, `version` the major version of XLIFF; "" and None
    where the file does not say.
    """

    tags: tuple[str, str] | None = None
    segmentation: str = ""
    version: str = ""


def read_stated(path: Path) -> Stated:
    """Return what a file says of itself; nothing for other formats. Raises ReadError."""
    ending = path.suffix.lower()
    if ending == ".tmx":
        return _of_tmx(path)
    if ending == ".txml":
        return _of_txml(path)
    if ending == ".po":
        return _of_po(path)
    return _of_xliff(path) if ending in _XLIFF else Stated()


def _of_txml(path: Path) -> Stated:
    with opened(path) as file:
        segment = next(stream_xml(file, ("txml",), ("segment",), str(path)), None)
        root = None if segment is None else next(segment.iterancestors("txml"), None)
        if root is None:
            return Stated()
        tags = (root.get("locale") or "", root.get("targetlocale") or "")
    return Stated(tags if {base(t) for t in tags} == {"en", "ar"} else None)


def _of_po(path: Path) -> Stated:
    with opened(path) as file:
        head = file.read(4096).decode("ascii", "replace")
    return Stated(tags_of(head))


def _of_tmx(path: Path) -> Stated:
    source, segmentation = "", ""
    tags: dict[str, str] = {}
    with opened(path) as file:
        found = stream_xml(file, ("tmx",), ("header", "tu"), str(path))
        for element in itertools.islice(found, _LOOKED_AT):
            if element.tag == "header":
                source = base(element.get("srclang"))
                segmentation = element.get("segtype") or ""
            for variant in element.iterfind("tuv"):
                tag = variant.get(_XML_LANG) or variant.get("lang") or ""
                tags.setdefault(base(tag), tag)
            if {"en", "ar"} <= tags.keys():
                break
    if not {"en", "ar"} <= tags.keys():
        return Stated(None, segmentation)
    order = ("ar", "en") if source == "ar" else ("en", "ar")
    return Stated((tags[order[0]], tags[order[1]]), segmentation)


def _of_xliff(path: Path) -> Stated:
    units = (*(f"{space}trans-unit" for space in V1), f"{V2}unit", f"{V22}unit")
    roots = [f"{space}xliff" for space in (*V1, V2, V22)]
    with opened(path) as file:
        unit = next(stream_xml(file, roots, units, str(path)), None)
        if unit is None:
            raise ReadError("holds no units", where=path)
        tags = _tags(unit)
        version = "1" if unit.tag in units[: len(V1)] else "2"
    return Stated(tags if {base(t) for t in tags} == {"en", "ar"} else None, "", version)


def _tags(unit: etree._Element) -> tuple[str, str]:
    for holder in unit.iterancestors():
        one = holder.get("source-language") or holder.get("srcLang")
        if one:
            return one, holder.get("target-language") or holder.get("trgLang") or ""
    return "", ""

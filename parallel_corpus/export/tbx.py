"""TBX-Basic (ISO 30042:2008, `martif`): the dialect that OmegaT, Trados and memoQ import."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from parallel_corpus.export.options import Exported, Options, tool_version
from parallel_corpus.read.formats.cells import visible
from parallel_corpus.read.formats.rows import GlossaryEntry
from parallel_corpus.support.atomic import replacing

DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tbx(
    path: str | Path, entries: Iterable[GlossaryEntry], options: Options | None = None
) -> Exported:
    """Write a glossary as TBX, one concept an entry, whole or not at all."""
    options = options or Options()
    path = Path(path)
    count = 0
    attributes = {"type": "TBX-Basic", _XML_LANG: options.language_tags[0]}
    with replacing(path) as file, etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        out.write_doctype(DOCTYPE)
        # lxml would call the namespace ns0, which XML forbids for this one.
        with out.element("martif", attributes, nsmap={"xml": _XML_LANG[1:-5]}):
            out.write("\n")
            out.write(_header())
            out.write("\n")
            with out.element("text"), out.element("body"):
                out.write("\n")
                for count, entry in enumerate(entries, start=1):
                    out.write(_entry(entry, count, options))
                    out.write("\n")
    return Exported(path, "tbx", count)


def _header() -> etree._Element:
    header = etree.Element("martifHeader")
    description = etree.SubElement(header, "fileDesc")
    source = etree.SubElement(description, "sourceDesc")
    etree.SubElement(source, "p").text = f"parallel-corpus {tool_version()}"
    return header


def _entry(entry: GlossaryEntry, number: int, options: Options) -> etree._Element:
    # The attribute is an XML name; an id that is none gives way to the order.
    label = entry.id if _NAME.fullmatch(entry.id) else f"c{number}"
    concept = etree.Element("termEntry", {"id": label})
    if entry.domain:
        _described(concept, "subjectField", entry.domain)
    if entry.definition:
        _described(concept, "definition", entry.definition)
    for note in entry.notes:
        etree.SubElement(concept, "note").text = visible(note)
    for tag, terms in zip(options.language_tags, (entry.source, entry.target), strict=True):
        section = etree.SubElement(concept, "langSet", {_XML_LANG: tag})
        for i, term in enumerate(terms):
            group = etree.SubElement(section, "tig")
            etree.SubElement(group, "term").text = visible(term)
            status = "preferredTerm-admn-sts" if i == 0 else "admittedTerm-admn-sts"
            kind = {"type": "administrativeStatus"}
            etree.SubElement(group, "termNote", kind).text = status
    return concept


def _described(concept: etree._Element, kind: str, text: str) -> None:
    etree.SubElement(concept, "descrip", {"type": kind}).text = visible(text)

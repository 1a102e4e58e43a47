"""TMX 1.4b (LISA OSCAR, 2005): translation memories for OmegaT, Trados, memoQ and the like.

One unit a bead, written as a stream. Ids, score, margin, method and whole findings travel as
props, findings for people as notes. A unit needs both sides: beads with an empty side are
counted and named in `Exported.left_out`, and stand in the table and the alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.inline import fill, inline_of
from parallel_corpus.export.options import TOOL, Exported, Options, tool_version
from parallel_corpus.export.row_values import finding_values, own_values
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.cells import to_xml, visible
from parallel_corpus.read.formats.inline import Code, numbered, paired
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.tmx import ATTRIBUTE, ATTRIBUTES
from parallel_corpus.support.atomic import replacing

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
# What our own props are called where it is not "x-" and the value's name.
_PROPS = {"source_ids": "x-source", "target_ids": "x-target", "findings": "x-finding"}
# Characters that XML can hold, and no line ends, which an attribute would lose.
_ATTRIBUTE = re.compile("[\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]{1,1000}")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


Numbers = dict[tuple[bool, str], str]
_POSITIONS = {"open": "begin", "close": "end"}


def write_tmx(
    path: str | Path, rows: Iterable[BitextRow], options: Options | None = None
) -> Exported:
    """Write `rows` as TMX 1.4 in bounded memory, whole or not at all."""
    options = options or Options()
    path = Path(path)
    tally = Tally(options, codes=True)
    with replacing(path) as file:
        _stream(file, tally.pairs(rows), options)
    return tally.exported(path, "tmx")


def write_tmx_files(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.tmx`."""
    return [write_tmx(stem.with_name(f"{stem.name}.tmx"), rows, options)]


def _stream(file: BinaryIO, rows: Iterable[BitextRow], options: Options) -> None:
    source, target = options.language_tags
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        out.write_doctype(DOCTYPE)
        with out.element("tmx", version="1.4"):
            out.write("\n")
            _write(out, _header(options))
            with out.element("body"):
                out.write("\n")
                for row in rows:
                    _write(out, _unit(row, source, target))
            out.write("\n")


def _write(out: etree._IncrementalFileWriter, element: etree._Element) -> None:
    out.write(element)
    out.write("\n")


def _header(options: Options) -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": TOOL,
            "creationtoolversion": tool_version(),
            "segtype": options.stated_segmentation or options.segmentation,
            "o-tmf": TOOL,
            "adminlang": "en",
            "srclang": options.language_tags[0],
            "datatype": "plaintext",
        },
    )


def _unit(row: BitextRow, source: str, target: str) -> etree._Element:
    stated = {name: row.props[f"{ATTRIBUTE}{name}"] for name in _stated(row)}
    unit = etree.Element("tu", {"tuid": visible(row.id), **stated})
    # The DTD wants notes and props first, in any order.
    for note in row.notes:
        _child(unit, "note", note)
    for finding in row.findings:
        _child(unit, "note", finding_sentence(finding))
    for name, value in _props(row):
        _child(unit, "prop", value).set("type", name)
    inline = inline_of(row)
    numbers = numbered(inline) if row.inline else {}
    _variant(unit, source, row.source, inline.source, numbers)
    _variant(unit, target, row.target, inline.target, numbers)
    return unit


def _props(row: BitextRow) -> Iterator[tuple[str, str]]:
    """Yield what TMX has no place for, as props of our own, and the props that the row has."""
    yield from ((_PROPS.get(name, f"x-{name}"), value) for name, value in own_values(row))
    if row.state:
        yield "x-state", row.state
    yield from ((_PROPS[name], value) for name, value in finding_values(row))
    known = {f"{ATTRIBUTE}{name}" for name in _stated(row)}
    yield from ((visible(k), value) for k, value in row.props.items() if k not in known)


def _stated(row: BitextRow) -> list[str]:
    """Return the attributes of a unit that came from another memory, where they are sound."""
    return [
        name
        for name in ATTRIBUTES
        if _ATTRIBUTE.fullmatch(row.props.get(f"{ATTRIBUTE}{name}", "")) is not None
    ]


def _variant(
    unit: etree._Element, language: str, text: str, codes: tuple[Code, ...], numbers: Numbers
) -> None:
    variant = etree.SubElement(unit, "tuv", {_XML_LANG: language})
    clean, replaced = to_xml(text)
    if replaced:
        _child(variant, "prop", replaced).set("type", "x-controls")
    segment = etree.SubElement(variant, "seg")
    both = paired(codes)
    fill(segment, clean, codes, lambda code: _code(code, numbers, both))


def _code(code: Code, numbers: Numbers, both: set[str]) -> etree._Element:
    number = numbers[code.kind == "single", code.id]
    if code.kind == "single":
        element = etree.Element("ph", {"x": number, **({"type": "lb"} if code.breaks else {})})
    elif code.id not in both:
        element = etree.Element("it", {"pos": _POSITIONS[code.kind], "x": number})
    elif code.kind == "open":
        element = etree.Element("bpt", {"i": number, "x": number})
    else:
        element = etree.Element("ept", {"i": number})
    element.text = visible(code.native)
    return element


def _child(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, name)
    child.text = visible(text)
    return child


FORMAT = Format(
    "tmx",
    write_tmx_files,
    ".tmx",
    1,
    ("units with an empty side", "controls in notes and props"),
    "translation memories: OmegaT, Trados, memoQ",
)

"""XLIFF 2.1 (OASIS, 2018): one unit a bead, with states, notes and, as metadata, ids and scores.

What XML cannot hold travels in <cp>, so that texts are exact. Findings are notes of the category
"finding", whose priority says how grave they are, and whole in the metadata module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.records import json_line
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.cells import NOT_XML, visible
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.xliff import CATEGORY, META, PROPS, V2
from parallel_corpus.support.atomic import replacing

_NAMESPACES = {None: V2[1:-1], "mda": META[1:-1]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRIORITY = {"error": "1", "warning": "4", "info": "7"}


def write_xliff(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.xlf` as a stream; every unit, also those that are not translated."""
    path = stem.with_name(f"{stem.name}.xlf")
    tally = Tally(options)
    source, target = options.language_tags
    with replacing(path) as file, etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        attributes = {"version": "2.1", "srcLang": source, "trgLang": target}
        with out.element(f"{V2}xliff", attributes, nsmap=_NAMESPACES):
            out.write("\n")
            directions = {
                "srcDir": _direction(options.languages[0]),
                "trgDir": _direction(options.languages[1]),
            }
            with out.element(f"{V2}file", {"id": "f1", "original": stem.name, **directions}):
                out.write("\n")
                for number, row in enumerate(tally.all(rows), start=1):
                    out.write(_unit(row, number))
                    out.write("\n")
            out.write("\n")
    return [tally.exported(path, "xliff")]


def _direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"


def _unit(row: BitextRow, number: int) -> etree._Element:
    unit = etree.Element(f"{V2}unit", {"id": f"u{number}"}, nsmap=_NAMESPACES)  # type: ignore[arg-type]
    if row.id:
        unit.set("name", visible(row.id))
    _metadata(unit, row)
    _notes(unit, row)
    # Without a target a segment is in its first state, whatever the row says.
    state = (row.state or "translated") if row.target else "initial"
    segment = etree.SubElement(unit, f"{V2}segment", {"id": "s1", "state": state})
    _text(segment, "source", row.source)
    if row.target:
        _text(segment, "target", row.target)
    return unit


def _metadata(unit: etree._Element, row: BitextRow) -> None:
    own = list(_own(row))
    if not own and not row.props:
        return
    metadata = etree.SubElement(unit, f"{META}metadata")
    for category, pairs in ((CATEGORY, own), (PROPS, list(row.props.items()))):
        if pairs:
            group = etree.SubElement(metadata, f"{META}metaGroup", {"category": category})
            for kind, text in pairs:
                meta = etree.SubElement(group, f"{META}meta", {"type": visible(kind)})
                meta.text = visible(text)


def _own(row: BitextRow) -> Iterator[tuple[str, str]]:
    yield from (("source_ids", ref) for ref in row.source_ids)
    yield from (("target_ids", ref) for ref in row.target_ids)
    if row.score is not None:
        yield "score", f"{row.score:.4f}"
    if row.margin is not None:
        yield "margin", f"{row.margin:.4f}"
    if row.method:
        yield "method", row.method
    if row.moved:
        yield "moved", "yes"
    yield from (("findings", json_line(dict(finding)).rstrip("\n")) for finding in row.findings)


def _notes(unit: etree._Element, row: BitextRow) -> None:
    if not row.notes and not row.findings:
        return
    notes = etree.SubElement(unit, f"{V2}notes")
    for text in row.notes:
        etree.SubElement(notes, f"{V2}note").text = visible(text)
    for finding in row.findings:
        priority = _PRIORITY.get(str(finding.get("severity")), "7")
        note = etree.SubElement(notes, f"{V2}note", {"category": "finding", "priority": priority})
        note.text = visible(finding_sentence(finding))


def _text(segment: etree._Element, name: str, text: str) -> None:
    element = etree.SubElement(segment, f"{V2}{name}", {_SPACE: "preserve"})
    at = 0
    for match in NOT_XML.finditer(text):
        _add(element, text[at : match.start()])
        etree.SubElement(element, f"{V2}cp", {"hex": f"{ord(match[0]):04X}"})
        at = match.end()
    _add(element, text[at:])


def _add(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = text
    else:
        element.text = text


FORMAT = Format(
    "xliff",
    write_xliff,
    ".xlf",
    5,
    ("controls in notes and props",),
    "XLIFF 2.1: memoQ, Trados, Weblate",
)

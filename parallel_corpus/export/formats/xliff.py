"""XLIFF 2.1 (OASIS, 2018): one unit a bead, with states, notes and, as metadata, ids and scores.

What XML cannot hold travels in <cp>, so that texts are exact. Findings are notes of the category
"finding", whose priority says how grave they are, and whole in the metadata module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.inline import append_text, fill, inline_of
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.row_values import finding_values, own_values, priority
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.cells import NOT_XML, visible
from parallel_corpus.read.formats.inline import Code, Inline, numbered, paired
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.xliff import CATEGORY, META, PROPS, V2
from parallel_corpus.support.atomic import replacing

_NAMESPACES = {None: V2[1:-1], "mda": META[1:-1]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.xlf` as a stream; every unit, also those that are not translated."""
    path = stem.with_name(f"{stem.name}.xlf")
    tally = Tally(options, codes=True)
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
    inline = inline_of(row)
    codes = _Codes(numbered(inline) if row.inline else {}, _original_data(unit, inline))
    # Without a target a segment is in its first state, whatever the row says.
    state = (row.state or "translated") if row.target else "initial"
    segment = etree.SubElement(unit, f"{V2}segment", {"id": "s1", "state": state})
    _text(segment, "source", row.source, inline.source, codes)
    if row.target:
        _text(segment, "target", row.target, inline.target, codes)
    return unit


def _original_data(unit: etree._Element, inline: Inline) -> dict[str, str]:
    """Write the native codes of a unit; return the id of each."""
    natives = dict.fromkeys(c.native for c in (*inline.source, *inline.target) if c.native)
    ids = {native: f"d{i}" for i, native in enumerate(natives, start=1)}
    if ids:
        held = etree.SubElement(unit, f"{V2}originalData")
        for native, id_ in ids.items():
            etree.SubElement(held, f"{V2}data", {"id": id_}).text = visible(native)
    return ids


@dataclass(frozen=True, slots=True)
class _Codes:
    """The numbers of a unit's codes, and the ids of their native codes."""

    numbers: dict[tuple[bool, str], str]
    data: dict[str, str]

    def element(self, code: Code, both: set[str]) -> etree._Element:
        number = self.numbers[code.kind == "single", code.id]
        told = {"dataRef": self.data[code.native]} if code.native else {}
        if code.kind == "single":
            kind = {"type": "fmt", "subType": "xlf:lb"} if code.breaks else {}
            return etree.Element(f"{V2}ph", {"id": number, **kind, **told})
        name = f"{V2}sc" if code.kind == "open" else f"{V2}ec"
        if code.id not in both:
            return etree.Element(name, {"id": number, "isolated": "yes", **told})
        key = "id" if code.kind == "open" else "startRef"
        return etree.Element(name, {key: number, **told})


def _metadata(unit: etree._Element, row: BitextRow) -> None:
    own = [*own_values(row), *finding_values(row)]
    if not own and not row.props:
        return
    metadata = etree.SubElement(unit, f"{META}metadata")
    for category, pairs in ((CATEGORY, own), (PROPS, list(row.props.items()))):
        if pairs:
            group = etree.SubElement(metadata, f"{META}metaGroup", {"category": category})
            for kind, text in pairs:
                meta = etree.SubElement(group, f"{META}meta", {"type": visible(kind)})
                meta.text = visible(text)


def _notes(unit: etree._Element, row: BitextRow) -> None:
    if not row.notes and not row.findings:
        return
    notes = etree.SubElement(unit, f"{V2}notes")
    for text in row.notes:
        etree.SubElement(notes, f"{V2}note").text = visible(text)
    for finding in row.findings:
        told = {"category": "finding", "priority": priority(finding)}
        note = etree.SubElement(notes, f"{V2}note", told)
        note.text = visible(finding_sentence(finding))


def _text(
    segment: etree._Element, name: str, text: str, codes: tuple[Code, ...], known: _Codes
) -> None:
    element = etree.SubElement(segment, f"{V2}{name}", {_SPACE: "preserve"})
    both = paired(codes)
    fill(element, text, codes, lambda code: known.element(code, both), _add)


def _add(element: etree._Element, text: str) -> None:
    """Put text behind what is there; what XML cannot hold as <cp>."""
    at = 0
    for match in NOT_XML.finditer(text):
        append_text(element, text[at : match.start()])
        etree.SubElement(element, f"{V2}cp", {"hex": f"{ord(match[0]):04X}"})
        at = match.end()
    append_text(element, text[at:])


FORMAT = Format(
    "xliff",
    write_xliff,
    ".xlf",
    5,
    ("controls in notes and props",),
    "XLIFF 2.1: memoQ, Trados, Weblate",
)

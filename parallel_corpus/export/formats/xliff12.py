"""XLIFF 1.2 (OASIS, 2008): what OmegaT, memoQ, Trados and Weblate read where 2.1 is too new.

One unit a bead, with state, notes and, in a <prop-group>, ids, scores and whole findings. What
XML cannot hold is U+FFFD in the text and named in the group, so that texts are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.format import Format
from parallel_corpus.export.inline import fill, inline_of
from parallel_corpus.export.options import Exported, Options
from parallel_corpus.export.row_values import finding_values, own_values, priority
from parallel_corpus.export.tally import Tally
from parallel_corpus.read.formats.cells import to_xml, visible
from parallel_corpus.read.formats.inline import Code, numbered, paired
from parallel_corpus.read.formats.rows import BitextRow
from parallel_corpus.read.formats.xliff import CATEGORY, OURS, PROPS, V1
from parallel_corpus.support.atomic import replacing

_X = V1[0]
_NAMESPACES = {None: _X[1:-1]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    "": "translated",
    "initial": "needs-translation",
    "translated": "translated",
    "reviewed": "signed-off",
    "final": "final",
}


Numbers = dict[tuple[bool, str], str]


def write_xliff12(stem: Path, rows: Iterable[BitextRow], options: Options) -> list[Exported]:
    """Write `<stem>.xliff` as a stream; every unit, also those that are not translated."""
    path = stem.with_name(f"{stem.name}.xliff")
    tally = Tally(options, codes=True)
    source, target = options.language_tags
    about = {
        "original": visible(stem.name),
        "source-language": source,
        "target-language": target,
        "datatype": "plaintext",
    }
    with replacing(path) as file, etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(f"{_X}xliff", {"version": "1.2"}, nsmap=_NAMESPACES):
            out.write("\n")
            with out.element(f"{_X}file", about), out.element(f"{_X}body"):
                out.write("\n")
                for number, row in enumerate(tally.all(rows), start=1):
                    out.write(_unit(row, number))
                    out.write("\n")
            out.write("\n")
    return [tally.exported(path, "xliff12")]


def _unit(row: BitextRow, number: int) -> etree._Element:
    unit = etree.Element(
        f"{_X}trans-unit",
        {"id": f"u{number}", _SPACE: "preserve"},
        nsmap=_NAMESPACES,  # type: ignore[arg-type]
    )
    if row.id:
        unit.set("resname", visible(row.id))
    controls = {}
    source, controls["source-controls"] = to_xml(row.source)
    inline = inline_of(row)
    numbers = numbered(inline) if row.inline else {}
    _side(unit, "source", source, inline.source, numbers)
    if row.target:
        target, controls["target-controls"] = to_xml(row.target)
        side = _side(unit, "target", target, inline.target, numbers)
        side.set("state", _STATES[row.state])
    # Without a target there is no element that could bear a state; "" has none of its own.
    own = [*own_values(row), ("state", row.state), *finding_values(row)]
    _group(unit, CATEGORY, [*own, *((k, v) for k, v in controls.items() if v)])
    _group(unit, PROPS, list(row.props.items()))
    for text in row.notes:
        _child(unit, "note", visible(text))
    for finding in row.findings:
        note = _child(unit, "note", visible(finding_sentence(finding)))
        note.set("from", OURS)
        note.set("priority", priority(finding))
    return unit


def _group(unit: etree._Element, name: str, pairs: list[tuple[str, str]]) -> None:
    if not pairs:
        return
    group = etree.SubElement(unit, f"{_X}prop-group", {"name": name})
    for kind, text in pairs:
        prop = etree.SubElement(group, f"{_X}prop", {"prop-type": visible(kind)})
        prop.text = visible(text)


def _side(
    unit: etree._Element, name: str, text: str, codes: tuple[Code, ...], numbers: Numbers
) -> etree._Element:
    side = etree.SubElement(unit, f"{_X}{name}")
    both = paired(codes)
    fill(side, text, codes, lambda code: _code(code, numbers, both))
    return side


def _code(code: Code, numbers: Numbers, both: set[str]) -> etree._Element:
    number = numbers[code.kind == "single", code.id]
    if code.kind == "single":
        kind = {"ctype": "lb"} if code.breaks else {}
        element = etree.Element(f"{_X}{'ph' if code.native else 'x'}", {"id": number, **kind})
    elif code.id not in both:
        element = etree.Element(f"{_X}it", {"id": number, "pos": code.kind})
    else:
        name = "bpt" if code.kind == "open" else "ept"
        element = etree.Element(f"{_X}{name}", {"id": number, "rid": number})
    if code.native:
        element.text = visible(code.native)
    return element


def _child(unit: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(unit, f"{_X}{name}")
    child.text = text
    return child


FORMAT = Format(
    "xliff12",
    write_xliff12,
    ".xliff",
    6,
    ("controls in notes and props",),
    "XLIFF 1.2: OmegaT, memoQ, Trados, Weblate",
)

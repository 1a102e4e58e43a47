"""XLIFF 1.1, 1.2 and 2.x as a stream: one row a trans-unit or a segment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.cells import from_xml
from parallel_corpus.read.formats.inline import Inline, read_inline
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record, state
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, State, UnitPlace
from parallel_corpus.read.formats.safely import local_name, opened, place, stream_xml
from parallel_corpus.read.formats.tmx import is_break, plain_text

V1 = ("{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:1.1}")
V2 = "{urn:oasis:names:tc:xliff:document:2.0}"
"""XLIFF 2.0's and 2.1's namespace."""
V22 = "{urn:oasis:names:tc:xliff:document:2.2}"
META = "{urn:oasis:names:tc:xliff:metadata:2.0}"
CATEGORY = "parallel-corpus"
PROPS = "props"
OURS = "parallel-corpus"
"""Who a note of ours is from."""
SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
MEMOQ = ("MQXliff", "http://www.memoq.com/memoq/xliff")
"""The namespaces of Trados Studio's and memoQ's own elements."""
LISTS = ("source_ids", "target_ids", "findings")
# XLIFF 1.2: native codes. XLIFF 2 keeps those in <originalData>, so that nothing is to be left out.
CODES = {"ph", "bpt", "ept", "it", "x", "bx", "ex"}
_NO_CODES = {"source", "target", "seg-source", "mrk", "sm", "em", "cp", ""}
_STATES_1: dict[str, State] = {
    "new": "initial",
    "needs-translation": "initial",
    "translated": "translated",
    "needs-review-translation": "translated",
    "signed-off": "reviewed",
    "final": "final",
}


def read_xliff(
    path: Path, source: str = "en", target: str = "ar", *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Read the rows of an XLIFF file in order, also those without a translation yet.

    A file from Arabic to English is turned round; what is not to be translated is left out.
    Raises ReadError.
    """
    left = left or LeftOut()
    old = tuple(f"{space}trans-unit" for space in V1)
    tags = (*old, f"{V2}unit", f"{V22}unit")
    with opened(path) as file:
        roots = [f"{space}xliff" for space in (*V1, V2, V22)]
        for number, element in enumerate(stream_xml(file, roots, tags, str(path)), start=1):
            where = place(element, path.name, number)
            if _is_locked(element):
                left.add('units marked translate="no"', where)
                continue
            turned = _turned(element, source, target, path)
            rows = _unit_1 if element.tag in old else _unit_2
            yield from rows(element, turned, where, number)


def _is_locked(unit: etree._Element) -> bool:
    """Tell whether the unit, or else what it stands in, says that it is not to be translated."""
    for element in (unit, *unit.iterancestors()):
        if stated := element.get("translate"):
            return bool(stated == "no")
    return False


def _turned(element: etree._Element, source: str, target: str, path: Path) -> bool:
    """Tell whether the file goes from our target to our source.

    Raises ReadError for other languages.
    """
    files = [f"{space}file" for space in V1]
    ancestors = list(element.iterancestors())
    holder = next((a for a in ancestors if a.tag in files), ancestors[-1])
    one = base(holder.get("source-language") or holder.get("srcLang"))
    other = base(holder.get("target-language") or holder.get("trgLang"))
    # A file that is yet to be translated need not say into what.
    if (one, other or target) == (source, target):
        return False
    if (one, other or source) == (target, source):
        return True
    raise ReadError(
        f"goes from {one or '?'} to {other or '?'}, not from {source} to {target}", where=path
    )


def _unit_1(unit: etree._Element, turned: bool, where: str, number: int) -> Iterator[BitextRow]:
    label = unit.get("resname") or unit.get("id") or ""
    translation = unit.find("{*}target")
    stated = translation.get("state", "") if translation is not None else ""
    metas = _metas_1(unit)
    controls = [str(metas.pop(f"{side}-controls", "")) for side in ("source", "target")]
    for part, source, target in _parts(unit, translation):
        mark = part or next(iter(_marked(translation)), "")
        texts = (_text(source, CODES), _text(target, CODES))
        one, other = map(from_xml, texts, controls)
        codes = _has_codes(source, target)
        inline = read_inline(source, target, texts, is_break) if codes else None
        yield row_from_record(
            {
                "state": "final" if unit.get("approved") == "yes" else _STATES_1.get(stated, ""),
                **metas,
                "id": f"{label}/{part}" if part else label,
                **_sides(one, other, turned),
                "notes": [
                    plain_text(note, set())
                    for note in unit.iterfind("{*}note")
                    if note.get("from") != OURS
                ],
            },
            where=where,
            at=UnitPlace(number, part, _shown(unit, mark), codes),
            inline=_turned_codes(inline, turned),
        )


def _has_codes(*sides: etree._Element | None) -> bool:
    """Tell whether a segment has inline codes; marks are none, nor what stands for a character."""
    found = (child for side in sides if side is not None for child in side.iter())
    return any(local_name(code) not in _NO_CODES for code in found)


def _shown(unit: etree._Element, mark: str) -> str:
    """Return the number that Trados or memoQ shows beside a segment, "" in other files."""
    root = next(unit.iterancestors("{*}xliff"), None)
    spaces = set(() if root is None else root.nsmap.values())
    if SDL in spaces:
        return mark
    return unit.get("id") or "" if spaces & set(MEMOQ) else ""


def _parts(
    unit: etree._Element, translation: etree._Element | None
) -> list[tuple[str, etree._Element | None, etree._Element | None]]:
    """Return a unit's segments, where the program marked them on both sides.

    Else the unit as a whole.
    """
    sources = _marked(unit.find("{*}seg-source"))
    targets = _marked(translation)
    if len(sources) > 1 and sources.keys() == targets.keys():
        return [(part, sources[part], targets[part]) for part in sources]
    return [("", unit.find("{*}source"), translation)]


def _marked(element: etree._Element | None) -> dict[str, etree._Element]:
    marks = () if element is None else element.iterfind(".//{*}mrk[@mtype='seg']")
    return {mark.get("mid") or "": mark for mark in marks}


def _unit_2(unit: etree._Element, turned: bool, where: str, number: int) -> Iterator[BitextRow]:
    label = unit.get("name") or unit.get("id") or ""
    notes = [
        plain_text(note, set())
        for note in unit.iterfind("{*}notes/{*}note")
        if note.get("category") != "finding"
    ]
    metas = _metas(unit)
    segments = unit.findall("{*}segment")
    for i, segment in enumerate(segments):
        source, target = segment.find("{*}source"), segment.find("{*}target")
        texts = (_text(source), _text(target))
        codes = _has_codes(source, target)
        inline = read_inline(source, target, texts, _is_break_2) if codes else None
        yield row_from_record(
            {
                **metas,
                "id": label if len(segments) == 1 else f"{label}/{segment.get('id') or i + 1}",
                **_sides(*texts, turned),
                "state": state(segment.get("state")),
                "notes": notes,
            },
            where=where,
            at=UnitPlace(number, str(i + 1), codes=codes),
            inline=_turned_codes(inline, turned),
        )


def _metas(unit: etree._Element) -> dict[str, object]:
    """Return what the project itself wrote.

    Ids and findings are lists, everything else is one value.
    """
    metas = _group(unit, CATEGORY)
    read: dict[str, object] = {
        kind: found if kind in LISTS else found[0] for kind, found in metas.items()
    }
    read["props"] = {kind: "\n".join(found) for kind, found in _group(unit, PROPS).items()}
    return read


def _metas_1(unit: etree._Element) -> dict[str, object]:
    """Return what the project itself wrote into an XLIFF 1.2 unit: see `_metas`."""
    groups: dict[str, dict[str, list[str]]] = {CATEGORY: {}, PROPS: {}}
    for group in unit.iterfind("{*}prop-group"):
        held = groups.get(group.get("name") or "", {})
        for prop in group.iterfind("{*}prop"):
            held.setdefault(prop.get("prop-type") or "", []).append(prop.text or "")
    read: dict[str, object] = {
        kind: found if kind in LISTS else found[0] for kind, found in groups[CATEGORY].items()
    }
    read["props"] = {kind: "\n".join(found) for kind, found in groups[PROPS].items()}
    return read


def _group(unit: etree._Element, category: str) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for group in unit.iterfind(f"{META}metadata/{META}metaGroup"):
        if group.get("category") == category:
            for meta in group.iterfind(f"{META}meta"):
                metas.setdefault(meta.get("type") or "", []).append(_text(meta))
    return metas


def _is_break_2(code: etree._Element) -> bool:
    return local_name(code) == "ph" and is_break(code)


def _turned_codes(inline: Inline | None, turned: bool) -> Inline | None:
    if inline is None or not turned:
        return inline
    return Inline(inline.target, inline.source, inline.lost)


def _sides(one: str, other: str, turned: bool) -> dict[str, str]:
    return {"source": other, "target": one} if turned else {"source": one, "target": other}


def _text(element: etree._Element | None, codes: set[str] | None = None) -> str:
    """Return the text of a source or target; XLIFF 2's <cp> stands for what XML cannot hold."""
    if element is None:
        return ""
    if codes is not None:
        return plain_text(element, codes)
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _is_break_2(child):
            parts.append("\n")
        elif local_name(child) == "cp":
            parts.append(_code_point(child.get("hex") or ""))
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _code_point(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


READERS = (
    Reader("bitext", (".xlf", ".xliff", ".sdlxliff", ".mqxliff"), read_xliff, frozenset({"left"})),
)

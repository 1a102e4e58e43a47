"""TMX 1.1 to 1.4 as a stream: any tool's memories, and the project's own with ids and findings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.cells import from_xml
from parallel_corpus.read.formats.inline import DELETED, Inline, read_inline
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import number, state
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, UnitPlace
from parallel_corpus.read.formats.safely import local_name, opened, place, stream_xml

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATTRIBUTE = "tmx:"
"""What the name of a prop begins with that is an attribute of a TMX unit."""
ATTRIBUTES = (
    "creationdate", "creationid", "changedate", "changeid", "usagecount", "lastusagedate",
    "creationtool", "creationtoolversion", "o-encoding", "datatype", "segtype", "o-tmf", "srclang",
)  # fmt: skip
# What these hold is another format's code, not text.
CODES = {"bpt", "ept", "ph", "it", "ut"}
_BREAKS = ("lb", "x-lb", "br", "x-br", "x-html-br", "linebreak", "xlf:lb")
_BREAK_CODE = re.compile(r"\s*<(?:w:)?br\b[^<>]{0,80}>\s*|\s*\\n\s*", re.IGNORECASE)


def read_tmx(
    path: Path, source: str = "en", target: str = "ar", *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Read units that have text in either language, in order, without their inline codes.

    A unit with several translations gives a row for each. Raises ReadError.
    """
    seen: set[str] = set()
    left = left or LeftOut()
    with opened(path) as file:
        for number_, element in enumerate(stream_xml(file, ("tmx",), ("tu",), str(path)), start=1):
            where = place(element, path.name, number_)
            codes = element.find("tuv/seg/*") is not None
            for i, row in enumerate(_rows(element, source, target, where, seen, left), start=1):
                part = str(i) if i > 1 else ""
                yield replace(row, at=UnitPlace(number_, part, codes=codes))
    if not {source, target} <= seen:
        raise ReadError(
            f"holds no {source}-{target} units; its languages: {', '.join(sorted(seen)) or 'none'}",
            where=path,
        )


def _rows(
    unit: etree._Element, source: str, target: str, where: str, seen: set[str], left: LeftOut
) -> Iterator[BitextRow]:
    texts: dict[str, list[etree._Element]] = {source: [], target: []}
    others = 0
    for variant in unit.iterfind("tuv"):
        language = base(variant.get(_XML_LANG) or variant.get("lang"))
        seen.add(language)
        if language in texts:
            texts[language].append(variant)
        else:
            others += 1
    if others and not all(texts.values()):
        left.add(f"units that are not in both {source} and {target}", where)
        return
    width = max(len(texts[source]), len(texts[target]))
    for i in range(width):
        sides = _nth(texts[source], i), _nth(texts[target], i)
        one, other = map(_text, sides)
        label = unit.get("tuid") or ""
        yield BitextRow(
            id=f"{label}/{i + 1}" if i and label else label,
            source=one,
            target=other,
            where=where,
            inline=_inline(sides[0], sides[1]),
            **_properties(unit),
        )


def _nth(variants: Sequence[etree._Element], i: int) -> etree._Element | None:
    """Return the last variant for those that are missing: one source may have two translations."""
    return variants[min(i, len(variants) - 1)] if variants else None


def _text(variant: etree._Element | None) -> str:
    if variant is None:
        return ""
    segment = variant.find("seg")
    if segment is None:
        return ""
    text = plain_text(segment, CODES)
    replaced = next((p.text or "" for p in variant.iterfind("prop[@type='x-controls']")), "")
    return from_xml(text, replaced)


def _inline(*variants: etree._Element | None) -> Inline | None:
    sides = [None if variant is None else variant.find("seg") for variant in variants]
    if not any(side is not None and len(side) for side in sides):
        return None
    texts = ["" if side is None else plain_text(side, CODES) for side in sides]
    return read_inline(sides[0], sides[1], (texts[0], texts[1]), is_break)


def plain_text(element: etree._Element, codes: set[str]) -> str:
    """Return the text of `element` without the elements called `codes` (local names).

    A code for a line break is a line break: it keeps the words beside it apart. Text that is
    marked as deleted is none.
    """
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local_name(child) in codes:
            parts.append("\n" if is_break(child) else "")
        elif isinstance(child.tag, str) and child.get("mtype") != DELETED:
            parts.append(plain_text(child, codes))
        parts.append(child.tail or "")
    return "".join(parts)


def is_break(code: etree._Element) -> bool:
    """Tell whether an inline code stands for a line break."""
    return stands_for_break(dict(code.attrib), "".join(map(str, code.itertext())))


def stands_for_break(attributes: Mapping[Any, Any], code: str) -> bool:
    """Tell whether an inline code with these attributes and this content stands for a line break.

    >>> stands_for_break({"ctype": "lb"}, ""), stands_for_break({}, "<br/>")
    (True, True)
    """
    kinds = (attributes.get("type"), attributes.get("ctype"), attributes.get("subType"))
    named = any((kind or "").lower() in _BREAKS for kind in kinds)
    shown = str(attributes.get("equiv-text") or attributes.get("equiv") or code)
    return named or bool(_BREAK_CODE.fullmatch(shown))


def _properties(unit: etree._Element) -> dict[str, Any]:
    """Return the fields of a row that stand in props and notes."""
    props: dict[str, list[str]] = {
        f"{ATTRIBUTE}{name}": [unit.get(name, "")] for name in ATTRIBUTES if name in unit.attrib
    }
    for prop in unit.iterfind("prop"):
        props.setdefault(prop.get("type") or "", []).append(prop.text or "")
    findings = tuple(_finding(text) for text in props.pop("x-finding", ()))
    told = {f"{f.get('code')} {f.get('severity')}:" for f in findings}
    notes = [note.text or "" for note in unit.iterfind("note")]
    return {
        "source_ids": tuple(props.pop("x-source", ())),
        "target_ids": tuple(props.pop("x-target", ())),
        "score": number(props.pop("x-score", ("",))[0]),
        "margin": number(props.pop("x-margin", ("",))[0]),
        "method": props.pop("x-method", ("",))[0],
        "moved": props.pop("x-moved", ("",))[0] == "yes",
        "state": state(props.pop("x-state", ("",))[0]),
        "findings": findings,
        # The project's own notes say again for people what its findings say.
        "notes": tuple(n for n in notes if " ".join(n.split(" ")[:2]) not in told),
        "props": {kind: "\n".join(values) for kind, values in props.items()},
    }


def _finding(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else {"code": "", "message": text}


READERS = (Reader("bitext", (".tmx",), read_tmx, frozenset({"left"})),)

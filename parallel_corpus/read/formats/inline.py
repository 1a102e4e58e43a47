"""Inline codes of a segment, as TMX and XLIFF both have them: what opens, closes or stands alone.

A code is known by its place in the text, and by an id that source and target share. What one of
the formats has no word for (marked text without a code, text inside a code) is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from parallel_corpus.read.formats.safely import local_name

DELETED = "x-sdl-deleted"
"""What Trados marks text with that is deleted."""
CodeKind = Literal["open", "close", "single"]


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code before the character `at` of the text; what opens and closes shares an id.

    `native` is the other format's code ("<b>"), "" where the file does not say; `breaks` says that
    the character at `at` is a line break which the code stands for.
    """

    at: int
    kind: CodeKind
    id: str
    native: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """The inline codes of a unit's source and target; `lost` says that there are more of them."""

    source: tuple[Code, ...] = ()
    target: tuple[Code, ...] = ()
    lost: bool = False


@dataclass(slots=True)
class _Content:
    """A segment's content while it is read."""

    is_break: Callable[[etree._Element], bool]
    text: list[str] = field(default_factory=list)
    length: int = 0
    codes: list[Code] = field(default_factory=list)
    lost: bool = False
    singles: int = 0
    used: Counter[str] = field(default_factory=Counter)
    named: dict[str, str] = field(default_factory=dict)

    def add(self, text: str | None) -> None:
        if text:
            self.text.append(text)
            self.length += len(text)

    def code(self, kind: CodeKind, id_: str | None, element: etree._Element) -> None:
        breaks = kind == "single" and self.is_break(element)
        if kind == "single" and id_ is None:
            self.singles += 1
            id_ = f"ph{self.singles}"
        if kind == "single":
            self.used[id_ or ""] += 1
            # Two codes of one id are told apart, in source and target alike.
            id_ = f"{id_}.{self.used[id_]}" if self.used[id_ or ""] > 1 and id_ else id_
        self.codes.append(Code(self.length, kind, id_ or "", _native(element), breaks))
        if breaks:
            self.add("\n")
        self.lost = self.lost or (kind != "single" and not id_)


def read_inline(
    source: etree._Element | None,
    target: etree._Element | None,
    texts: tuple[str, str],
    is_break: Callable[[etree._Element], bool],
) -> Inline:
    """Return the codes of a unit's sides, whose texts without codes are `texts`.

    `is_break` tells which codes stand for line breaks. A side whose codes do not fit its text has
    none, and is lost.
    """
    sides = []
    lost = False
    for element, text in zip((source, target), texts, strict=True):
        side = _Content(is_break)
        if element is not None and len(element):
            _walk(element, side)
        fits = not side.codes or "".join(side.text) == text
        sides.append(tuple(side.codes) if fits and _sound(side.codes) else ())
        lost = lost or side.lost or len(sides[-1]) < len(side.codes)
    return Inline(sides[0], sides[1], lost)


def _walk(element: etree._Element, side: _Content) -> None:
    side.add(element.text)
    for child in element:
        name = local_name(child) if isinstance(child.tag, str) else ""
        if child.get("mtype") == DELETED:
            side.lost = True
        elif name in _CODES:
            _CODES[name](child, side)
        elif name == "cp":
            side.add(_code_point(child))
        elif name:
            # Marked text: its marks have no equal elsewhere, but those of segments are no codes.
            side.lost = side.lost or name not in ("mrk", "sm", "em")
            _walk(child, side)
        side.add(child.tail)


def _code_point(element: etree._Element) -> str:
    try:
        return chr(int(element.get("hex") or "", 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _opening(element: etree._Element, side: _Content) -> None:
    here = element.get("rid") or element.get("i") or element.get("id") or ""
    # TMX: `i` pairs codes in a segment, `x` those of two segments.
    side.named[here] = element.get("x") or here
    side.code("open", side.named[here], element)


def _closing(element: etree._Element, side: _Content) -> None:
    here = element.get("rid") or element.get("startRef") or element.get("i") or element.get("id")
    side.code("close", side.named.get(here or "", here), element)


def _single(element: etree._Element, side: _Content) -> None:
    side.lost = side.lost or element.find("{*}sub") is not None
    side.code("single", element.get("id") or element.get("x"), element)


def _isolated(element: etree._Element, side: _Content) -> None:
    begins = element.get("pos") in ("begin", "open")
    id_ = element.get("rid") or element.get("id") or element.get("x") or "it"
    side.code("open" if begins else "close", id_, element)


def _spanning(element: etree._Element, side: _Content) -> None:
    id_ = element.get("id") or ""
    side.code("open", id_, element)
    _walk(element, side)
    start = side.codes[-1:]
    side.codes.append(Code(side.length, "close", id_, _data(element, "dataRefEnd")))
    side.lost = side.lost or not start


_CODES: dict[str, Callable[[etree._Element, _Content], None]] = {
    "bpt": _opening, "bx": _opening, "sc": _opening,
    "ept": _closing, "ex": _closing, "ec": _closing,
    "ph": _single, "x": _single, "ut": _single,
    "it": _isolated, "g": _spanning, "pc": _spanning,
}  # fmt: skip


def _native(element: etree._Element) -> str:
    """Return the code in the other format: content, or what XLIFF 2 keeps apart."""
    if local_name(element) in ("g", "pc", "sc", "ec", "ph") and not (element.text or ""):
        return _data(element, "dataRefStart") or _data(element, "dataRef")
    if local_name(element) in ("g", "pc"):
        return _data(element, "dataRefStart")
    return "".join(map(str, element.itertext()))


def _data(element: etree._Element, name: str) -> str:
    ref = element.get(name)
    if ref is None:
        return ""
    unit = next(element.iterancestors("{*}unit"), None)
    found = () if unit is None else unit.iterfind("{*}originalData/{*}data")
    return next(("".join(map(str, d.itertext())) for d in found if d.get("id") == ref), "")


def _sound(codes: list[Code]) -> bool:
    """Tell whether no id opens or closes twice, nor closes before it opens."""
    counts = Counter((code.kind, code.id) for code in codes if code.kind != "single")
    order = {(code.kind, code.id): i for i, code in enumerate(codes)}
    return all(n == 1 for n in counts.values()) and all(
        order["open", id_] < at
        for (kind, id_), at in order.items()
        if kind == "close" and ("open", id_) in order
    )


def pieces(text: str, codes: tuple[Code, ...]) -> Iterator[str | Code]:
    """Yield a text's stretches and codes in order.

    A line break that a code stands for is no text.

    >>> list(pieces("ab", (Code(1, "single", "1"),)))[::2]
    ['a', 'b']
    """
    at = 0
    for code in codes:
        if code.at > at:
            yield text[at : code.at]
            at = code.at
        yield code
        at += code.breaks
    if at < len(text):
        yield text[at:]


def paired(codes: tuple[Code, ...]) -> set[str]:
    """Return the ids that open and close."""
    kinds = {(code.kind, code.id) for code in codes}
    return {id_ for kind, id_ in kinds if kind == "open" and ("close", id_) in kinds}


def numbered(inline: Inline) -> dict[tuple[bool, str], str]:
    """Return a number for each code of a unit, the same in source and target.

    The key says whether it stands alone, and its id: a digit that is an id stays where it can.
    """
    keys = dict.fromkeys((c.kind == "single", c.id) for c in (*inline.source, *inline.target))
    taken: set[str] = set()
    numbers: dict[tuple[bool, str], str] = {}
    for key in keys:
        if key[1].isascii() and key[1].isdecimal() and key[1] not in taken and len(key[1]) < 9:
            numbers[key] = key[1]
            taken.add(key[1])
    free = (str(n) for n in range(1, 2 * len(keys) + 1) if str(n) not in taken)
    for key in keys:
        if key not in numbers:
            numbers[key] = next(free)
    return numbers

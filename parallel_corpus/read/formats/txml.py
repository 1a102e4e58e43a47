"""TXML, the files of Wordfast Pro 3: one row a segment, inline codes left out of texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.inline import Inline, read_inline
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record
from parallel_corpus.read.formats.rows import BitextRow, UnitPlace
from parallel_corpus.read.formats.safely import opened, place, stream_xml
from parallel_corpus.read.formats.tmx import is_break, plain_text

_CODES = {"ut"}


def read_txml(path: Path, source: str = "en", target: str = "ar") -> Iterator[BitextRow]:
    """Yield the segments in order, also those without a translation yet; comments are notes.

    A file from Arabic to English is turned round. Raises ReadError.
    """
    with opened(path) as file:
        found = stream_xml(file, ("txml",), ("segment",), str(path))
        number = 0
        for number, element in enumerate(found, start=1):
            yield _row(element, number, place(element, path.name, number), path, (source, target))
    if not number:
        raise ReadError("holds no segments", where=path, hint="Is it a file of Wordfast Pro?")


def _row(
    element: etree._Element, number: int, where: str, path: Path, languages: tuple[str, str]
) -> BitextRow:
    turned = _turned(element, path, languages)
    sides = element.find("source"), element.find("target")
    texts = ["" if side is None else plain_text(side, _CODES) for side in sides]
    codes = any(side is not None and len(side) > 0 for side in sides)
    inline = read_inline(*sides, (texts[0], texts[1]), is_break) if codes else None
    if turned:
        texts.reverse()
        inline = inline and Inline(inline.target, inline.source, inline.lost)
    shown = element.get("segmentId") or ""
    return row_from_record(
        {
            "id": shown,
            "source": texts[0],
            "target": texts[1],
            "state": "translated" if sides[1] is not None else "",
            "notes": [plain_text(note, set()) for note in element.iterfind("comments/comment")],
        },
        where=where,
        at=UnitPlace(number, "", shown, codes),
        inline=inline,
    )


def _turned(element: etree._Element, path: Path, languages: tuple[str, str]) -> bool:
    """Tell whether the file goes from our target to our source.

    Raises ReadError for other languages.
    """
    root = next(element.iterancestors("txml"))
    stated = base(root.get("locale")), base(root.get("targetlocale"))
    if stated == languages:
        return False
    if stated == languages[::-1]:
        return True
    raise ReadError(
        f"goes from {stated[0] or '?'} to {stated[1] or '?'}, "
        f"not from {languages[0]} to {languages[1]}",
        where=path,
    )


READERS = (Reader("bitext", (".txml",), read_txml),)

"""Runs and parts of a Word document: hidden text, note marks, symbols, headers, footers, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from parallel_corpus.read.formats.cells import without_surrogates
from parallel_corpus.read.formats.numbering import W, value
from parallel_corpus.read.formats.safely import Archive


def is_hidden(run: etree._Element) -> bool:
    """Tell whether a run is hidden text."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and value(mark) not in ("0", "false")


def raised(text: str, run: etree._Element) -> str:
    """Return `text`, a number above the line being a note's mark: it must not run into the word."""
    if text.strip().isdecimal() and value(run.find(f"{W}rPr/{W}vertAlign")) == "superscript":
        return f"<sup>{text.strip()}</sup>"
    return text


def symbol(code: str) -> str:
    """Return a sign of a symbol font.

    Kept as the code point that Word gives it, often a private one.
    """
    known = re.fullmatch("[0-9A-Fa-f]{4}", code)
    return without_surrogates(chr(int(code, 16))) if known else "\ufffd"


def margins(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the parts beside the flow: "header", "footer" or "comment", and the part's name."""
    for name in archive.names():
        if match := re.fullmatch(r"word/(header|footer|comment)s?\d*\.xml", name):
            yield match[1], name


def part(archive: Archive, name: str) -> etree._Element | None:
    """Return the root of word/NAME.xml, None where the document has no such part."""
    path = f"word/{name}.xml"
    return archive.xml(path) if archive.has(path) else None


def note_bodies(archive: Archive, kind: str) -> dict[tuple[str, str], etree._Element]:
    """Return the "footnotes" or "endnotes" by kind and id."""
    root = part(archive, kind)
    notes = () if root is None else root.iterfind(f"{W}{kind[:-1]}")
    # Separators are stored as notes of a type; real ones have none, or "normal".
    return {
        (kind, value(note, "id")): note for note in notes if value(note, "type") in ("", "normal")
    }

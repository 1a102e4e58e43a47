"""Write a text with its inline codes into an element, as the formats that have such codes do."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from parallel_corpus.read.formats.inline import Code, Inline, pieces
from parallel_corpus.read.formats.rows import BitextRow


def inline_of(row: BitextRow) -> Inline:
    """Return the codes of a row whose texts they fit, else none."""
    inline = row.inline or Inline()
    fits = all(
        code.at + code.breaks <= len(text)
        for text, codes in ((row.source, inline.source), (row.target, inline.target))
        for code in codes
    )
    return inline if fits else Inline()


def fill(
    element: etree._Element,
    text: str,
    codes: tuple[Code, ...],
    make: Callable[[Code], etree._Element],
    add: Callable[[etree._Element, str], None] | None = None,
) -> None:
    """Put `text` into `element` with the elements that `make` makes of its codes.

    `add` puts a stretch of text at the end of the element.
    """
    for piece in pieces(text, codes):
        if isinstance(piece, Code):
            element.append(make(piece))
        else:
            (add or append_text)(element, piece)


def append_text(element: etree._Element, text: str) -> None:
    """Put text behind what is in an element already."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text

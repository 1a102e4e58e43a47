"""The sides of a table of aligned texts as documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from parallel_corpus.checks import Bitext
from parallel_corpus.model import Document, Segment, row_of


def document_of_side(
    bitext: Bitext, side: str, title: str, shown: Mapping[int, str] | None = None
) -> Document:
    """Return the "source" or the "target" of a table as a document, a segment a row.

    `shown` are the numbers by which a translation program shows rows, by row.
    """
    shown = shown or {}
    # A row's id is its number: that is how its owner knows it, where no program shows another.
    segments: tuple[Segment, ...] = tuple(
        replace(segment, number=shown.get(row_of(segment.id)) or unit.id or None)
        for unit in bitext.units
        for segment in getattr(unit, side)
    )
    language = bitext.source_language if side == "source" else bitext.target_language
    return Document(bitext.document, language, segments, title=title)

"""Sentences inside paragraphs that are paired already."""

from __future__ import annotations

from collections.abc import Sequence

from parallel_corpus.align.beads import align_stretch, make_stretch
from parallel_corpus.align.lines import prepare
from parallel_corpus.align.options import DEFAULT_OPTIONS
from parallel_corpus.align.stretch import IndexBead, Stretch
from parallel_corpus.encode import Encoder
from parallel_corpus.encode.context import one_thread
from parallel_corpus.errors import AlignmentError
from parallel_corpus.language.sentences import split
from parallel_corpus.model import Alignment, Bead, Document

Texts = tuple[list[str], list[str]]


def align_sentences(
    source: Document, target: Document, paragraphs: Alignment, encoder: Encoder
) -> tuple[Texts, list[IndexBead]]:
    """Pair the sentences of each bead of paragraphs.

    Gives the sentences of both documents, and beads whose lines count through these. Raises
    AlignmentError for a document without text.
    """
    texts, places = _sentences(source, target)
    for side, document in zip(texts, (source, target), strict=True):
        if not side:
            raise AlignmentError("has no text to align", where=f"{document.id}:{document.language}")
    sides = prepare(*texts, encoder)
    found: list[IndexBead] = []
    with one_thread():
        stretch = make_stretch(sides, DEFAULT_OPTIONS)
        for bead in paragraphs.beads:
            mine = [i for ref in bead.source for i in places[ref]]
            yours = [j for ref in bead.target for j in places[ref]]
            found += _inside(bead, mine, yours, stretch)
    return texts, found


def _sentences(source: Document, target: Document) -> tuple[Texts, dict[str, range]]:
    """Return the sentences of both documents, and which of its side each segment has."""
    texts: Texts = ([], [])
    places: dict[str, range] = {}
    for side, document in zip(texts, (source, target), strict=True):
        for segment in document.segments:
            before = len(side)
            side += [segment.text[a:b] for a, b in split(segment.text, document.language)]
            places[segment.id] = range(before, len(side))
    return texts, places


def _inside(
    bead: Bead, source: Sequence[int], target: Sequence[int], stretch: Stretch
) -> list[IndexBead]:
    """Return the beads of the sentences of one bead.

    A single pair is as certain as its paragraphs.
    """
    score, margin = bead.score or 0.0, bead.margin or 0.0
    if not source or not target:
        lone = [IndexBead((i,), (), score, margin) for i in source]
        return lone + [IndexBead((), (j,), score, margin) for j in target]
    if len(source) == len(target) == 1:
        return [IndexBead((source[0],), (target[0],), score, margin, bead.moved)]
    part = stretch.part(slice(source[0], source[-1] + 1), slice(target[0], target[-1] + 1))
    return [inner.shifted(source[0], target[0], moved=bead.moved) for inner in align_stretch(part)]

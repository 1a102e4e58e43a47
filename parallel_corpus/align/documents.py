"""Two documents to an Alignment: structure, numbers and vectors together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parallel_corpus.align.beads import DEFAULT_OPTIONS, VERSION_OPTIONS, IndexBead
from parallel_corpus.align.evidence import number_keys, structure_evidence
from parallel_corpus.align.lines import align_texts
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.encode import Encoder
from parallel_corpus.model import Alignment, Bead, Document, Method, Segment, fingerprint


def align(
    source: Document,
    target: Document,
    encoder: Encoder,
    *,
    options: AlignOptions | None = None,
) -> Alignment:
    """Pair the segments of two documents, or of two versions of one in one language.

    Without `options` those serve that fit a translation, or a pair of versions.

    Every segment of either flow stands in exactly one bead; furniture is never aligned.
    Raises AlignmentError for a side without text, a segment too long, or swapped sides.
    """
    if options is None:
        options = DEFAULT_OPTIONS if source.language != target.language else VERSION_OPTIONS
    evidence = structure_evidence(source.segments, target.segments, options)
    beads = align_texts(
        [segment.text for segment in source.segments],
        [segment.text for segment in target.segments],
        encoder,
        options=options,
        languages=(source.language, target.language),
        evidence=evidence,
    )
    return Alignment(
        (f"{source.id}:{source.language}", f"{target.id}:{target.language}"),
        tuple(_named(bead, source.segments, target.segments) for bead in beads),
        signature(source, target, encoder, options),
    )


def signature(
    source: Document,
    target: Document,
    encoder: Encoder,
    options: AlignOptions,
    decided: Iterable[str] = (),
) -> str:
    """A hash of all that determines an alignment: texts, structure, encoder, settings."""
    flow = [f"{s.id}\t{s.number}\t{s.text}" for s in (*source.segments, *target.segments)]
    return fingerprint([encoder.name, options.key(), *flow, *decided])


def _named(bead: IndexBead, source: Sequence[Segment], target: Sequence[Segment]) -> Bead:
    mine = tuple(source[i] for i in bead.source)
    yours = tuple(target[j] for j in bead.target)
    return Bead(
        tuple(segment.id for segment in mine),
        tuple(segment.id for segment in yours),
        bead.score,
        bead.margin,
        _method(mine, yours, bead),
        bead.moved,
    )


def _method(source: Sequence[Segment], target: Sequence[Segment], bead: IndexBead) -> Method:
    """`number` where number and kind agree and the texts do not speak against it."""
    if len(source) == len(target) == 1 and source[0].kind == target[0].kind and bead.margin > 0:
        mine, yours = number_keys(source[0].number), number_keys(target[0].number)
        if mine & yours:
            return "number"
    return "embedding"

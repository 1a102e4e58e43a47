"""Two documents to an Alignment: structure, numbers and vectors together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import astuple

from parallel_corpus.align.constraints import Constraints
from parallel_corpus.align.evidence import structure_evidence
from parallel_corpus.align.lines import align_texts
from parallel_corpus.align.options import DEFAULT_OPTIONS, VERSION_OPTIONS, AlignOptions
from parallel_corpus.align.stretch import IndexBead
from parallel_corpus.encode import Encoder
from parallel_corpus.errors import AlignmentError
from parallel_corpus.language.paragraph_numbers import number_keys
from parallel_corpus.model import Alignment, Bead, Document, Method, Segment, fingerprint
from parallel_corpus.support.journal import stage

Refs = tuple[Sequence[str], Sequence[str]]


@stage("align")
def align(
    source: Document,
    target: Document,
    encoder: Encoder,
    *,
    options: AlignOptions | None = None,
    fixed: Iterable[Refs] = (),
    forbidden: Iterable[tuple[str, str]] = (),
) -> Alignment:
    """Pair the segments of two documents, or of two versions of one in one language.

    Without `options` those serve that fit a translation, or a pair of versions.

    Every segment of either flow stands in exactly one bead; furniture is never aligned.
    `fixed` are beads that a person made, as (source ids, target ids), either possibly empty;
    `forbidden` are pairs of ids that may not stand in one bead. The rest is aligned around them.
    Raises AlignmentError for a side without text, a segment too long, swapped sides, or a
    decision on a segment that does not exist.
    """
    if options is None:
        options = DEFAULT_OPTIONS if source.language != target.language else VERSION_OPTIONS
    evidence = structure_evidence(source.segments, target.segments, options)
    constraints = _constraints(source, target, fixed, forbidden)
    beads = align_texts(
        [segment.text for segment in source.segments],
        [segment.text for segment in target.segments],
        encoder,
        options=options,
        languages=(source.language, target.language),
        evidence=evidence,
        constraints=constraints,
    )
    human = set(constraints.fixed) if constraints else set()
    decided = [repr((constraints.fixed, sorted(constraints.forbidden)))] if constraints else []
    return Alignment(
        (f"{source.id}:{source.language}", f"{target.id}:{target.language}"),
        tuple(_named(bead, source.segments, target.segments, human) for bead in beads),
        signature(source, target, encoder, options, decided),
    )


def signature(
    source: Document,
    target: Document,
    encoder: Encoder,
    options: AlignOptions,
    decided: Iterable[str] = (),
) -> str:
    """Return a hash of all that determines an alignment: texts, structure, encoder, settings."""
    flow = [f"{s.id}\t{s.number}\t{s.text}" for s in (*source.segments, *target.segments)]
    return fingerprint([encoder.name, repr(astuple(options)), *flow, *decided])


def _constraints(
    source: Document,
    target: Document,
    fixed: Iterable[Refs],
    forbidden: Iterable[tuple[str, str]],
) -> Constraints | None:
    lines = [{s.id: k for k, s in enumerate(side.segments)} for side in (source, target)]

    def line(side: int, ref: str) -> int:
        if ref not in lines[side]:
            raise AlignmentError(
                f"a decision names {ref}, which the {('source', 'target')[side]} does not have",
                hint="The text has changed since; take the decision again",
            )
        return lines[side][ref]

    constraints = Constraints.of(
        [([line(0, r) for r in mine], [line(1, r) for r in yours]) for mine, yours in fixed],
        [(line(0, mine), line(1, yours)) for mine, yours in forbidden],
    )
    return constraints if constraints.fixed or constraints.forbidden else None


def _named(
    bead: IndexBead,
    source: Sequence[Segment],
    target: Sequence[Segment],
    human: Container[tuple[tuple[int, ...], tuple[int, ...]]],
) -> Bead:
    mine, yours = [source[i] for i in bead.source], [target[j] for j in bead.target]
    ids = tuple(s.id for s in mine), tuple(s.id for s in yours)
    made = (bead.source, bead.target) in human
    method = "human" if made else _method(mine, yours, bead)
    return Bead(*ids, bead.score, bead.margin, method, bead.moved)


def _method(source: Sequence[Segment], target: Sequence[Segment], bead: IndexBead) -> Method:
    """Return `number` where number and kind agree and the texts do not speak against it."""
    if len(source) == len(target) == 1 and source[0].kind == target[0].kind and bead.margin > 0:
        mine, yours = number_keys(source[0].number), number_keys(target[0].number)
        if mine & yours:
            return "number"
    return "embedding"

"""Beads by index: the core of the aligner, on vectors and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from parallel_corpus.align.arrays import Doubles
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.constraints import Constraints, Pairing, withholding
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.moves import find_moves
from parallel_corpus.align.options import DEFAULT_OPTIONS, AlignOptions
from parallel_corpus.align.spans import centre, make_span_table
from parallel_corpus.align.stretch import IndexBead, Stretch
from parallel_corpus.encode import Vectors
from parallel_corpus.encode.context import one_thread
from parallel_corpus.encode.words import Words
from parallel_corpus.errors import AlignmentError

# English to Arabic runs from 1.06 (the vocalised Bible, marks stripped) to 1.67 bytes a byte.
_RATIO_TOLERANCE = 1.35


@dataclass(frozen=True)
class Sides:
    """Two texts as the aligner sees them: by line a vector and a length in bytes, and the words.

    Lengths of the source are in the target's bytes.
    """

    vectors: tuple[Vectors, Vectors]
    lengths: tuple[Doubles, Doubles]
    words: tuple[Words, Words] | None = None

    @classmethod
    def of(
        cls,
        source: Vectors,
        target: Vectors,
        source_lengths: ArrayLike,
        target_lengths: ArrayLike,
        *,
        words: tuple[Words, Words] | None = None,
        expected_ratio: float | None = None,
    ) -> Sides:
        """Check them, and bring the lengths to one scale.

        `expected_ratio` is how many target bytes one source byte usually takes. Raises
        AlignmentError for vectors that are not finite, or whose shapes do not fit.
        """
        mine = checked_lengths(source, source_lengths, "source")
        yours = checked_lengths(target, target_lengths, "target")
        if len(source) and len(target) and source.shape[1] != target.shape[1]:
            raise AlignmentError(
                f"source vectors have {source.shape[1]} dimensions, target {target.shape[1]}",
                hint="Encode both sides with one encoder",
            )
        if len(mine) and len(yours):
            mine = mine * length_ratio(yours.sum() / mine.sum(), expected_ratio)
        return cls((source, target), (mine, yours), words)


def align_vectors(
    source: Vectors,
    target: Vectors,
    source_lengths: ArrayLike,
    target_lengths: ArrayLike,
    *,
    options: AlignOptions = DEFAULT_OPTIONS,
) -> list[IndexBead]:
    """Pair lines by their vectors (lines, dimensions) and lengths (bytes, one a line).

    Every line of either side stands in exactly one bead; beads come in order. Raises
    AlignmentError for vectors that are not finite, or whose shapes do not fit.
    """
    return align_sides(Sides.of(source, target, source_lengths, target_lengths), options=options)


def align_sides(
    sides: Sides,
    *,
    options: AlignOptions = DEFAULT_OPTIONS,
    evidence: CellEvidence | None = None,
    constraints: Constraints | None = None,
) -> list[IndexBead]:
    """Align two sides as `align_vectors` does."""
    if constraints:
        constraints.check(*(len(vectors) for vectors in sides.vectors))
    with one_thread():
        return align_stretch(make_stretch(sides, options, evidence), constraints)


def make_stretch(
    sides: Sides, options: AlignOptions, evidence: CellEvidence | None = None
) -> Stretch:
    """Return the whole of both sides, vectors centred, ready for the search."""
    source, target = (
        make_span_table(centre(vectors), lengths, options.shapes.size)
        for vectors, lengths in zip(sides.vectors, sides.lengths, strict=True)
    )
    return Stretch(source, target, options, sides.words, evidence)


def _candidates(stretch: Stretch, chain: Sequence[Pairing]) -> Candidates:
    """Stage 1; with fixed beads, between them."""
    rows, columns = len(stretch.source), len(stretch.target)
    parts: list[Candidates] = []
    begin = (0, 0)
    for mine, yours in (*chain, ((rows,), (columns,))):
        part = stretch.part(slice(begin[0], mine[0]), slice(begin[1], yours[0]))
        parts.append(part.likely_beads().shifted(*begin))
        begin = (mine[-1] + 1, yours[-1] + 1)
        if begin <= (rows, columns):
            ends = np.array(begin[:1]), np.array(begin[1:])
            parts.append(Candidates.alike(*ends, len(mine), len(yours), 1.0))
    return Candidates.joined(parts)


def align_stretch(stretch: Stretch, constraints: Constraints | None = None) -> list[IndexBead]:
    """Pair the lines of a stretch, all of them, in order of the source."""
    constraints = constraints or Constraints()
    chain = constraints.chain(len(stretch.source), len(stretch.target))
    if constraints.fixed or constraints.forbidden:
        stretch = replace(stretch, structure=withholding(constraints, stretch.structure))
    sources = {line for bead in constraints.fixed for line in bead[0]}
    targets = {line for bead in constraints.fixed for line in bead[1]}
    found = [
        bead
        for bead in stretch.decide(_candidates(stretch, chain))
        if sources.isdisjoint(bead.source) and targets.isdisjoint(bead.target)
    ]
    fixed = [
        IndexBead(*bead, 1.0, 1.0, moved=all(bead) and bead not in chain)
        for bead in constraints.fixed
    ]
    return ordered([*_with_moves(stretch, found), *fixed])


def _with_moves(stretch: Stretch, beads: Sequence[IndexBead]) -> list[IndexBead]:
    """Return the beads with those skipped lines paired that moved."""
    paired = [bead for bead in beads if bead.source and bead.target]
    sources = [bead.source[0] for bead in beads if not bead.target]
    targets = [bead.target[0] for bead in beads if not bead.source]
    moved = find_moves(stretch, sources, targets, [bead.meaning for bead in paired])
    mine = {line for bead in moved for line in bead.source}
    yours = {line for bead in moved for line in bead.target}
    rest = [b for b in beads if mine.isdisjoint(b.source) and yours.isdisjoint(b.target)]
    return [*rest, *moved]


def length_ratio(total: float, expected: float | None) -> float:
    """Return target bytes per source byte: the texts' own ratio, unless it is implausible.

    A text that lacks whole blocks has a misleading ratio of totals; the pair of languages
    says between which bounds the true one lies.
    """
    if expected is None:
        return total
    return min(max(total, expected / _RATIO_TOLERANCE), expected * _RATIO_TOLERANCE)


def checked_lengths(vectors: Vectors, lengths: ArrayLike, side: str) -> Doubles:
    """Return lengths as floats of at least one byte.

    Raises AlignmentError for other lengths, and for vectors that are not finite, two-dimensional,
    one a length.
    """
    values = np.asarray(lengths, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all() or (values < 0).any():
        raise AlignmentError(f"the {side} lengths are not one number of bytes a line")
    if vectors.ndim != 2 or len(vectors) != len(values):
        raise AlignmentError(
            f"{len(values)} {side} lines but vectors of shape {vectors.shape}",
            hint="Give one row a line",
        )
    bad = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
    if len(bad):
        raise AlignmentError(
            f"the vector of {side} line {bad[0] + 1} is not finite ({len(bad)} such lines)",
            hint="Encode the texts again",
        )
    return np.maximum(values, 1.0)


def ordered(beads: Sequence[IndexBead]) -> list[IndexBead]:
    """Sort beads by source line; target lines without a source follow the line before them."""
    before = -1
    by_target = sorted(beads, key=lambda bead: bead.target[:1] or (-1,))
    place = {}
    for bead in by_target:
        if bead.source and bead.target and not bead.moved:
            before = max(before, bead.source[0])
        place[bead] = (bead.source[0], 0, 0) if bead.source else (before, 1, bead.target[0])
    return sorted(beads, key=lambda bead: place[bead])

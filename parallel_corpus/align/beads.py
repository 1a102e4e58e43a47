"""Beads by index: the core of the aligner, on vectors and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parallel_corpus.align.confidence import confidence
from parallel_corpus.align.constraints import Constraints, Withholding
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.lexicon import WordEvidence
from parallel_corpus.align.moves import find_moves
from parallel_corpus.align.options import DEFAULT_OPTIONS, AlignOptions
from parallel_corpus.align.search import Step
from parallel_corpus.align.spans import centre, make_side
from parallel_corpus.align.stretch import Level, Stretch
from parallel_corpus.encode import Vectors
from parallel_corpus.errors import AlignmentError

# English to Arabic runs from 1.06 (the vocalised Bible, marks stripped) to 1.67 bytes a byte.
_RATIO_TOLERANCE = 1.35


@dataclass(frozen=True, slots=True)
class IndexBead:
    """A bead by line numbers (0-based); see `model.Bead` for score, margin and moved."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
    margin: float = 0.0
    moved: bool = False


def align_vectors(
    source: Vectors,
    target: Vectors,
    source_lengths: ArrayLike,
    target_lengths: ArrayLike,
    *,
    options: AlignOptions = DEFAULT_OPTIONS,
    words: WordEvidence | None = None,
    evidence: CellEvidence | None = None,
    expected_ratio: float | None = None,
    constraints: Constraints | None = None,
) -> list[IndexBead]:
    """Pair lines by their vectors (lines, dimensions) and lengths (bytes, one a line).

    Every line of either side stands in exactly one bead; beads come in order.
    `expected_ratio` is how many target bytes one source byte usually takes. Raises
    AlignmentError for vectors that are not finite, or whose shapes do not fit.
    """
    lengths = [checked_lengths(source_lengths, "source"), checked_lengths(target_lengths, "target")]
    check_vectors(source, target, lengths)
    if not len(source) or not len(target):
        return [IndexBead((i,), ()) for i in range(len(source))] + [
            IndexBead((), (j,)) for j in range(len(target))
        ]
    size = options.max_size - 1
    ratio = length_ratio(lengths[1].sum() / lengths[0].sum(), expected_ratio)
    stretch = Stretch(
        make_side(centre(source), lengths[0] * ratio, size),
        make_side(centre(target), lengths[1], size),
        options,
        words,
        evidence,
    )
    beads = _align(stretch, constraints) if constraints else _free(stretch)
    return ordered(beads)


def _free(stretch: Stretch) -> list[IndexBead]:
    steps, level = stretch.align()
    return [*_beads(_paired(steps)), *_left_over(stretch, steps, level)]


def _align(stretch: Stretch, constraints: Constraints) -> list[IndexBead]:
    """As `_free`, between the fixed beads and around what is withheld."""
    constraints.check(len(stretch.source), len(stretch.target))
    stretch = replace(stretch, structure=Withholding(constraints, stretch.structure))
    _, level = stretch.align()
    steps: list[Step] = []
    begin = (0, 0)
    end = ((len(stretch.source),), (len(stretch.target),))
    chain = constraints.chain(len(stretch.source), len(stretch.target))
    for mine, yours in (*chain, end):
        part = stretch.part(slice(begin[0], mine[0]), slice(begin[1], yours[0]))
        steps += [step.shifted(*begin) for step in part.align(level)[0]]
        begin = (mine[-1] + 1, yours[-1] + 1)
    sources = {line for bead in constraints.fixed for line in bead[0]}
    targets = {line for bead in constraints.fixed for line in bead[1]}
    steps = [step for step in steps if not _withheld(step, sources, targets)]
    fixed = [
        IndexBead(*bead, 1.0, 1.0, moved=all(bead) and bead not in chain)
        for bead in constraints.fixed
    ]
    return [*_beads(_paired(steps)), *_left_over(stretch, steps, level), *fixed]


def _withheld(step: Step, mine: set[int], yours: set[int]) -> bool:
    """Whether the path skipped a line that a decision has dealt with."""
    return (step.m == 0 and step.i - 1 in mine) or (step.n == 0 and step.j - 1 in yours)


def _paired(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.n and step.m]


def _left_over(stretch: Stretch, steps: Sequence[Step], level: Level) -> list[IndexBead]:
    """Beads of the lines that the path skipped: those that have moved, then the unpaired."""
    skips = [step for step in steps if not (step.n and step.m)]
    sources = {step.i - 1: step for step in skips if step.n}
    targets = {step.j - 1: step for step in skips if step.m}
    moves = find_moves(stretch, sorted(sources), sorted(targets), level)
    for step in moves:
        for line in range(step.i - step.n, step.i):
            del sources[line]
        for line in range(step.j - step.m, step.j):
            del targets[line]
    moved = [replace(bead, moved=True) for bead in _beads(moves)]
    unpaired = [IndexBead((i,), (), 0.0, _rounded(step.margin)) for i, step in sources.items()]
    unpaired += [IndexBead((), (j,), 0.0, _rounded(step.margin)) for j, step in targets.items()]
    return [*moved, *unpaired]


def length_ratio(total: float, expected: float | None) -> float:
    """Target bytes for one source byte: the texts' own ratio, unless it is beyond belief.

    A text that lacks whole blocks has a misleading ratio of totals; the pair of languages
    says between which bounds the true one lies.
    """
    if expected is None:
        return total
    return min(max(total, expected / _RATIO_TOLERANCE), expected * _RATIO_TOLERANCE)


def checked_lengths(lengths: ArrayLike, side: str) -> NDArray[np.float64]:
    """Lengths as floats of at least one byte. Raises AlignmentError for anything else."""
    values = np.asarray(lengths, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all() or (values < 0).any():
        raise AlignmentError(f"the {side} lengths are not one number of bytes a line")
    return np.maximum(values, 1.0)


def check_vectors(source: Vectors, target: Vectors, lengths: Sequence[NDArray[np.float64]]) -> None:
    """Raises AlignmentError unless vectors are finite, two-dimensional and fit one another."""
    for vectors, side, expected in ((source, "source", lengths[0]), (target, "target", lengths[1])):
        if vectors.ndim != 2 or len(vectors) != len(expected):
            raise AlignmentError(
                f"{len(expected)} {side} lines but vectors of shape {vectors.shape}",
                hint="Give one row a line",
            )
        bad = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
        if len(bad):
            raise AlignmentError(
                f"the vector of {side} line {bad[0] + 1} is not finite ({len(bad)} such lines)",
                hint="Encode the texts again",
            )
    if len(source) and len(target) and source.shape[1] != target.shape[1]:
        raise AlignmentError(
            f"source vectors have {source.shape[1]} dimensions, target {target.shape[1]}",
            hint="Encode both sides with one encoder",
        )


def ordered(beads: Sequence[IndexBead]) -> list[IndexBead]:
    """In order of the source; target lines without a source follow the line they follow."""
    before = -1
    by_target = sorted(beads, key=lambda bead: bead.target[:1] or (-1,))
    place = {}
    for bead in by_target:
        if bead.source and bead.target and not bead.moved:
            before = max(before, bead.source[0])
        place[bead] = (bead.source[0], 0, 0) if bead.source else (before, 1, bead.target[0])
    return sorted(beads, key=lambda bead: place[bead])


def _beads(steps: Sequence[Step]) -> list[IndexBead]:
    return [
        IndexBead(
            tuple(range(step.i - step.n, step.i)),
            tuple(range(step.j - step.m, step.j)),
            _rounded(confidence(step)),
            _rounded(step.margin),
        )
        for step in steps
    ]


def _rounded(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)

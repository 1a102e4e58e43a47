"""Beads by index: the core of the aligner, on vectors and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parallel_corpus.align.corridor import PAD, make_corridor
from parallel_corpus.align.lexicon import WordEvidence
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.score import BeadScorer, CellEvidence
from parallel_corpus.align.search import Step, best_path, rough_path
from parallel_corpus.align.spans import centre, make_side
from parallel_corpus.encode import Vectors
from parallel_corpus.errors import AlignmentError

DEFAULT_OPTIONS = AlignOptions()
# Two versions in one language: numbers shift, paragraphs come and go, few are merged.
VERSION_OPTIONS = AlignOptions(
    max_size=4, skip=0.0, skip_more=0.0, number_weight=0.0, number_clash=0.0
)

# English to Arabic runs from 1.06 (the vocalised Bible, marks stripped) to 1.67 bytes a byte.
_RATIO_TOLERANCE = 1.35

# A line is out of keeping with its text beyond so many standard deviations, robustly estimated.
_OUTLIER = 2.0
_MAD_TO_SIGMA = 1.4826


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
    ratio = length_ratio(lengths[1].sum() / lengths[0].sum(), expected_ratio)
    scorer = BeadScorer(
        make_side(source, lengths[0] * ratio, options.max_size - 1),
        make_side(target, lengths[1], options.max_size - 1),
        options,
        words,
        evidence,
    )
    return ordered(_beads(_search(scorer, centre(source), centre(target))))


def _search(scorer: BeadScorer, source: Vectors, target: Vectors) -> list[Step]:
    """The best path; searched again in a wider corridor when it runs along the edge."""
    for pad in (PAD, 4 * PAD):
        corridor = make_corridor(source, target, pad)
        windows = corridor.windows()
        floor = support_floor(scorer, rough_path(scorer, windows))
        steps = best_path(replace(scorer, floor=floor), windows)
        if not corridor.touched_by([(step.i, step.j) for step in steps]):
            break
    return steps


def support_floor(scorer: BeadScorer, steps: Sequence[Step]) -> float:
    """The similarity below which a line of this text has nothing to do with its bead.

    What counts as little depends on the text: lines of a free translation agree less with
    their other side than those of a law. So it is set below all but the outliers of a first
    alignment, by median and median absolute deviation, and never above `support_floor`.
    """
    values = []
    for step in steps:
        mine = scorer.source.rows[step.i - step.n : step.i]
        yours = scorer.target.rows[step.j - step.m : step.j]
        if step.n and step.m:
            values += [*_agreement(mine, yours.sum(axis=0)), *_agreement(yours, mine.sum(axis=0))]
    if not values:
        return 0.0
    median = float(np.median(values))
    spread = _MAD_TO_SIGMA * float(np.median(np.abs(np.array(values) - median)))
    return min(scorer.options.support_floor, median - _OUTLIER * spread)


def _agreement(lines: Vectors, span: Vectors) -> list[float]:
    norms = np.linalg.norm(lines, axis=1) * np.linalg.norm(span)
    return [float(v) for v in (lines @ span) / np.maximum(norms, 1e-6)]


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
            round(min(1.0, max(0.0, step.score)), 4) if step.n and step.m else 0.0,
            round(min(1.0, step.margin), 4),
        )
        for step in steps
    ]

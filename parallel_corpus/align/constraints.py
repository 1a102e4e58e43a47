"""What people decided about beads, and how the search is made to respect it.

Fixed beads that follow one another in both texts cut the texts into stretches that are aligned
on their own. Lines of other fixed beads (moved ones, unpaired lines) are withheld from the
search: it may only skip them. Forbidden pairs, likewise, stand in no bead together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parallel_corpus.align.anchors import heaviest_chain
from parallel_corpus.align.arrays import Floats
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.errors import AlignmentError

Lines = tuple[int, ...]
Pairing = tuple[Lines, Lines]

# More than any bead can gain, whatever the number of its lines; small enough to lose no digits.
_FORBIDDEN = np.float32(-50.0)


@dataclass(frozen=True, slots=True)
class Constraints:
    """Beads that stand, and pairs of lines that must not be made; all by 0-based line.

    `fixed` holds (source lines, target lines), either of them possibly empty.
    """

    fixed: tuple[Pairing, ...] = ()
    forbidden: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(
        cls,
        fixed: Iterable[tuple[Iterable[int], Iterable[int]]] = (),
        forbidden: Iterable[tuple[int, int]] = (),
    ) -> Constraints:
        """Make constraints in canonical order, so that equal ones compare equal."""
        beads = sorted({(tuple(sorted(s)), tuple(sorted(t))) for s, t in fixed})
        return cls(tuple(beads), frozenset(forbidden))

    def check(self, sources: int, targets: int) -> None:
        """Raise AlignmentError for lines that do not exist, or are fixed twice."""
        for side, count, name in ((0, sources, "source"), (1, targets, "target")):
            lines = [line for bead in self.fixed for line in bead[side]]
            for line in [*lines, *(pair[side] for pair in self.forbidden)]:
                if not 0 <= line < count:
                    raise AlignmentError(
                        f"a decision names {name} line {line + 1}, the text has {count}",
                        hint="The text has changed since; take the decision again",
                    )
            if len(set(lines)) < len(lines):
                twice = next(line for line in lines if lines.count(line) > 1)
                raise AlignmentError(
                    f"two decisions fix {name} line {twice + 1}", hint="Withdraw one of them"
                )

    def chain(self, sources: int, targets: int) -> list[Pairing]:
        """Return the fixed beads of whole spans that follow one another in both texts.

        Of two that cross, the one nearer the diagonal is in order and the other has moved.
        """
        spans = [bead for bead in self.fixed if _is_span(bead[0]) and _is_span(bead[1])]
        firsts = np.array([bead[0][0] for bead in spans], dtype=np.int64)
        seconds = np.array([bead[1][0] for bead in spans], dtype=np.int64)
        weights = 2 - np.abs(firsts / sources - seconds / targets)
        kept = heaviest_chain(firsts, seconds, weights.astype(np.float32))
        return [bead for bead in spans if (bead[0][0], bead[1][0]) in set(kept)]


def withholding(constraints: Constraints, evidence: CellEvidence | None) -> CellEvidence:
    """Return evidence that keeps decided lines and forbidden pairs out of the search's beads."""

    def cells(sources: slice, targets: slice) -> Floats:
        found = np.zeros((sources.stop - sources.start, targets.stop - targets.start), np.float32)
        if evidence is not None:
            found += evidence(sources, targets)
        for mine, yours in constraints.fixed:
            found[_within(mine, sources)] = _FORBIDDEN
            found[:, _within(yours, targets)] = _FORBIDDEN
        for row, column in constraints.forbidden:
            if sources.start <= row < sources.stop and targets.start <= column < targets.stop:
                found[row - sources.start, column - targets.start] = _FORBIDDEN
        return found

    return cells


def _is_span(lines: Lines) -> bool:
    return bool(lines) and lines[-1] - lines[0] == len(lines) - 1


def _within(lines: Lines, bounds: slice) -> list[int]:
    return [line - bounds.start for line in lines if bounds.start <= line < bounds.stop]

"""Results against a gold: sentence alignment as Vecalign's scorer measures it.

Strict: a bead is right when both its sides are exactly those of a gold bead. Lax: when source
and target overlap one. Precision is taken over all beads of the test, its deletions included;
recall over the gold beads that have both sides (Thompson & Koehn 2019, `score.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from parallel_corpus.read.pairings import Pairing, Ref, read_pairings

_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean (0-1), with the counts behind them."""

    right: int = 0
    tested: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.tested)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.wanted)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Measure) -> Measure:
        return Measure(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def to_dict(self) -> dict[str, float | int]:
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(value, 4) for name, value in rates.items()} | asdict(self)


@dataclass(frozen=True)
class AlignmentQuality:
    """Strict and lax measures of an alignment, in all and by the shape of the bead.

    `by_type` and `lax_by_type` are keyed by shape, "1-1", "1-2", "2-0"...: precision over the
    test's beads of that shape, recall over the gold's. `parts` are the strict counts of stretches
    that share no line with each other. Qualities of several texts add up, counts first.
    """

    strict: Measure
    lax: Measure
    by_type: dict[str, Measure] = field(default_factory=dict)
    lax_by_type: dict[str, Measure] = field(default_factory=dict)
    parts: tuple[Measure, ...] = ()

    def __add__(self, other: AlignmentQuality) -> AlignmentQuality:
        return AlignmentQuality(
            self.strict + other.strict,
            self.lax + other.lax,
            _added(self.by_type, other.by_type),
            _added(self.lax_by_type, other.lax_by_type),
            self.parts + other.parts,
        )

    def interval(self) -> tuple[float, float]:
        """Return the bounds of strict F1 in 95 of 100 texts made of such stretches.

        A percentile bootstrap (Efron and Tibshirani 1993) over `parts`, with a fixed seed.
        """
        if not self.parts:
            return 0.0, 0.0
        counts = np.array([astuple(part) for part in self.parts])
        draws = np.random.default_rng(0).integers(len(counts), size=(_SAMPLES, len(counts)))
        values = [Measure(*map(int, counts[drawn].sum(axis=0))).f1 for drawn in draws]
        low, high = np.percentile(values, [2.5, 97.5])
        return float(low), float(high)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: rates rounded to four digits, with counts."""
        shapes = sorted(self.by_type, key=shape_order)
        return {
            "strict": self.strict.to_dict()
            | {"f1_interval": [round(value, 4) for value in self.interval()]},
            "lax": self.lax.to_dict(),
            "by_type": {shape: self.by_type[shape].to_dict() for shape in shapes},
            "lax_by_type": {shape: self.lax_by_type[shape].to_dict() for shape in shapes},
        }


def evaluate_alignment(test: Iterable[Pairing], gold: Iterable[Pairing]) -> AlignmentQuality:
    """Return how well `test` agrees with `gold`; empty beads and repetitions count for nothing.

    >>> gold = [((0,), (0,)), ((1,), (1, 2))]
    >>> quality = evaluate_alignment([((0,), (0,)), ((1,), (1,)), ((), (2,))], gold)
    >>> round(quality.strict.precision, 2), quality.strict.recall, quality.lax.recall
    (0.33, 0.5, 1.0)
    """
    ours = {bead for bead in test if bead[0] or bead[1]}
    theirs = {bead for bead in gold if bead[0] or bead[1]}
    near, reached = _overlapping(ours, theirs), _overlapping(_paired(theirs), _paired(ours))
    return AlignmentQuality(
        _measure(ours, theirs, ours & theirs, ours & theirs),
        _measure(ours, theirs, near, reached),
        _by_type(ours, theirs, ours & theirs, ours & theirs),
        _by_type(ours, theirs, near, _overlapping(theirs, ours)),
        tuple(_measure(mine, yours, both, both) for mine, yours, both in _parts(ours, theirs)),
    )


def _added(mine: dict[str, Measure], yours: dict[str, Measure]) -> dict[str, Measure]:
    none = Measure()
    return {s: mine.get(s, none) + yours.get(s, none) for s in {*mine, *yours}}


def _paired(beads: set[Pairing]) -> set[Pairing]:
    return {bead for bead in beads if bead[0] and bead[1]}


def _measure(
    ours: set[Pairing], theirs: set[Pairing], right: set[Pairing], found: set[Pairing]
) -> Measure:
    """Measure precision over all beads of the test, and recall over the gold's two-sided beads."""
    return Measure(len(right), len(ours), len(_paired(found)), len(_paired(theirs)))


def _by_type(
    test: set[Pairing], gold: set[Pairing], right: set[Pairing], found: set[Pairing]
) -> dict[str, Measure]:
    tested, wanted, good, met = (
        Counter(map(_shape, beads)) for beads in (test, gold, right, found)
    )
    return {s: Measure(good[s], tested[s], met[s], wanted[s]) for s in {*tested, *wanted}}


def _parts(ours: set[Pairing], theirs: set[Pairing]) -> list[tuple[set[Pairing], ...]]:
    """Group the beads of test, gold and both by the stretches that they share lines in."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    beads = sorted(ours | theirs, key=repr)
    code: dict[tuple[int, Ref], int] = {}
    held = [
        (row, code.setdefault((side, ref), len(code)))
        for row, bead in enumerate(beads)
        for side in (0, 1)
        for ref in bead[side]
    ]
    rows, lines = np.array(held, dtype=np.int64).reshape(-1, 2).T
    size = len(beads) + len(code)
    graph = csr_array((np.ones(len(held)), (rows, lines + len(beads))), shape=(size, size))
    found: dict[int, set[Pairing]] = defaultdict(set)
    for bead, label in zip(beads, connected_components(graph, directed=False)[1], strict=False):
        found[int(label)].add(bead)
    return [(part & ours, part & theirs, part & ours & theirs) for part in found.values()]


def score_files(pairs: Sequence[tuple[str | Path, str | Path]]) -> AlignmentQuality:
    """Score several (test, gold) files together."""
    total = AlignmentQuality(Measure(), Measure())
    for test, gold in pairs:
        total += evaluate_alignment(read_pairings(test), read_pairings(gold))
    return total


def _overlapping(beads: Iterable[Pairing], reference: Iterable[Pairing]) -> set[Pairing]:
    """Return the beads that stand in `reference`, or overlap one of it on both sides."""
    reference = set(reference)
    linked: dict[Ref, set[Ref]] = defaultdict(set)
    for source, target in reference:
        for line in source:
            linked[line].update(target)
    found = set()
    for source, target in beads:
        reached = {other for line in source for other in linked.get(line, ())}
        if (source, target) in reference or not reached.isdisjoint(target):
            found.add((source, target))
    return found


def _shape(bead: Pairing) -> str:
    return f"{len(bead[0])}-{len(bead[1])}"


def shape_order(shape: str) -> tuple[int, ...]:
    """Return a key that puts shapes ("1-1", "1-2") with fewer lines first."""
    numbers = [int(n) for n in shape.split("-")]
    return sum(numbers), *numbers

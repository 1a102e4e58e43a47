"""Results against a gold: sentence alignment as Vecalign's scorer measures it.

Strict: a bead is right when both its sides are exactly those of a gold bead. Lax: when source
and target overlap one. Precision is taken over all beads of the test, its deletions included;
recall over the gold beads that have both sides (Thompson & Koehn 2019, `score.py`).
"""

from __future__ import annotations

import json
from ast import literal_eval
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from parallel_corpus.errors import CorpusError

Pairing = tuple[tuple[int, ...], tuple[int, ...]]
"""A bead by line numbers: (source lines, target lines)."""


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
        return Measure(
            self.right + other.right,
            self.tested + other.tested,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    def to_dict(self) -> dict[str, float | int]:
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(value, 4) for name, value in rates.items()} | asdict(self)


@dataclass(frozen=True)
class AlignmentQuality:
    """Strict and lax measures of an alignment, and strict ones by the shape of the bead.

    `by_type` is keyed by shape, "1-1", "1-2", "2-0"...: precision over the test's beads of that
    shape, recall over the gold's. Qualities of several texts add up, counts first.
    """

    strict: Measure
    lax: Measure
    by_type: dict[str, Measure] = field(default_factory=dict)

    def __add__(self, other: AlignmentQuality) -> AlignmentQuality:
        shapes = {*self.by_type, *other.by_type}
        none = Measure()
        return AlignmentQuality(
            self.strict + other.strict,
            self.lax + other.lax,
            {s: self.by_type.get(s, none) + other.by_type.get(s, none) for s in shapes},
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: rates rounded to four digits, with counts."""
        shapes = sorted(self.by_type, key=_shape_order)
        return {
            "strict": self.strict.to_dict(),
            "lax": self.lax.to_dict(),
            "by_type": {shape: self.by_type[shape].to_dict() for shape in shapes},
        }


def evaluate_alignment(test: Iterable[Pairing], gold: Iterable[Pairing]) -> AlignmentQuality:
    """How well `test` agrees with `gold`; empty beads and repetitions count for nothing.

    >>> gold = [((0,), (0,)), ((1,), (1, 2))]
    >>> quality = evaluate_alignment([((0,), (0,)), ((1,), (1,)), ((), (2,))], gold)
    >>> round(quality.strict.precision, 2), quality.strict.recall, quality.lax.recall
    (0.33, 0.5, 1.0)
    """
    ours = {bead for bead in test if bead[0] or bead[1]}
    theirs = {bead for bead in gold if bead[0] or bead[1]}
    our_pairs = {bead for bead in ours if bead[0] and bead[1]}
    their_pairs = {bead for bead in theirs if bead[0] and bead[1]}
    strict = Measure(len(ours & theirs), len(ours), len(our_pairs & their_pairs), len(their_pairs))
    lax = Measure(
        _overlapping(ours, theirs),
        len(ours),
        _overlapping(their_pairs, our_pairs),
        len(their_pairs),
    )
    return AlignmentQuality(strict, lax, _by_type(ours, theirs))


def read_pairings(path: str | Path) -> list[Pairing]:
    """Beads from a file: `[0, 1] : [2]` a line, or JSON objects with "source" and "target".

    Raises CorpusError, with the line, for anything else.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise CorpusError(f"cannot read the beads: {reason}", where=path) from error
    beads = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                beads.append(_pairing(line.strip()))
            except (ValueError, SyntaxError, TypeError, KeyError, RecursionError) as error:
                raise CorpusError(
                    "this line is not a bead",
                    where=f"{path}:{number}",
                    hint='Write [0, 1] : [2], or {"source": [0, 1], "target": [2]}',
                ) from error
    return beads


def score_files(pairs: Sequence[tuple[str | Path, str | Path]]) -> AlignmentQuality:
    """Quality over several (test, gold) files together."""
    total = AlignmentQuality(Measure(), Measure())
    for test, gold in pairs:
        total += evaluate_alignment(read_pairings(test), read_pairings(gold))
    return total


def format_quality(quality: AlignmentQuality) -> str:
    """A table for people: one row a measure, then one a bead type."""
    rows = [("strict", quality.strict), ("lax", quality.lax)]
    rows += [(s, quality.by_type[s]) for s in sorted(quality.by_type, key=_shape_order)]
    head = f"{'':8}{'precision':>10}{'recall':>10}{'F1':>10}{'test':>8}{'gold':>8}"
    body = [
        f"{name:8}{m.precision:10.4f}{m.recall:10.4f}{m.f1:10.4f}{m.tested:8}{m.wanted:8}"
        for name, m in rows
    ]
    return "\n".join([head, *body])


def _pairing(line: str) -> Pairing:
    if line.startswith("{"):
        row = json.loads(line)
        sides = [row["source"], row["target"]]
    else:
        sides = [literal_eval(part) for part in (p.strip() for p in line.split(":")) if part][:2]
    source, target = (tuple(side) for side in sides)
    if not all(type(line) is int and line >= 0 for line in (*source, *target)):
        raise ValueError("line numbers are integers from 0 on")
    return source, target


def _overlapping(beads: Iterable[Pairing], reference: Iterable[Pairing]) -> int:
    """How many beads stand in `reference`, or overlap one of it on both sides."""
    reference = set(reference)
    linked: dict[int, set[int]] = defaultdict(set)
    for source, target in reference:
        for line in source:
            linked[line].update(target)
    count = 0
    for source, target in beads:
        reached = {other for line in source for other in linked.get(line, ())}
        count += (source, target) in reference or not reached.isdisjoint(target)
    return count


def _by_type(test: set[Pairing], gold: set[Pairing]) -> dict[str, Measure]:
    tested, wanted = Counter(map(_shape, test)), Counter(map(_shape, gold))
    right = Counter(map(_shape, test & gold))
    return {s: Measure(right[s], tested[s], right[s], wanted[s]) for s in {*tested, *wanted}}


def _shape(bead: Pairing) -> str:
    return f"{len(bead[0])}-{len(bead[1])}"


def _shape_order(shape: str) -> tuple[int, ...]:
    numbers = [int(n) for n in shape.split("-")]
    return sum(numbers), *numbers

"""How far two annotators agree: on which pairs need a change, and on the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from parallel_corpus.annotators.marks import Mark, Marked, overlap
from parallel_corpus.errors import ReadError


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two annotators on the pairs that both read.

    `kappa` is Cohen's (1960) on whether a pair needs a change (a warning or worse): 1 for perfect
    agreement, 0 for what chance gives. `f1` is the harmonic mean of the shares of either's marked
    words that the other marked, too.
    """

    one: str
    other: str
    pairs: int
    both: int
    only_one: int
    only_other: int
    kappa: float
    f1: float

    def record(self) -> dict[str, Any]:
        """Return what --json prints."""
        return {
            "one": self.one, "other": self.other, "pairs": self.pairs, "both": self.both,
            "only_one": self.only_one, "only_other": self.only_other,
            "kappa": round(self.kappa, 4), "span_f1": round(self.f1, 4),
        }  # fmt: skip

    def __str__(self) -> str:
        return (
            f"{self.one} and {self.other}: kappa {self.kappa:.3f}, span F1 {self.f1:.3f} on "
            f"{self.pairs:,} pairs; marked by both {self.both:,}, by the first only "
            f"{self.only_one:,}, by the second only {self.only_other:,}"
        )


def agreements(marked: Sequence[Marked]) -> list[Agreement]:
    """Return the agreement of every two annotators. Raises ReadError for fewer than two."""
    if len(marked) < 2:
        raise ReadError(
            "agreement needs two annotators",
            hint="Give two files, or one whose rows name several annotators",
        )
    return [agreement(one, other) for one, other in combinations(marked, 2)]


def agreement(one: Marked, other: Marked) -> Agreement:
    """Return how far two annotators agree on the pairs that both read."""
    pairs = _read_by_both(one, other)
    mine, yours = _loud(one.marks, pairs), _loud(other.marks, pairs)
    named = [{min(mark.refs & pairs) for mark in marks} for marks in (mine, yours)]
    both = len(named[0] & named[1])
    counts = both, len(named[0]) - both, len(named[1]) - both
    return Agreement(
        one.by, other.by, len(pairs), *counts, _kappa(len(pairs), *counts), _f1(mine, yours)
    )


def _read_by_both(one: Marked, other: Marked) -> frozenset[str]:
    """Return the names of the pairs that both read, one name per pair.

    What a file of findings read is not known: there it is what the other read, or marked.
    """
    sides = [m.read if m.read is not None else _names(m.marks) for m in (one, other)]
    if one.read is None or other.read is None:
        known = one.read if one.read is not None else other.read
        whole = known if known is not None else sides[0] | sides[1]
    else:
        whole = one.read & other.read
    together = {ref: mark.refs for mark in (*one.marks, *other.marks) for ref in mark.refs}
    return frozenset(min(together.get(ref, {ref}) & whole, default=ref) for ref in whole)


def _names(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset(ref for mark in marks for ref in mark.refs)


def _loud(marks: Iterable[Mark], pairs: frozenset[str]) -> list[Mark]:
    return [mark for mark in marks if mark.severity != "info" and mark.refs & pairs]


def _kappa(pairs: int, both: int, only_one: int, only_other: int) -> float:
    """Compute Cohen's kappa of two yes-or-no judgements.

    >>> _kappa(10, 5, 0, 0), round(_kappa(100, 20, 5, 10), 3)
    (1.0, 0.625)
    """
    if not pairs:
        return 0.0
    seen = (pairs - only_one - only_other) / pairs
    yes = (both + only_one) * (both + only_other) / pairs**2
    no = (pairs - both - only_one) * (pairs - both - only_other) / pairs**2
    chance = yes + no
    return 1.0 if chance >= 1 else (seen - chance) / (1 - chance)


def _f1(mine: Sequence[Mark], yours: Sequence[Mark]) -> float:
    shares = _share(mine, yours), _share(yours, mine)
    return 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0.0


def _share(these: Sequence[Mark], those: Sequence[Mark]) -> float:
    """Return the share of these marks' words that the other marks hold too, on the same pairs."""
    total = sum(mark.words for mark in these)
    by_ref: dict[str, list[Mark]] = {}
    for mark in those:
        for ref in mark.refs:
            by_ref.setdefault(ref, []).append(mark)
    shared = sum(
        max((overlap(mark, other) for ref in mark.refs for other in by_ref.get(ref, ())), default=0)
        for mark in these
    )
    return shared / total if total else 0.0

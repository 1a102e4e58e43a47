"""Findings against a gold: how many are right, how much of the gold is found, and how surely.

A finding is right when a gold mark of its pair shares quoted words with it on either side; where
one of the two quotes nothing, when the pair has a gold mark of warning or error. A right finding
gets partial credit for the share of its words that lie in the gold, a gold mark for the share that
is found, micro-averaged over all marks, after Perrella et al. (2026). Intervals are the 2.5th and
97.5th percentile of 1,000 samples of pairs, drawn with replacement from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parallel_corpus.annotators.marks import Mark, overlap
from parallel_corpus.model import SEVERITIES, Severity

_SAMPLES, _SEED = 1000, 20_260


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its counts, and its interval: between `low` and `high` in 95 of 100 samples."""

    right: float
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else 0.0

    def record(self) -> dict[str, float]:
        """Return what --json prints."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "right": round(self.right, 2),
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision of findings and recall of the gold: whole, with partial credit, and by group."""

    precision: Rate
    recall: Mapping[str, Rate]
    partial_precision: Rate
    partial_recall: Rate
    by_family: Mapping[str, Rate]
    by_severity: Mapping[str, Rate]
    by_kind: Mapping[str, Rate]
    recall_by_kind: Mapping[str, Rate]

    def record(self) -> dict[str, Any]:
        """Return what --json prints."""
        groups = ("recall", "by_family", "by_severity", "by_kind", "recall_by_kind")
        return {
            "precision": self.precision.record(),
            "partial_precision": self.partial_precision.record(),
            "partial_recall": self.partial_recall.record(),
            **{
                name: {key: rate.record() for key, rate in getattr(self, name).items()}
                for name in groups
            },
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings that count (`found`) and the gold's marks, each with its credit from 0 to 1.

    `right` is the share of each finding's words that lie in the gold, `hit` the share of each gold
    mark's words that is found; `places` number the pairs of both.
    """

    found: tuple[Mark, ...]
    gold: tuple[Mark, ...]
    right: tuple[float, ...]
    hit: tuple[float, ...]
    places: tuple[tuple[int, ...], tuple[int, ...]]


def judge_marks(
    found: Iterable[Mark], gold: Iterable[Mark], *, least: Severity = "warning"
) -> Judged:
    """Judge each finding of at least that severity by the gold, and each gold mark by these."""
    wanted = tuple(gold)
    loud = tuple(mark for mark in found if _grave(mark.severity) <= _grave(least))
    pairs = _pairs([*loud, *wanted])
    here, there = (tuple(pairs[min(m.refs)] for m in marks) for marks in (loud, wanted))
    beside = _by_place(wanted, there), _by_place(loud, here)
    return Judged(
        loud,
        wanted,
        tuple(_credit(m, beside[0].get(p, ()), m) for m, p in zip(loud, here, strict=True)),
        tuple(_credit(m, beside[1].get(p, ()), m) for m, p in zip(wanted, there, strict=True)),
        (here, there),
    )


def score_findings(
    found: Sequence[Mark], gold: Sequence[Mark], *, least: Severity = "warning"
) -> Scores:
    """Score the findings of at least that severity against all gold marks.

    Gold notes (nuances) make a finding right but are not asked for: recall is given by severity.
    """
    judged = judge_marks(found, gold, least=least)
    loud, places = judged.found, judged.places
    rate = _Rates(len({*places[0], *places[1]}))

    def precision(keep: Callable[[Mark], bool], *, partial: bool = False) -> Rate:
        return rate(loud, places[0], judged.right, keep, partial)

    def recall(keep: Callable[[Mark], bool], *, partial: bool = False) -> Rate:
        return rate(gold, places[1], judged.hit, keep, partial)

    asked = [mark for mark in gold if mark.severity != "info"]
    return Scores(
        precision=precision(lambda _: True),
        recall={level: recall(lambda m, s=level: m.severity == s)  # type: ignore[misc]
                for level in SEVERITIES},
        partial_precision=precision(lambda _: True, partial=True),
        partial_recall=recall(lambda m: m.severity != "info", partial=True),
        by_family=_grouped(precision, loud, lambda m: m.family),
        by_severity=_grouped(precision, loud, lambda m: m.severity),
        by_kind=_grouped(precision, loud, lambda m: m.kind),
        recall_by_kind=_grouped(recall, asked, lambda m: m.category, loud=True),
    )  # fmt: skip


def _grouped(
    rate: Callable[..., Rate],
    marks: Iterable[Mark],
    key: Callable[[Mark], str],
    *,
    loud: bool = False,
) -> dict[str, Rate]:
    return {
        name: rate(lambda m, n=name: key(m) == n and (m.severity != "info" or not loud))
        for name in sorted({key(mark) for mark in marks})
    }


class _Rates:
    """Rates with intervals from the same samples of pairs."""

    def __init__(self, pairs: int) -> None:
        random = np.random.default_rng(_SEED)
        drawn = random.integers(0, max(1, pairs), (_SAMPLES, max(1, pairs)))
        self._weights = np.stack([np.bincount(row, minlength=max(1, pairs)) for row in drawn])

    def __call__(
        self,
        marks: Sequence[Mark],
        places: Sequence[int],
        credit: Sequence[float],
        keep: Callable[[Mark], bool],
        partial: bool,
    ) -> Rate:
        total = np.zeros(self._weights.shape[1])
        right = np.zeros(self._weights.shape[1])
        for mark, place, share in zip(marks, places, credit, strict=True):
            if keep(mark):
                total[place] += 1
                right[place] += share if partial else share > 0
        counts = self._weights @ np.stack([right, total], axis=1)
        sampled = counts[counts[:, 1] > 0]
        if not len(sampled):
            return Rate(0.0, 0, 0.0, 1.0)
        low, high = np.percentile(sampled[:, 0] / sampled[:, 1], [2.5, 97.5])
        return Rate(float(right.sum()), int(total.sum()), float(low), float(high))


def _credit(mark: Mark, others: Iterable[Mark], own: Mark) -> float:
    """Return the greatest share of `own`'s words that one of the other marks has, 0 for a miss."""
    best = 0.0
    for other in others:
        if not mark.words or not other.words:
            best = max(best, float("info" not in (mark.severity, other.severity)))
        else:
            best = max(best, overlap(mark, other) / own.words)
    return best


def _pairs(marks: Iterable[Mark]) -> dict[str, int]:
    """Map every name of a pair to one number; two names of one pair share it."""
    groups: dict[str, set[str]] = {}
    for mark in marks:
        whole = set(mark.refs).union(*(groups.get(ref, ()) for ref in mark.refs))
        groups.update(dict.fromkeys(whole, whole))
    number = {id(group): i for i, group in enumerate({id(g): g for g in groups.values()}.values())}
    return {ref: number[id(group)] for ref, group in groups.items()}


def _by_place(marks: Iterable[Mark], places: Iterable[int]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark, place in zip(marks, places, strict=True):
        found.setdefault(place, []).append(mark)
    return found


def _grave(severity: Severity) -> int:
    return SEVERITIES.index(severity)


def format_scores(scores: Scores) -> str:
    """Return the scores as lines for people."""
    lines = [
        _line("right", scores.precision),
        _line("right, partial credit", scores.partial_precision),
        *(_line(f"{level}s found", rate) for level, rate in scores.recall.items()),
        _line("found, partial credit", scores.partial_recall),
    ]
    titles = {
        "by_severity": "Right by severity",
        "by_family": "Right by family",
        "by_kind": "Right by code",
        "recall_by_kind": "Found by the gold’s kinds (errors and warnings)",
    }
    for name, title in titles.items():
        lines += ["", title, *(_line(key, rate) for key, rate in getattr(scores, name).items())]
    return "\n".join(lines)


def _line(name: str, rate: Rate) -> str:
    right = f"{rate.right:.1f}".removesuffix(".0")
    return (
        f"  {name:32} {rate.value:6.3f}  [{rate.low:.3f}, {rate.high:.3f}]  {right} of {rate.total}"
    )


def known_only(marks: Iterable[Mark], by: Collection[str]) -> list[Mark]:
    """Return the marks by those makers; all where none is named."""
    return [mark for mark in marks if not by or mark.by in by]

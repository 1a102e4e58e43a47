"""How much of the work on the desk is decided. Superseded versions are context, and no work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parallel_corpus.review.rows import ReviewRow
from parallel_corpus.review.verdicts import Verdicts

Opinions = Mapping[str, Verdicts]
"""What was said on everything in a row, by subject."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How much of each kind is decided, and how much there is."""

    findings: tuple[int, int] = (0, 0)
    repairs: tuple[int, int] = (0, 0)
    pairs: tuple[int, int] = (0, 0)

    def record(self) -> dict[str, tuple[int, int]]:
        """Return the counts by kind."""
        return {"findings": self.findings, "repairs": self.repairs, "pairs": self.pairs}

    def __add__(self, other: Decided) -> Decided:
        return self._with(other, 1)

    def __sub__(self, other: Decided) -> Decided:
        return self._with(other, -1)

    def _with(self, other: Decided, sign: int) -> Decided:
        counts = [
            (mine[0] + sign * more[0], mine[1] + sign * more[1])
            for mine, more in zip(self.record().values(), other.record().values(), strict=True)
        ]
        return Decided(*counts)


def count_decided(row: ReviewRow, verdicts: Opinions) -> Decided:
    """Count what of one row is decided."""
    findings = [not verdicts[item.subject].open for item in row.findings]
    repairs = [
        not verdicts[item.subject].open
        for item in row.repairs
        if item.view.status == "proposed" or verdicts[item.subject].last
    ]
    return Decided(
        (sum(findings), len(findings)),
        (sum(repairs), len(repairs)),
        (int(confirmed(row, verdicts)), 1),
    )


def confirmed(row: ReviewRow, verdicts: Opinions) -> bool:
    """Tell whether a person made or confirmed the pairing, on the text as it is."""
    opinion = verdicts[row.subject]
    return not opinion.open or (row.row.bead.method == "human" and not opinion.decisions)


def is_decided(row: ReviewRow, verdicts: Opinions) -> bool:
    """Tell whether a person decided here and left nothing open."""
    waiting = [item.subject for item in row.findings]
    waiting += [item.subject for item in row.repairs if item.view.status == "proposed"]
    if any(verdicts[subject].open for subject in waiting):
        return False
    said = any(not opinion.open for opinion in verdicts.values())
    return said or confirmed(row, verdicts)

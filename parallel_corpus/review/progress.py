"""How much of the work on the desk is decided. Superseded versions are context, and no work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


def count_decided(
    opinions: Iterable[tuple[ReviewRow, Opinions]], superseded: Collection[int]
) -> Decided:
    """Count over the rows of current versions; `superseded` are the numbers of the other pairs."""
    findings, repairs, pairs = [], [], []
    for row, verdicts in opinions:
        if row.pair in superseded:
            continue
        findings += [not verdicts[item.subject].open for item in row.findings]
        repairs += [
            not verdicts[item.subject].open
            for item in row.repairs
            if item.view.status == "proposed" or verdicts[item.subject].last
        ]
        pairs.append(confirmed(row, verdicts))
    return Decided(*((sum(done), len(done)) for done in (findings, repairs, pairs)))


def confirmed(row: ReviewRow, verdicts: Opinions) -> bool:
    """Tell whether a person made or confirmed the pairing, on the text as it is."""
    opinion = verdicts[row.subject]
    return not opinion.open or (row.row.bead.method == "human" and not opinion.decisions)


def settled(row: ReviewRow, verdicts: Opinions) -> bool:
    """Tell whether a person decided here and left nothing open."""
    waiting = [item.subject for item in row.findings]
    waiting += [item.subject for item in row.repairs if item.view.status == "proposed"]
    if any(verdicts[subject].open for subject in waiting):
        return False
    said = any(not opinion.open for opinion in verdicts.values())
    return said or confirmed(row, verdicts)

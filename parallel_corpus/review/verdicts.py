"""What people said about one thing on the desk, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parallel_corpus.decisions.ledger import contradiction, verdict
from parallel_corpus.model import Decision


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions on a subject, oldest first, and whether the text changed since the last."""

    decisions: tuple[Decision, ...] = ()
    stale: bool = False

    @property
    def last(self) -> Decision | None:
        found = verdict(self.decisions)
        return None if found is None or found.verdict == "reopen" else found

    @property
    def open(self) -> bool:
        """Whether somebody should still decide."""
        return self.last is None or self.stale

    @property
    def comments(self) -> tuple[Decision, ...]:
        return tuple(decision for decision in self.decisions if decision.comment)

    @property
    def other(self) -> Decision | None:
        """The verdict of whoever said otherwise, when two people's verdicts differ."""
        both = contradiction(self.decisions)
        return both[1] if both else None


def verdicts_on(
    subjects: Mapping[str, tuple[Decision, ...]], subject: str, mark: str | None = None
) -> Verdicts:
    """Return the verdicts on `subject`; stale when the last one's fingerprint is not `mark`."""
    decisions: Sequence[Decision] = subjects.get(subject, ())
    last = verdict(decisions)
    stale = mark is not None and last is not None and last.fingerprint != mark
    return Verdicts(tuple(decisions), stale and last is not None and last.verdict != "reopen")

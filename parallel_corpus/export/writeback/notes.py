"""Which findings go back into a file, and at which of its units they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.checks import severity
from parallel_corpus.decisions import Ledger, judge_findings, on_finding
from parallel_corpus.decisions.ledger import verdict
from parallel_corpus.export.delimited import finding_sentence
from parallel_corpus.export.records import finding_record, json_line
from parallel_corpus.model import SEVERITIES, Finding, Severity, row_of
from parallel_corpus.read.formats.cells import visible


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it is written at a unit.

    `part` names the segment in the unit (see UnitPlace). `review` says that the unit is to be
    marked as needing review.
    """

    record: Mapping[str, Any]
    part: str = ""
    review: bool = False

    @property
    def severity(self) -> Severity:
        """How grave the finding is."""
        found = str(self.record.get("severity"))
        return next((known for known in SEVERITIES if known == found), "info")

    @property
    def sentence(self) -> str:
        """The finding in one line, without controls: "N01 error: ..."."""
        return visible(finding_sentence(self.record))

    @property
    def json(self) -> str:
        """The whole finding as one line of JSON, without controls."""
        return visible(json_line(dict(self.record)).rstrip("\n"))


@dataclass(frozen=True, slots=True)
class NotedUnits:
    """The notes of a file by the number of their unit, and who they are from."""

    by_unit: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)
    when: str = ""
    """The time of the check in ISO 8601 (UTC, seconds), for formats whose comments bear a date."""

    def at(self, unit: int) -> tuple[Note, ...]:
        """Return the notes of a unit in order, none for most."""
        return self.by_unit.get(unit, ())

    def __len__(self) -> int:
        return sum(map(len, self.by_unit.values()))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are written: as grave as `least` or graver, of the `codes` (all where it is
    empty), not those that a person rejected in `decisions`; with `accepted`, only those that a
    person accepted there. Units with findings as grave as `review` are marked as needing review.
    """

    least: Severity = "warning"
    codes: Collection[str] = ()
    decisions: Ledger | None = None
    accepted: bool = False
    review: Severity | None = None

    def takes(self, finding: Finding) -> bool:
        """Tell whether a finding is grave enough and of a wanted code."""
        grave = SEVERITIES.index(severity(finding)) <= SEVERITIES.index(self.least)
        return grave and (not self.codes or finding.code in self.codes)

    def marks(self, finding: Finding) -> bool:
        """Tell whether the finding's unit is to be marked as needing review."""
        return self.review is not None and SEVERITIES.index(severity(finding)) <= SEVERITIES.index(
            self.review
        )


def choose_notes(checked: CheckedBitext, choice: Choice, when: str = "") -> NotedUnits:
    """Return the chosen findings of a bitext by unit of its file, worst first in each.

    Memory grows with the number of chosen findings. A finding about several units stands at each.
    """
    by_row: dict[int, list[Note]] = defaultdict(list)
    for finding in _judged(checked, choice):
        note = Note(finding_record(finding), "", choice.marks(finding))
        for row in sorted({row_of(ref) for ref in (*finding.source, *finding.target)}):
            by_row[row].append(note)
    found: dict[int, list[Note]] = defaultdict(list)
    for row, place in enumerate(checked.places(), start=1):
        for note in by_row.get(row, ()):
            found[place.unit].append(Note(note.record, place.part, note.review))
    return NotedUnits({unit: tuple(notes) for unit, notes in found.items()}, when)


def _judged(checked: CheckedBitext, choice: Choice) -> Iterator[Finding]:
    """Yield the chosen findings, worst first."""
    taken = (finding for finding in checked.findings if choice.takes(finding))
    if choice.decisions is None:
        yield from taken
        return
    chosen = list(taken)
    wanted = {ref for finding in chosen for ref in (*finding.source, *finding.target)}
    texts = {
        segment.id: segment.text
        for piece, _ in checked.pieces()
        for unit in piece.units
        for segment in (*unit.source, *unit.target)
        if segment.id in wanted
    }
    judged = judge_findings(
        chosen, choice.decisions, lambda refs: "\n".join(texts.get(ref, "") for ref in refs)
    )
    yield from accepted(judged.kept, choice.decisions) if choice.accepted else judged.kept


def accepted(findings: Iterable[Finding], decisions: Ledger) -> Iterator[Finding]:
    """Yield the findings whose last verdict is that they are right."""
    subjects = decisions.by_subject()
    for finding in findings:
        last = verdict(subjects.get(on_finding(finding), ()))
        if last is not None and last.verdict == "accept":
            yield finding

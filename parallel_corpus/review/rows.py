"""The corpus as rows on the desk: each pair with its findings, its repairs, and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.checks import rank
from parallel_corpus.decisions import on_bead, on_finding, on_repair, on_text, text_lookup
from parallel_corpus.decisions.apply import finding_fingerprint, raw_fingerprint
from parallel_corpus.decisions.ledger import verdict
from parallel_corpus.model import Decision, Segment, fingerprint
from parallel_corpus.normalise import RawSpans, repair_key
from parallel_corpus.report.findings import FindingView
from parallel_corpus.report.overview import ReportRow
from parallel_corpus.report.page import context
from parallel_corpus.report.repairs import RepairView, is_routine, segment_repairs
from parallel_corpus.report.sides import SegmentIndex
from parallel_corpus.report.wording import Wording, wording
from parallel_corpus.review.suggestions import Suggestion, suggestion_of
from parallel_corpus.review.verdicts import Verdicts, verdicts_on
from parallel_corpus.settings import Ui

_MOST_REPAIRS = 200  # of a row: nobody decides on more, and its page would not open


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A finding on the desk. `mark` is the fingerprint that a decision on it gets."""

    subject: str
    mark: str
    view: FindingView
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class RepairItem:
    """A repair on the desk, applied or proposed."""

    subject: str
    mark: str
    view: RepairView


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A bead on the desk, as the build left it; nothing here depends on later verdicts.

    `more_repairs` is how many repairs it has that are not shown.
    """

    id: str
    pair: int
    subject: str
    mark: str
    row: ReportRow
    findings: tuple[FindingItem, ...]
    repairs: tuple[RepairItem, ...]
    more_repairs: int
    texts: tuple[tuple[str, str], ...]

    @property
    def refs(self) -> tuple[str, ...]:
        return (*self.row.bead.source, *self.row.bead.target)

    @property
    def speakers(self) -> list[str]:
        """Who found something here: the checks, and annotators by name."""
        return sorted({name for item in self.findings for name in item.view.who})

    @property
    def subjects(self) -> Iterator[str]:
        yield self.subject
        yield from (item.subject for item in self.findings)
        yield from (item.subject for item in self.repairs)
        yield from (on_text(ref) for ref in self.refs)

    def marks(self) -> dict[str, str]:
        """Return the fingerprint of the texts behind each thing that can be decided here."""
        findings = {item.subject: item.mark for item in self.findings}
        repairs = {item.subject: item.mark for item in self.repairs}
        return {self.subject: self.mark, **findings, **repairs, **dict(self.texts)}

    def opinions(self, subjects: Mapping[str, tuple[Decision, ...]]) -> dict[str, Verdicts]:
        """Return what was said on everything in this row."""
        marks = self.marks()
        found = {s: verdicts_on(subjects, s, marks.get(s)) for s in self.subjects}
        for item in self.findings:
            if item.suggestion and (taken := self._taken(item, subjects)):
                own = (*subjects.get(item.subject, ()), taken)
                both = {item.subject: tuple(sorted(own, key=lambda d: d.when))}
                found[item.subject] = verdicts_on(both, item.subject, item.mark)
        return found

    def finding(self, subject: str) -> FindingItem:
        """Return the finding called `subject`. Raises StopIteration where there is none."""
        return next(item for item in self.findings if item.subject == subject)

    def _taken(
        self, item: FindingItem, subjects: Mapping[str, tuple[Decision, ...]]
    ) -> Decision | None:
        """Return the edit that took over what `item` suggests, as a verdict on the finding.

        Where the finding stays although the wording was taken over, nobody need decide again.
        """
        for ref in self.row.bead.target:
            last = verdict(subjects.get(on_text(ref), ()))
            if last and last.verdict == "edit" and last.value.get("finding") == item.subject:
                return replace(last, on=item.subject, verdict="take", fingerprint=item.mark)
        return None


@dataclass(frozen=True)
class ReviewRows:
    """All rows in order, by id and by subject, and the corpus they were made of.

    `say` has the texts of the page in the language that the rows were laid out in.
    """

    corpus: CheckedCorpus
    rows: tuple[ReviewRow, ...]
    say: Wording = field(default_factory=wording)

    def by_subject(self, subject: str) -> tuple[int, ReviewRow] | None:
        """Find the row of `subject` (a bead, finding, repair or text), and its index."""
        return self._places.get(subject)

    @cached_property
    def _places(self) -> dict[str, tuple[int, ReviewRow]]:
        found: dict[str, tuple[int, ReviewRow]] = {}
        for place, row in enumerate(self.rows):
            for subject in row.subjects:
                found.setdefault(subject, (place, row))
        return found

    @cached_property
    def superseded(self) -> frozenset[int]:
        """The numbers of the pairs that a later version in this corpus supersedes."""
        older = {pair.source.supersedes for pair in self.corpus.pairs}
        return frozenset(
            number
            for number, pair in enumerate(self.corpus.pairs, start=1)
            if pair.document in older
        )

    def pair(self, number: int) -> CheckedPair:
        """Return the pair that rows of `number` belong to, counted from 1."""
        return self.corpus.pairs[number - 1]

    def raw(self, number: int) -> dict[str, str]:
        """Return the texts of a pair's segments as they stand in the files."""
        pair = self.pair(number)
        return {s.id: s.raw for side in (pair.source, pair.target) for s in side.segments}


def lay_out(corpus: CheckedCorpus, ui: Ui = "en") -> ReviewRows:
    """Lay out the corpus for a page in the language `ui`.

    Rejected findings are there too, so that they can be taken up again.
    """
    whole = replace(corpus, findings=tuple(rank([*corpus.findings, *corpus.rejected])))
    shown = context(whole, ui=ui)
    places: SegmentIndex = shown["places"]
    text_of = text_lookup(corpus.documents)
    rows = []
    for view in shown["pairs"]:
        segments = {s.id: s for d in (view.pair.source, view.pair.target) for s in d.segments}
        rows += [_sheet_row(view.number, row, segments, places, text_of) for row in view.rows]
    return ReviewRows(corpus, tuple(rows), wording(ui))


def _sheet_row(
    number: int,
    row: ReportRow,
    segments: dict[str, Segment],
    places: SegmentIndex,
    text_of: Callable[[Sequence[str]], str],
) -> ReviewRow:
    refs = (*row.bead.source, *row.bead.target)
    raw = {ref: segments[ref].raw for ref in refs}
    repairs = [item for ref in refs for item in _repairs(segments[ref], places)]
    if len(repairs) > _MOST_REPAIRS:
        repairs.sort(key=lambda item: item.view.status != "proposed")
    return ReviewRow(
        id=row.id,
        pair=number,
        subject=on_bead(row.bead),
        mark=raw_fingerprint(refs, raw),
        row=row,
        findings=tuple(
            FindingItem(
                on_finding(v.finding),
                finding_fingerprint(v.finding, text_of),
                v,
                suggestion_of(v.finding, segments),
            )
            for v in row.findings
        ),
        repairs=tuple(repairs[:_MOST_REPAIRS]),
        more_repairs=len(repairs[_MOST_REPAIRS:]),
        texts=tuple((on_text(ref), fingerprint([raw[ref]])) for ref in refs),
    )


def _repairs(segment: Segment, places: SegmentIndex) -> Iterator[RepairItem]:
    spans, mark = RawSpans(segment.repairs), fingerprint([segment.raw])
    for view in segment_repairs(segment, places):
        if not is_routine(view.repair) and view.repair.origin != "human":
            key = repair_key(segment.id, view.repair, spans)
            yield RepairItem(on_repair(segment.id, key), mark, view)

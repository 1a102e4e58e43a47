"""Repairs as a page shows them: the words around, before and after, and the reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parallel_corpus.decisions.apply import APPROVED_EDIT
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import Document, Evidence, Repair, Segment, Status
from parallel_corpus.normalise import RULES
from parallel_corpus.normalise.record import steps, substitute
from parallel_corpus.report.sides import SegmentIndex
from parallel_corpus.report.wording import Wording

_ROUTINE = frozenset({"layout", "markup"})
_AROUND = 36
_LONGEST = 60  # of the letters of a word on either side of what is repaired
MOST = 2_000
"""How many repairs of a document are listed; a page of more cannot be read."""
_WORD = re.compile(r"[\w\u064b-\u065f\u0670\u0640]")


@dataclass(frozen=True, slots=True)
class RepairView:
    """One repair in its context; `lead` and `trail` are the words around it in the same text."""

    segment: str
    place: str
    language: str
    lead: str
    before: str
    after: str
    trail: str
    repair: Repair

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def status(self) -> Status:
        return self.repair.status

    @property
    def rule(self) -> str:
        return _name(self.repair)

    @property
    def changes_reading(self) -> bool:
        """Whether it changes which words are read, not only marks or spelling."""
        return comparison_key(self.before) != comparison_key(self.after)

    @property
    def reasons(self) -> tuple[Evidence, ...]:
        return self.repair.evidence


@dataclass(frozen=True, slots=True)
class RepairList:
    """The repairs of a document that a reviser reads one by one, and how many are routine.

    `listed` are at most `MOST` of them, `rest` is how many more there are. `applied` and `waiting`
    count all that were made and that wait for a decision, `grave` those that wait and change what
    is read.
    """

    document: Document
    listed: tuple[RepairView, ...]
    routine: tuple[tuple[str, int], ...]
    rest: int
    applied: int
    waiting: int
    grave: int


def repair_lists(documents: Iterable[Document], places: SegmentIndex) -> tuple[RepairList, ...]:
    """Make one list per document with repairs; proposed repairs first, then in reading order."""
    lists = (_repair_list(document, places) for document in documents)
    return tuple(made for made in lists if made.listed or made.routine)


def more_repairs(number: int, say: Wording) -> str:
    """Say how many repairs are not shown, and where they are."""
    return say.count(
        "and %(n)s more repair; all are in repairs.csv, which -o writes",
        "and %(n)s more repairs; all are in repairs.csv, which -o writes",
        number,
    )


def _repair_list(document: Document, places: SegmentIndex) -> RepairList:
    waiting: list[RepairView] = []
    settled: list[RepairView] = []
    routine, number = Counter[str](), Counter[str]()
    grave = 0
    for segment in (*document.furniture, *document.segments):
        for view in segment_repairs(segment, places):
            if is_routine(view.repair):
                routine[view.rule] += 1
                continue
            number[view.status] += 1
            is_waiting = view.status == "proposed"
            grave += is_waiting and view.changes_reading
            views = waiting if is_waiting else settled
            if len(views) < MOST:
                views.append(view)
    listed = tuple(waiting + settled)[:MOST]
    return RepairList(
        document, listed, tuple(sorted(routine.items())), number.total() - len(listed),
        number["applied"], number["proposed"], grave,
    )  # fmt: skip


def segment_repairs(segment: Segment, places: SegmentIndex) -> Iterator[RepairView]:
    """Yield the repairs of one segment, each in the text that its offsets count in."""
    place = places.label([segment.id])
    text = segment.raw
    for made in steps(sorted(segment.repairs, key=lambda repair: repair.step)):
        made.sort(key=lambda repair: repair.edit.start)
        for repair in made:
            yield _in_context(segment, repair, text, place)
        text = substitute(text, [repair.edit for repair in made])
    for repair in segment.repairs:
        if repair.status != "applied":
            yield _in_context(segment, repair, segment.text, place)


def _in_context(segment: Segment, repair: Repair, text: str, place: str) -> RepairView:
    first, last = _whole_word(text, repair.edit.start, repair.edit.end)
    before = text[first:last]
    after = text[first : repair.edit.start] + repair.edit.after + text[repair.edit.end : last]
    start = max(0, first - _AROUND)
    lead = text[start:first]
    if start:
        lead = "…" + (lead.split(" ", 1)[1] if " " in lead else lead)
    trail = text[last : last + _AROUND]
    if last + _AROUND < len(text):
        trail = (trail.rsplit(" ", 1)[0] if " " in trail else trail) + "…"
    return RepairView(
        segment.id, place, segment.language,
        lead, before, after, trail, repair,
    )  # fmt: skip


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the span to whole words: Arabic letters lose their shape apart from their word.

    A word of more than `_LONGEST` letters is cut.
    """
    inserted = start == end
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    if inserted or _WORD.match(text[start]):
        while start > first and _WORD.match(text[start - 1]):
            start -= 1
    if inserted or _WORD.match(text[end - 1]):
        while end < last and _WORD.match(text[end]):
            end += 1
    return start, end


def is_routine(repair: Repair) -> bool:
    """Tell whether a repair is layout or markup, which a reviser need not see one by one."""
    return repair.origin in _ROUTINE and repair.status == "applied"


def _name(repair: Repair) -> str:
    if repair.code == APPROVED_EDIT:
        by, person = (e.where for e in repair.evidence[:2])
        return f"suggested by {by}, approved by {person}"
    if repair.origin == "human":
        return "edited by a person"
    return RULES[repair.code].name if repair.code in RULES else repair.code

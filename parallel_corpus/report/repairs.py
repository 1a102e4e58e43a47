"""Repairs as a page shows them: the words around, before and after, and the reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from parallel_corpus.decisions.apply import APPROVED_EDIT
from parallel_corpus.model import Document, Evidence, Repair, Segment, Status
from parallel_corpus.normalise import RULES
from parallel_corpus.report.sides import SegmentIndex

_ROUTINE = frozenset({"layout", "markup"})
_AROUND = 36
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
    def reasons(self) -> tuple[Evidence, ...]:
        return self.repair.evidence


@dataclass(frozen=True, slots=True)
class RepairList:
    """The repairs of a document that a reviser reads one by one, and how many are routine."""

    document: Document
    listed: tuple[RepairView, ...]
    routine: tuple[tuple[str, int], ...]

    @property
    def waiting(self) -> int:
        return sum(view.status == "proposed" for view in self.listed)

    @property
    def applied(self) -> int:
        return sum(view.status == "applied" for view in self.listed)


def repair_lists(documents: Iterable[Document], places: SegmentIndex) -> tuple[RepairList, ...]:
    """Make one list per document with repairs; proposed repairs first, then in reading order."""
    lists = []
    for document in documents:
        views = [
            view
            for segment in (*document.furniture, *document.segments)
            for view in segment_repairs(segment, places)
        ]
        routine = Counter(_name(view.repair) for view in views if is_routine(view.repair))
        listed = [view for view in views if not is_routine(view.repair)]
        listed.sort(key=lambda view: view.status != "proposed")
        if views:
            lists.append(RepairList(document, tuple(listed), tuple(sorted(routine.items()))))
    return tuple(lists)


def segment_repairs(segment: Segment, places: SegmentIndex) -> Iterator[RepairView]:
    """Yield the repairs of one segment, each in the text that its offsets count in."""
    text = segment.raw
    steps = sorted((r for r in segment.repairs if r.status == "applied"), key=lambda r: r.step)
    for _, group in groupby(steps, key=lambda r: r.step):
        repairs = sorted(group, key=lambda r: r.edit.start)
        for repair in repairs:
            yield _in_context(segment, repair, text, places)
        for repair in reversed(repairs):
            edit = repair.edit
            text = text[: edit.start] + edit.after + text[edit.end :]
    for repair in segment.repairs:
        if repair.status != "applied":
            yield _in_context(segment, repair, segment.text, places)


def _in_context(segment: Segment, repair: Repair, text: str, places: SegmentIndex) -> RepairView:
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
        segment.id, places.label([segment.id]), segment.language,
        lead, before, after, trail, repair,
    )  # fmt: skip


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the span to whole words: Arabic letters lose their shape apart from their word."""
    inserted = start == end
    if inserted or _WORD.match(text[start]):
        while start and _WORD.match(text[start - 1]):
            start -= 1
    if inserted or _WORD.match(text[end - 1]):
        while end < len(text) and _WORD.match(text[end]):
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

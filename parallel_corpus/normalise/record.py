"""The record of what was changed: replay it forwards, run it backwards, find a place in raw.

The applied repairs of one step share the coordinates of the text before that step, sorted
and apart; so a record of any length replays in one pass a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from parallel_corpus.model import Edit, Repair


def steps(repairs: Iterable[Repair]) -> Iterator[list[Repair]]:
    """Yield the applied repairs, one list a step, in the order in which the steps were made."""
    applied = [repair for repair in repairs if repair.status == "applied"]
    for _, group in groupby(applied, key=lambda repair: repair.step):
        yield list(group)


def replay(raw: str, repairs: Sequence[Repair]) -> str:
    """Apply all applied repairs to `raw`. Raises ValueError if the record is not of this text.

    >>> fix = Repair(Edit(0, "- ", ""), "N202", "layout/list-marker", step=1)
    >>> replay("- a", [fix]), restore("a", [fix])
    ('a', '- a')
    """
    text = raw
    for group in steps(repairs):
        text = substitute(text, [repair.edit for repair in group])
    return text


def restore(text: str, repairs: Sequence[Repair]) -> str:
    """Return the raw text from which the applied repairs made `text`."""
    for group in reversed(list(steps(repairs))):
        text = substitute(text, inverse([repair.edit for repair in group]))
    return text


def substitute(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with sorted, non-overlapping edits made, in one pass."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if edit.start < position or not text.startswith(edit.before, edit.start):
            found = text[edit.start : edit.end]
            raise ValueError(f"the record says {edit.before!r} at {edit.start}, found {found!r}")
        pieces += (text[position : edit.start], edit.after)
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def inverse(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that undo `edits`, in the coordinates of the text after them."""
    undone: list[Edit] = []
    shift = 0
    for edit in edits:
        undone.append(Edit(edit.start + shift, edit.after, edit.before))
        shift += len(edit.after) - len(edit.before)
    return undone


def raw_span(repairs: Sequence[Repair], repair: Repair) -> tuple[int, int]:
    """Return where `repair` stands in raw: (start, end) in code points.

    What lies inside a piece that an earlier step replaced is mapped to that whole piece.

    >>> strip = Repair(Edit(0, "- ", ""), "N202", "layout/list-marker", step=1)
    >>> word = Repair(Edit(0, "teh", "the"), "N701", "ocr/word", step=2)
    >>> raw_span([strip, word], word)
    (2, 5)
    """
    start, end = repair.edit.start, repair.edit.end
    earlier = list(steps(repairs))
    if repair.status == "applied":
        earlier = [group for group in earlier if group[0].step < repair.step]
    for group in reversed(earlier):
        start, end = _before(group, start, end)
    return start, end


def _before(group: Sequence[Repair], start: int, end: int) -> tuple[int, int]:
    """Return a span of the text after a step, in the text before it."""
    shift = 0
    first, last = start, end
    for repair in group:
        edit = repair.edit
        begin = edit.start + shift
        stop = begin + len(edit.after)
        if begin <= start:
            first = edit.start if start < stop else start - stop + edit.end
        if begin < end:
            last = edit.end if end < stop else end - stop + edit.end
        shift += len(edit.after) - len(edit.before)
    return first, max(first, last)


@dataclass(slots=True)
class Draft:
    """A text under repair: what it says by now, and what was done to it so far."""

    text: str
    repairs: list[Repair] = field(default_factory=list)
    step: int = 0

    @classmethod
    def of(cls, text: str, repairs: Sequence[Repair]) -> Draft:
        """Go on where an earlier record ended."""
        last = max((repair.step for repair in repairs), default=0)
        return cls(text, list(repairs), last)

    def apply(self, found: Iterable[Repair]) -> bool:
        """Make the repairs of one step; where two overlap, the first wins. True if text changed."""
        chosen: list[Repair] = []
        position = -1
        for repair in sorted(found, key=lambda item: (item.edit.start, item.edit.end)):
            if repair.edit.start >= position:
                chosen.append(replace(repair, step=self.step + 1))
                position = repair.edit.end
        if not chosen:
            return False
        before = self.text
        self.text = substitute(before, [repair.edit for repair in chosen])
        self.step += 1
        self.repairs = [*_moved(self.repairs, chosen), *chosen]
        return self.text != before

    def propose(self, found: Iterable[Repair]) -> None:
        """Note repairs that are not made; their offsets count in the text as it stands."""
        known = {(item.code, item.edit) for item in self.repairs if item.status != "applied"}
        for repair in sorted(found, key=lambda item: (item.edit.start, item.edit.end)):
            if (repair.code, repair.edit) not in known:
                self.repairs.append(repair)


def _moved(repairs: Sequence[Repair], step: Sequence[Repair]) -> Iterator[Repair]:
    """Yield the record, its proposals moved along with the text.

    Those whose words are gone drop out.
    """
    for repair in repairs:
        edit = repair.edit
        if repair.status == "applied":
            yield repair
        elif all(done.edit.end <= edit.start or edit.end <= done.edit.start for done in step):
            shift = sum(
                len(done.edit.after) - len(done.edit.before)
                for done in step
                if done.edit.end <= edit.start
            )
            yield replace(repair, edit=replace(edit, start=edit.start + shift))

"""The record of what was changed: replay it forwards, run it backwards, find a place in raw.

The applied repairs of one step share the coordinates of the text before that step, sorted
and apart; so a record of any length replays in one pass a step.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

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

    What lies inside a piece that an earlier step replaced is mapped to that whole piece. For many
    repairs of one record, `RawSpans` is faster.

    >>> strip = Repair(Edit(0, "- ", ""), "N202", "layout/list-marker", step=1)
    >>> word = Repair(Edit(0, "teh", "the"), "N701", "ocr/word", step=2)
    >>> raw_span([strip, word], word)
    (2, 5)
    """
    return RawSpans(repairs).of(repair)


class RawSpans:
    """Find where repairs stand in raw; each takes a time that is logarithmic in the record."""

    def __init__(self, repairs: Iterable[Repair]) -> None:
        self._made = [_Made(group) for group in steps(repairs)]

    def of(self, repair: Repair) -> tuple[int, int]:
        """Return (start, end) as `raw_span` does; `repair` may also be one yet to be made."""
        start, end = repair.edit.start, repair.edit.end
        for made in reversed(self._made):
            if repair.status != "applied" or made.step < repair.step:
                start, end = made.before(start, end)
        return start, end


class _Made:
    """The edits of one step, and where what they put in stands after it."""

    def __init__(self, group: Sequence[Repair]) -> None:
        self.step = group[0].step
        self._edits = [repair.edit for repair in group]
        self._put_in = inverse(self._edits)
        self._begins = [edit.start for edit in self._put_in]

    def before(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the text after the step, in the text before it."""
        first, last = start, end
        if at := bisect_right(self._begins, start):
            edit, stop = self._edits[at - 1], self._put_in[at - 1].end
            first = edit.start if start < stop else start - stop + edit.end
        if at := bisect_left(self._begins, end):
            edit, stop = self._edits[at - 1], self._put_in[at - 1].end
            last = edit.end if end < stop else end - stop + edit.end
        return first, max(first, last)


@dataclass(slots=True)
class Draft:
    """A text under repair: what it says by now, and what was done to it so far."""

    text: str
    repairs: list[Repair] = field(default_factory=list)
    step: int = 0
    _spans: RawSpans | None = None

    @property
    def raw_spans(self) -> RawSpans:
        """What finds the place in raw of a repair whose offsets count in the text as it stands."""
        if self._spans is None:
            self._spans = RawSpans(self.repairs)
        return self._spans

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
        self._spans = None
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

    Those whose words are gone drop out. The repairs of `step` are sorted and apart.
    """
    ends = [done.edit.end for done in step]
    shifts = [0, *accumulate(len(done.edit.after) - len(done.edit.before) for done in step)]
    for repair in repairs:
        edit = repair.edit
        behind = bisect_right(ends, edit.start)
        if repair.status == "applied":
            yield repair
        elif behind == len(step) or edit.end <= step[behind].edit.start:
            yield replace(repair, edit=replace(edit, start=edit.start + shifts[behind]))

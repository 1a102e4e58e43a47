"""The rows as the open pages have them: what changed since a page last looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parallel_corpus.model import Decision
from parallel_corpus.review.page import render_row
from parallel_corpus.review.progress import Decided, count_decided
from parallel_corpus.review.rows import ReviewRow, ReviewRows
from parallel_corpus.review.verdicts import Verdicts

Subjects = Mapping[str, tuple[Decision, ...]]
"""The standing decisions on each subject, oldest first."""


@dataclass(slots=True)
class _Shown:
    """A row as pages have it, and the revision in which it last changed."""

    row: ReviewRow
    verdicts: Mapping[str, Verdicts]
    html: str
    after: str
    revision: int


class ShownRows:
    """Renders rows, and remembers in which revision each changed.

    A decision costs the rows that it is about, whatever the number of rows: those of 5,000 pairs
    are not looked through again for each key.
    """

    def __init__(self) -> None:
        self.revision = 0
        self.progress = Decided()
        self._sheet: ReviewRows | None = None
        self._subjects: Subjects = {}
        self._shown: dict[str, _Shown] = {}
        self._gone: dict[str, int] = {}

    def show(self, sheet: ReviewRows, subjects: Subjects) -> None:
        """Render what changed, under a new revision."""
        self.revision += 1
        if sheet is self._sheet:
            for row in self._concerned(sheet, subjects):
                self._put(sheet, row, subjects, self._shown[row.id].after)
        else:
            self._lay(sheet, subjects)
        self._sheet, self._subjects = sheet, subjects

    def html(self, row: ReviewRow) -> str:
        """Return the HTML of a row that is shown."""
        return self._shown[row.id].html

    def verdicts(self, row: ReviewRow) -> Mapping[str, Verdicts]:
        """Return what was said on everything in a row that is shown."""
        return self._shown[row.id].verdicts

    def changes(self, since: int) -> dict[str, Any]:
        """Return the rows that a page of revision `since` must put in and take out."""
        rows = [
            {"id": id_, "html": shown.html, "after": shown.after}
            for id_, shown in self._shown.items()
            if shown.revision > since
        ]
        gone = [id_ for id_, revision in self._gone.items() if revision > since]
        return {"rows": rows, "gone": gone}

    def _concerned(self, sheet: ReviewRows, subjects: Subjects) -> Iterator[ReviewRow]:
        """Yield the rows on which something else is said now."""
        either = self._subjects.keys() | subjects.keys()
        changed = [s for s in either if self._subjects.get(s) != subjects.get(s)]
        found = {}
        for subject in changed:
            if (place := sheet.by_subject(subject)) is not None:
                found[place[0]] = place[1]
        yield from found.values()

    def _lay(self, sheet: ReviewRows, subjects: Subjects) -> None:
        before, self._shown, self.progress = self._shown, {}, Decided()
        self._sheet = sheet
        pair, after = 0, ""
        for row in sheet.rows:
            if row.pair != pair:
                pair, after = row.pair, f"pair-{row.pair}"
            self._put(sheet, row, subjects, after, before.get(row.id))
            after = row.id
        for id_ in before.keys() - self._shown.keys():
            self._gone[id_] = self.revision
        for id_ in self._shown:
            self._gone.pop(id_, None)

    def _put(
        self,
        sheet: ReviewRows,
        row: ReviewRow,
        subjects: Subjects,
        after: str,
        former: _Shown | None = None,
    ) -> None:
        verdicts = row.opinions(subjects)
        counted = self._shown.get(row.id)
        old = counted or former
        if old and old.row is row and old.verdicts == verdicts:
            html = old.html
        else:
            html = render_row(row, verdicts, sheet.say.ui)
        same = old is not None and (old.html, old.after) == (html, after)
        revision = old.revision if old and same else self.revision
        if self._sheet is None or row.pair not in self._sheet.superseded:
            if counted:
                self.progress -= count_decided(counted.row, counted.verdicts)
            self.progress += count_decided(row, verdicts)
        self._shown[row.id] = _Shown(row, verdicts, html, after, revision)

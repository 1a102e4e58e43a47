"""The desk itself: what lies on it, who decided what, and what changed since a page last looked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.decisions import Ledger, Store, decision_key, on_decision
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision
from parallel_corpus.review.actions import GONE, Request, decide
from parallel_corpus.review.deliver import Order, deliver
from parallel_corpus.review.page import render_page
from parallel_corpus.review.progress import Decided, is_decided
from parallel_corpus.review.rows import ReviewRows, lay_out
from parallel_corpus.review.shown import ShownRows
from parallel_corpus.review.wording import describe, refusal, where
from parallel_corpus.settings import Ui

Build = Callable[[Ledger], CheckedCorpus]
"""Makes the corpus as it is under the given decisions."""

_REBUILD = ("text:", "repair:", "beads:", "term:")


class Desk:
    """One corpus under review. All methods may be called from any thread.

    A decision is on the disk before `decide` returns. Verdicts show at once; where texts or
    pairings changed, `rebuild` makes the corpus anew, and the pages learn of it by `changes`.
    """

    def __init__(self, build: Build, store: Store, who: str, out: Path, *, ui: Ui = "en") -> None:
        self.who = who
        self._ui: Ui = ui
        self._build = build
        self._store = store
        self.out = out
        self._lock = threading.RLock()
        self._building = threading.Lock()
        self._ledger = store.load()
        self._built = _weight(self._ledger)
        self._sheet = lay_out(build(self._ledger), ui)
        self._shown = ShownRows()
        self._stamp = self._file_stamp()
        self._trouble = ""
        self.exported: dict[str, Path] = {}
        self._show()

    @property
    def revision(self) -> int:
        """Return the number of the state that is shown; it grows with each change."""
        return self._shown.revision

    @property
    def progress(self) -> Decided:
        """Return how much of the current versions is decided."""
        return self._shown.progress

    @property
    def sheet(self) -> ReviewRows:
        with self._lock:
            return self._sheet

    @property
    def stale(self) -> bool:
        """Tell whether texts or pairings were decided on since the corpus was last built."""
        with self._lock:
            return _weight(self._ledger) != self._built

    def decide(self, request: Request) -> Decision:
        """Keep a decision. Raises ConflictError or CorpusError, and then keeps nothing."""
        with self._lock:
            ledger, (made,) = self._store.append(decide(request, self._sheet, self.who))
            self._take(ledger)
            return made

    def look(self) -> bool:
        """Read what others wrote to the file. True if there was anything."""
        with self._lock:
            stamp = self._file_stamp()
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            ledger = self._store.load()
            if ledger == self._ledger:
                return False
            self._take(ledger)
            return True

    def rebuild(self) -> None:
        """Build the corpus again under the newest decisions, until none came in meanwhile."""
        with self._building:
            while self.stale:
                with self._lock:
                    ledger = self._ledger
                try:
                    sheet = lay_out(self._build(ledger), self._ui)
                except CorpusError as error:
                    with self._lock:
                        self._trouble, self._built = self.tell(error), _weight(ledger)
                        self._shown.revision += 1
                    continue
                with self._lock:
                    self._trouble = ""
                    self._sheet, self._built = sheet, _weight(ledger)
                    self._show()

    def changes(self, since: int) -> dict[str, Any]:
        """Return what a page that knows revision `since` must change, as plain JSON types."""
        with self._lock:
            return {
                "revision": self.revision,
                "seen": self.seen,
                **self._shown.changes(since),
                "busy": self.stale,
                **self.status(),
            }

    @property
    def seen(self) -> str:
        """Return the time of the newest decision."""
        with self._lock:
            return self._ledger.decisions[-1].when if self._ledger.decisions else ""

    def status(self) -> dict[str, Any]:
        """Return progress, what there is to undo or redo, and notes for the user."""
        with self._lock:
            undo = self._ledger.to_undo(self.who)
            back = self._ledger.to_redo(self.who)
            redo = back and self._ledger.by_key(back.on.removeprefix("decision:"))
            return {
                "progress": self.progress.record(),
                "undo": undo and self._told(undo, undo),
                "redo": back and self._told(back, redo or back),
                "notes": self._notes(),
            }

    def _told(self, decision: Decision, about: Decision) -> dict[str, str]:
        """Return how the page names `decision`, what it was `about`, in words, and in which row."""
        words = describe(about, self._sheet)
        return {"on": on_decision(decision), "about": about.on, "words": words,
                "row": where(about, self._sheet)}  # fmt: skip

    def tell(self, error: CorpusError) -> str:
        """Return an error in the language of the page."""
        return refusal(error, self._sheet.say)

    def html(self) -> str:
        """Render the whole page."""
        with self._lock:
            sheet, revision = self._sheet, self.revision
            rows = [(row.pair, self._shown.html(row)) for row in sheet.rows]
        return render_page(sheet, rows, who=self.who, revision=revision)

    def texts(self, subject: str) -> dict[str, Any]:
        """Return the texts of the row that `subject` stands in, for editing."""
        with self._lock:
            found = self._sheet.by_subject(subject)
            if found is None:
                raise CorpusError(GONE)
            _, row = found
            pair = self._sheet.pair(row.pair)
            by_id = {s.id: s for side in (pair.source, pair.target) for s in side.segments}
            return {
                "source": [by_id[ref].text for ref in row.row.bead.source],
                "target": [{"id": ref, "text": by_id[ref].text} for ref in row.row.bead.target],
            }

    def export(self, order: Order) -> list[Path]:
        """Write the corpus as decided so far (see `deliver`)."""
        with self._lock:
            ledger = self._ledger
        # Confirmations change no text, so the desk does not rebuild for them; an export must know.
        with self._building:
            corpus = self._build(ledger)
        with self._lock:
            decided = {
                (row.row.bead.source, row.row.bead.target)
                for row in self._sheet.rows
                if is_decided(row, self._shown.verdicts(row))
            }
        paths = deliver(corpus, order, self.out, decided=decided, terms=ledger.terms(), ui=self._ui)
        with self._lock:
            self.exported |= {path.name: path for path in paths}
        return paths

    def _take(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._stamp = self._file_stamp()
        self._show()

    def _show(self) -> None:
        self._shown.show(self._sheet, self._ledger.by_subject())

    def _notes(self) -> list[str]:
        say = self._sheet.say
        notes = []
        if self._trouble:
            notes.append(say("This could not be built: %(why)s", why=self._trouble))
        if self._ledger.damaged:
            lines = ", ".join(map(str, self._ledger.damaged[:5]))
            name = self._store.path.name
            notes.append(
                say("%(file)s: line %(lines)s cannot be read and was passed over",
                    file=name, lines=lines)
            )  # fmt: skip
        for item in self._sheet.corpus.stale[:20]:
            said = describe(item.decision, self._sheet)
            notes.append(
                say("%(who)s: %(said)s, which holds no longer: %(why)s",
                    who=item.decision.who, said=said, why=say.error(item.reason))
            )  # fmt: skip
        return notes

    def _file_stamp(self) -> tuple[int, int]:
        try:
            stat = self._store.path.stat()
        except OSError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_size


def _weight(ledger: Ledger) -> tuple[str, ...]:
    """Return the standing decisions that change texts or pairings."""
    return tuple(
        decision_key(decision)
        for decision in ledger.standing()
        if decision.on.startswith(_REBUILD) and decision.verdict != "comment"
    )

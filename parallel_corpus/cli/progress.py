"""How far a build or a check is: a live line on a terminal; of a build now and then a plain one
elsewhere, and its log."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from parallel_corpus.build.results import CheckedChain
from parallel_corpus.build.results import Progress as Tell
from parallel_corpus.build.tasks import Done
from parallel_corpus.cli.output import say
from parallel_corpus.errors import CorpusError
from parallel_corpus.support.journal import JOURNAL

STAGES = {
    "read": "Reading",
    "build": "Building",
    "check": "Checking",
    "annotate": "Annotating",
    "write": "Writing",
}
_EVERY = 30.0  # seconds between two lines where there is no terminal
_WHAT = TextColumn("{task.fields[what]}")


@dataclass
class Tally:
    """What a build has done so far. Speed and time left count what was built, not what was known.

    >>> now = iter([0.0, 20.0, 20.0]).__next__
    >>> tally = Tally(clock=now)
    >>> tally.total, tally.done, tally.built, tally.segments = 5, 3, 2, 80
    >>> tally.says()
    '0 pairs, 0 findings, 4 segments/s, 20 s left'
    """

    clock: Callable[[], float] = time.monotonic
    total: int = 0
    done: int = 0
    built: int = 0
    failed: int = 0
    pairs: int = 0
    segments: int = 0
    findings: int = 0
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def add(self, done: Done) -> None:
        """Count what came of a chain."""
        self.done += 1
        self.built += not done.known
        if not isinstance(done.result, CheckedChain):
            self.failed += 1
            return
        self.pairs += len(done.result.pairs)
        self.findings += sum(len(pair.findings) for pair in done.result.pairs)
        if not done.known:
            self.segments += sum(len(document.segments) for document in done.result.documents)

    @property
    def seconds(self) -> float:
        return self.clock() - self.began

    def says(self) -> str:
        """Describe pairs, findings, segments a second and time left."""
        counts = [f"{self.pairs} pairs", f"{self.findings} findings"]
        if self.failed:
            counts.append(f"{self.failed} failed")
        if self.built and self.segments:
            seconds = max(self.seconds, 1e-3)
            counts.append(f"{self.segments / seconds:.0f} segments/s")
            counts.append(f"{spoken(seconds / self.built * (self.total - self.done))} left")
        return ", ".join(counts)

    def ends(self) -> str:
        """Return the closing line."""
        known = self.done - self.built
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{self.built - self.failed} built, {known} unchanged{failed}, in "
            f"{spoken(self.seconds)}."
        )


class Reporter:
    """Shows how far a build is. `tell` and `watch` are what `build` calls."""

    def __init__(self, quiet: bool, console: Console, clock: Callable[[], float]) -> None:
        self.tally = Tally(clock)
        self._plain = not _hushed(quiet) and not _lively(console)
        self._said = clock()
        self._clock = clock
        self.bar = _bar(console, quiet, MofNCompleteColumn(), _WHAT)
        self._line = self.bar.add_task("Starting", total=None, what="")

    def tell(self, stage: str, what: str, done: int, total: int) -> None:
        """Show which stage the build is at, and how far."""
        if stage != "build":
            self.bar.update(self._line, description=STAGES[stage], what=escape(what), total=None)
            return
        if done == 0:  # the clock of the chains: reading has its own time
            self.tally.began = self._clock()
        self.tally.total = total
        says = f"{what}: {self.tally.says()}" if what else self.tally.says()
        self.bar.update(
            self._line,
            description=STAGES[stage],
            what=escape(says),
            completed=done,
            total=total,
        )
        if self._plain and self._clock() - self._said >= _EVERY:
            self._said = self._clock()
            say(f"{done} of {total} built: {self.tally.says()}", err=True)

    def watch(self, done: Done) -> None:
        self.tally.add(done)


@contextmanager
def reporting(
    quiet: bool, console: Console | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Reporter]:
    """Give a reporter on standard error; silent where quiet is asked for."""
    reporter = Reporter(quiet, console or _standard_error(), clock)
    with reporter.bar:
        yield reporter


@contextmanager
def progress(quiet: bool) -> Iterator[Tell]:
    """Show how far a check is, on standard error and in the log; print nothing under -q."""
    with _bar(_standard_error(), quiet, _WHAT, TimeElapsedColumn()) as bar:
        task = bar.add_task("Starting", total=1, what="")

        def tell(stage: str, what: str, done: int, total: int) -> None:
            JOURNAL.info("%s %s (%d of %d)", STAGES[stage].lower(), what, done, total)
            bar.update(
                task, description=STAGES[stage], what=escape(what), completed=done, total=total
            )

        yield tell


def _bar(console: Console, quiet: bool, *columns: ProgressColumn) -> Progress:
    """Show a progress bar on a terminal, nothing elsewhere, and remove it at the end."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        *columns,
        console=console,
        transient=True,
        disable=_hushed(quiet) or not _lively(console),
    )


def _standard_error() -> Console:
    # Not rich's word for it: FORCE_COLOR makes a terminal of a file there.
    return Console(file=sys.stderr, force_terminal=None if sys.stderr.isatty() else False)


def _lively(console: Console) -> bool:
    return console.is_terminal and not console.is_dumb_terminal


def _hushed(quiet: bool) -> bool:
    return quiet or JOURNAL.isEnabledFor(logging.INFO)  # then the log says it all


class _Log(logging.FileHandler):
    """A log that a full disk may cut short, which is said once and not for each line lost."""

    reason = ""
    """Why a line could not be written; "" where all were."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        del record
        self._lost(sys.exc_info()[1])

    def close(self) -> None:
        try:
            super().close()
        except OSError as error:
            self._lost(error)

    def _lost(self, error: BaseException | None) -> None:
        self.reason = self.reason or getattr(error, "strerror", None) or str(error)


@contextmanager
def logging_to(path: Path | None) -> Iterator[None]:
    """Append what the build does, with times, to the file `path`, if one is named.

    Raises CorpusError at the end where lines of it are lost.
    """
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = _Log(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    before = JOURNAL.level
    JOURNAL.addHandler(handler)
    JOURNAL.setLevel(logging.INFO)
    try:
        yield
    finally:
        JOURNAL.removeHandler(handler)
        JOURNAL.setLevel(before)
        handler.close()
    if handler.reason:
        raise CorpusError(
            f"the log is not whole: {handler.reason}",
            where=path,
            hint="All else is done; make room on the disk",
        )


def spoken(seconds: float) -> str:
    """
    >>> spoken(0.44), spoken(59.6), spoken(90), spoken(7300)
    ('0.4 s', '1 min', '2 min', '2 h 2 min')
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

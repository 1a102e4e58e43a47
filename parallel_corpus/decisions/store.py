"""The file of decisions: a line counts once it is on the disk, and none is ever lost.

Writers of several processes and threads take turns by a lock on the file. A line that a crash
cut short was never acknowledged; the next writer moves it to a file beside, so that every line
of the file itself is whole.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from parallel_corpus.decisions.ledger import Ledger
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision
from parallel_corpus.support.files import open_control, read_control, sync_folder

FILE = "decisions.jsonl"
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEEDED = ("who", "when", "on", "verdict")
_HINT = "Check that the folder can be written to and that the disk has room"
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def load_ledger(path: Path) -> Ledger:
    """Load the decisions in `path`; none where there is no such file. Never fails on a bad line."""
    try:
        data = read_control(path)
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", where=path) from error
    return parse_ledger(data)


def parse_ledger(data: bytes) -> Ledger:
    """Parse the bytes of a decisions file; an unfinished last line is still being written."""
    *lines, tail = data.split(b"\n")
    decisions, damaged = [], []
    for number, line in enumerate([*lines, tail], start=1):
        decision = _parse(line)
        if decision is not None:
            decisions.append(decision)
        elif line.strip() and number <= len(lines):
            damaged.append(number)
    return Ledger(tuple(decisions), tuple(damaged))


class Store:
    """The decisions of one corpus on the disk. Safe between threads, processes and people."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.path = path
        self._clock = clock
        self._lock = Lock()

    def load(self) -> Ledger:
        """Read what the file says now."""
        return load_ledger(self.path)

    def append(
        self,
        decide: Callable[[Ledger], Sequence[Decision]],
    ) -> tuple[Ledger, tuple[Decision, ...]]:
        """Add what `decide` returns for the decisions so far; it is on the disk when this returns.

        `decide` sees the newest state and nobody can write between its answer and the write, so
        that a conflict is seen in time. `when` is filled in here: later than all before.
        Returns the new state and the decisions as they were written. Raises CorpusError when
        the disk refuses; then nothing was added.
        """
        try:
            with self._lock, self._locked() as handle:
                return self._append(handle, decide)
        except OSError as error:
            raise CorpusError(
                f"the decision could not be kept: {error.strerror}", where=self.path, hint=_HINT
            ) from error

    def _append(
        self, handle: int, decide: Callable[[Ledger], Sequence[Decision]]
    ) -> tuple[Ledger, tuple[Decision, ...]]:
        data = self._mend(handle)
        ledger = parse_ledger(data)
        last = ledger.decisions[-1].when if ledger.decisions else ""
        dated = []
        for decision in decide(ledger):
            last = self._later_than(last)
            dated.append(_well_formed(replace(decision, when=last)))
        if dated:
            line = b"".join(map(_line, dated))
            try:
                _write(handle, line)
            except OSError:
                os.ftruncate(handle, len(data))
                raise
        return Ledger((*ledger.decisions, *dated), ledger.damaged), tuple(dated)

    def _mend(self, handle: int) -> bytes:
        """Return the whole lines of the file and make it end with one."""
        os.lseek(handle, 0, os.SEEK_SET)
        data = _read(handle)
        end = data.rfind(b"\n") + 1
        tail = data[end:]
        if not tail:
            return data
        if _parse(tail) is not None:
            _write(handle, b"\n")
            return data + b"\n"
        torn = self.path.with_name(self.path.name + ".torn")
        beside = open_control(torn, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            _write(beside, tail + b"\n")
        finally:
            os.close(beside)
        os.ftruncate(handle, end)
        return data[:end]

    def _later_than(self, last: str) -> str:
        now = self._clock().astimezone(UTC)
        try:
            # Clocks go back; the order of decisions must not.
            before = datetime.fromisoformat(last)
            now = max(now, before.astimezone(UTC) + timedelta(microseconds=1))
        except (ValueError, OverflowError):
            pass
        return now.strftime(_TIME)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        handle = open_control(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        try:
            _take_turns(handle)
            yield handle
            if new:
                sync_folder(self.path.parent)
        finally:
            os.close(handle)


def _line(decision: Decision) -> bytes:
    record: dict[str, Any] = {
        "when": decision.when,
        "who": decision.who,
        "on": decision.on,
        "verdict": decision.verdict,
    }
    for key in ("value", "comment", "fingerprint"):
        if value := getattr(decision, key):
            record[key] = value
    text = json.dumps(record, ensure_ascii=False)
    # Some readers and editors take these for line ends.
    text = _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # A lone surrogate has no bytes in UTF-8; JSON's escape says it all the same.
    return text.encode("utf-8", "backslashreplace") + b"\n"


# A desk reads its file again before each decision: of thousands of lines only one is new.
@lru_cache(maxsize=16_384)
def _parse(line: bytes) -> Decision | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not all(isinstance(record.get(k), str) for k in _NEEDED):
        return None
    value = record.get("value")
    return _well_formed(
        Decision(
            who=record["who"],
            when=record["when"],
            on=record["on"],
            verdict=record["verdict"],
            comment=str(record.get("comment", "")),
            fingerprint=str(record.get("fingerprint", "")),
            value=value if isinstance(value, dict) else {},
        )
    )


def _well_formed(decision: Decision) -> Decision:
    """Replace lone surrogates, which JSON can hold and no page or file can show."""
    text = json.dumps(asdict(decision), ensure_ascii=False)
    mended = _SURROGATES.sub("\ufffd", text)
    return decision if mended == text else Decision(**json.loads(mended))


def _read(handle: int) -> bytes:
    pieces = []
    while piece := os.read(handle, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)


def _take_turns(handle: int) -> None:
    """Wait until nobody else writes; closing the file releases the lock."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)

"""What tests see of processes: wait for what one does, find its workers, see that none is left."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

LIMIT = 120.0  # seconds, for machines where everything else is busy too


def wait_until(what: str, happened: Callable[[], object], limit: float = LIMIT) -> None:
    """Return as soon as `happened` is true; fail with `what` when it is not within the limit."""
    until = time.monotonic() + limit
    pause = threading.Event()
    while not happened():
        assert time.monotonic() < until, f"not within {limit:.0f} s: {what}"
        pause.wait(0.005)


def workers(parent: int) -> set[int]:
    """The processes that `parent` started to work, by what they were started with."""
    found = set()
    children = Path(f"/proc/{parent}/task/{parent}/children")
    for pid in children.read_text().split() if children.exists() else ():
        try:
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(int(pid))
        except OSError:
            continue
    return found


def members(group: int) -> set[int]:
    """The processes of a group that still run; one that is dead but not buried does not."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue
        state, _, its_group, *_ = rest.split()
        if int(its_group) == group and state not in "ZX":
            found.add(int(name.split()[0]))
    return found


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that is dead but not buried does not."""
    try:
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    except OSError:
        return False
    return rest[0] not in "ZX"


def seconds_of(pid: int) -> float:
    """The processor time that a process has used; 0 where it has ended."""
    try:
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    except OSError:
        return 0.0
    ticks = [int(number) for number in rest.split()[11:13]]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def random_moment(dice: random.Random, longest: float) -> None:
    """Wait for any time up to `longest`, for what must hold whenever it happens."""
    threading.Event().wait(dice.random() * longest)

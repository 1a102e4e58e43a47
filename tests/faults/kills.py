"""Runs killed at random moments, for the test and the benchmark."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from parallel_corpus.support.publish import STAGING, UNFINISHED
from tests.processes import is_running, random_moment, seconds_of, wait_until, workers

from .conftest import Running, assert_whole, files

Start = Callable[..., Running]


def kill_builds(
    folder: Path, out: Path, start: Start, dice: random.Random, kills: int
) -> tuple[int, int]:
    """Kill `kills` builds; after each, what stands in `out` is whole or says that it is not.

    Every other build begins without a cache. Returns how many were killed before their end, and
    how many of them while files changed places.
    """
    begun = time.monotonic()
    assert start("build", folder, "-o", out, "--no-cache").wait().code == 0
    takes = time.monotonic() - begun

    def begin(number: int) -> Running:
        return start("build", folder, "-o", out, *["--no-cache"] * (number % 2))

    return kill_runs(begin, out, dice, kills, takes)


def kill_runs(
    begin: Callable[[int], Running],
    out: Path,
    dice: random.Random,
    kills: int,
    takes: float,
    right: dict[str, bytes] | None = None,
) -> tuple[int, int]:
    """Kill `kills` runs that publish to `out` within `takes` seconds; see `kill_builds`.

    What stands there is `right`; without it, what the seal says.
    """
    killed = unfinished = 0
    for number in range(kills):
        running = begin(number)
        random_moment(dice, takes)
        running.kill(signal.SIGKILL)
        killed += running.wait().code == -signal.SIGKILL
        unfinished += is_unfinished(out, right)
    return killed, unfinished


def is_unfinished(out: Path, right: dict[str, bytes] | None = None) -> bool:
    """Tell whether `out` says that it is of two runs; fail where it is and does not say so."""
    if UNFINISHED in files(out):
        return True
    # What a killed run leaves in its own folder is hidden, and no part of the result.
    shutil.rmtree(out / STAGING, ignore_errors=True)
    if right is None:
        assert_whole(out)
    else:
        assert files(out) == right
    return False


def kill_builds_with_workers(
    folder: Path, out: Path, start: Start, dice: random.Random, kills: int
) -> tuple[int, int]:
    """Kill builds in two processes while their workers start or work; none is left.

    Returns how many were killed before their end, and how many workers they had.
    """
    killed = had = 0
    for _ in range(kills):
        running = start("build", folder, "-o", out, "--jobs", 2, "--no-cache")
        seen: set[int] = set()
        wait_until(
            "workers start", lambda seen=seen, of=running.pid: seen.update(workers(of)) or seen
        )
        busy = dice.random() * 3  # of processor time, so that it means the same on a slow machine
        wait_until(
            "a worker is at work",
            lambda seen=seen, busy=busy, of=running.pid: (
                seen.update(workers(of)) or max(map(seconds_of, seen)) >= busy or not workers(of)
            ),
        )
        running.kill(signal.SIGKILL)
        killed += running.wait().code == -signal.SIGKILL
        had += len(seen)
        wait_until("no worker is left", lambda seen=seen: not any(map(is_running, seen)))
        is_unfinished(out)
    return killed, had

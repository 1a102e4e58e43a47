"""Builds killed at random moments, for the test and the benchmark."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from parallel_corpus.support.publish import STAGE, UNFINISHED
from tests.processes import random_moment

from .conftest import Running, assert_whole, files


def kill_builds(
    folder: Path, out: Path, start: Callable[..., Running], dice: random.Random, kills: int
) -> tuple[int, int]:
    """Kill `kills` builds; after each, what stands in `out` is whole or says that it is not.

    Every other build begins without a cache. Returns how many were killed before their end, and
    how many of them while files changed places.
    """
    begun = time.monotonic()
    assert start("build", folder, "-o", out, "--no-cache").wait().code == 0
    takes = time.monotonic() - begun
    killed = unfinished = 0
    for number in range(kills):
        args = ["--no-cache"] * (number % 2)
        running = start("build", folder, "-o", out, *args)
        random_moment(dice, takes)
        running.kill(signal.SIGKILL)
        killed += running.wait().code == -signal.SIGKILL
        if UNFINISHED in files(out):
            unfinished += 1
            continue
        # What a killed run leaves in its own folder is hidden, and no part of the result.
        shutil.rmtree(out / STAGE, ignore_errors=True)
        assert_whole(out)
    return killed, unfinished

"""What every engine does with one task, and what it makes of a task that fails."""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from parallel_corpus.build.results import CheckedChain, Failure
from parallel_corpus.build.tasks import Done, Task, run_task

_log = logging.getLogger(__name__)

Engine = Callable[[Sequence[Task]], Iterator[Done]]
Work = Callable[[Task], Done]

_TRIES = 3
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

DIED = "its process died"


def timed(task: Task, run: Callable[[Task], CheckedChain | Failure] | None = None) -> Done:
    """Run a task and measure how long it took; `run` takes the place of `run_task`."""
    start = time.perf_counter()
    result = (run or run_task)(task)
    return Done(task.number, task.name, result, time.perf_counter() - start)


class Tries:
    """How often each task was left without a result by anything but its input.

    Bad input is a result (a Failure) and would be bad again; a dead process, a full disk or a
    fault of ours may not come back, so such a task is tried three times.
    """

    def __init__(self) -> None:
        self._failed: Counter[int] = Counter()

    def failed(self, task: Task, reason: str | BaseException) -> Done | None:
        """Count a failure of `task`; return its Failure after the third, None before that."""
        self._failed[task.number] += 1
        error = reason if isinstance(reason, BaseException) else None
        said = describe(error) if error else reason
        times = self._failed[task.number]
        _log.warning("%s, try %d of %d: %s", task.name, times, _TRIES, said, exc_info=error)
        if times < _TRIES:
            return None
        return Done(task.number, task.name, Failure(task.name, f"{said}, three times"))


def describe(error: BaseException) -> str:
    """Describe an exception in one line.

    >>> describe(ValueError("no such thing\\nas that"))
    'ValueError: no such thing'
    """
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Give processes started inside one BLAS thread each.

    With more threads than idle cores BLAS is many times slower: scale by processes.
    """
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

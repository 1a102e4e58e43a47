"""Where tasks run: here, or in processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from parallel_corpus.errors import SettingsError
from parallel_corpus.pipeline import Failure
from parallel_corpus.scale.tasks import Done, Task, run_task

Engine = Callable[[Sequence[Task]], Iterator[Done]]

# A task that has brought its process down this often is not tried again.
_TRIES = 3
# BLAS with more threads than idle cores is many times slower: scale by processes.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def engine(jobs: int) -> Engine:
    """Tasks here, or in `jobs` processes. Raises SettingsError for fewer than one."""
    if jobs < 1:
        raise SettingsError(f"{jobs} processes are too few", where="--jobs", hint="Give 1 or more")
    return run_here if jobs == 1 else partial(run_in_processes, jobs=jobs)


def run_here(tasks: Sequence[Task]) -> Iterator[Done]:
    """One task after the other, in this process."""
    for task in tasks:
        yield timed(task)


def run_in_processes(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Tasks in `jobs` processes; results as they come.

    When a process dies, the tasks that had no result yet are tried again in new ones, one at a
    time, so that the one that kills is found and named and stops no other.
    """
    waiting = list(tasks)
    tries: Counter[int] = Counter()
    at_once = jobs
    while waiting:
        finished: set[int] = set()
        for done in _run_pool(waiting, at_once):
            finished.add(done.number)
            yield done
        waiting = [task for task in waiting if task.number not in finished]
        if not waiting:
            return
        # The first task without a result is the one that ran, or one of those that did.
        at_once, suspects = 1, waiting[:at_once]
        tries.update(task.number for task in suspects)
        for task in [task for task in waiting if tries[task.number] >= _TRIES]:
            waiting.remove(task)
            at_once = jobs
            yield Done(task.number, task.name, Failure(task.name, "its process died, three times"))


def timed(task: Task) -> Done:
    """Run a task and say how long it took."""
    start = time.perf_counter()
    result = run_task(task)
    return Done(task.number, task.name, result, time.perf_counter() - start)


def _run_pool(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Results until all are there or a process dies."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    # Not fork: the parent has threads, and its memory is no part of the result.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context) as pool:
            yield from _as_completed(pool, tasks, jobs)
    except BrokenProcessPool:
        return
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _as_completed(pool: ProcessPoolExecutor, tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    # Few at once: thousands of results must not wait in memory for one that is slow.
    left = iter(tasks)
    running: set[Future[Done]] = set()
    for task in left:
        running.add(pool.submit(timed, task))
        if len(running) < 2 * jobs:
            continue
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in finished)
    while running:
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in finished)

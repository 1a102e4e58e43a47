"""Processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, resource_tracker
from threading import Thread
from typing import TypeVar

from parallel_corpus.build.engines.work import DIED, Tries, Work, one_thread_each, timed
from parallel_corpus.build.tasks import Done, Task
from parallel_corpus.support.collector import collect_seldom

_T = TypeVar("_T")
_R = TypeVar("_R")


def run_in_processes(tasks: Sequence[Task], jobs: int, work: Work = timed) -> Iterator[Done]:
    """Yield results as they come, from `jobs` processes.

    When a process dies, the tasks that may have killed it are tried again one at a time, so that
    the one that does is found and named, and stops no other.
    """
    left = {task.number: task for task in tasks}
    suspects: list[Task] = []
    tries = Tries()
    while left:
        some, at_once = (suspects, 1) if suspects else (list(left.values()), jobs)
        try:
            suspects = []
            for task, outcome in _run_pool(some, at_once, work):
                done = outcome if isinstance(outcome, Done) else tries.failed(task, outcome)
                if done is not None:
                    del left[task.number]
                    yield done
        except BrokenProcessPool:
            # The first without a result were those at work.
            suspects = [task for task in some if task.number in left][:at_once]
            for task in list(suspects):
                if (done := tries.failed(task, DIED)) is not None:
                    suspects.remove(task)
                    del left[task.number]
                    yield done


def _start_worker() -> None:
    """Prepare a process for its tasks. It ends when its parent does, even by SIGKILL."""
    collect_seldom()
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _run_pool(
    tasks: Sequence[Task], jobs: int, work: Work
) -> Iterator[tuple[Task, Done | BaseException]]:
    """Yield each task with its result or what it raised. Raises BrokenProcessPool."""
    with worker_pool(min(jobs, len(tasks))) as pool:
        running: dict[Future[Done], Task] = {}
        for task in tasks:
            running[submit(pool, work, task)] = task
            # Few at once: thousands of results must not wait in memory for one that is slow.
            if len(running) >= 2 * jobs:
                yield from _finished(running)
        while running:
            yield from _finished(running)


@contextmanager
def worker_pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes with one BLAS thread each, which end when the block fails."""
    # Not fork: the parent has threads, and its memory is no part of the result.
    context = multiprocessing.get_context("spawn")
    with (
        one_thread_each(),
        ProcessPoolExecutor(jobs, context, initializer=_start_worker) as pool,
        _ended_with_us(),
    ):
        yield pool
        pool.shutdown(wait=False)  # to end they need half a second, in which we can go on


def submit(pool: ProcessPoolExecutor, work: Callable[[_T], _R], item: _T) -> Future[_R]:
    """Hand `item` to a process of the pool, which Ctrl-C reaches only through this one."""
    with _deaf_to_ctrl_c():
        return pool.submit(work, item)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes started inside ignore Ctrl-C: the parent receives it and ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # starting it would unblock the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _ended_with_us() -> Iterator[None]:
    """End processes started inside when the block fails."""
    before = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise


def _finished(running: dict[Future[Done], Task]) -> Iterator[tuple[Task, Done | BaseException]]:
    """Wait for one result and return all that are there."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        task = running.pop(future)
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            raise error
        yield task, error or future.result()

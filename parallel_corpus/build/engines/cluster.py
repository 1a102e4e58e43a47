"""Ray (Moritz et al. 2018): the processes of a whole cluster, an encoder in each.

Every node needs this package in the same version, and the corpus under the same path: tasks carry
names of files, not their contents. Ray itself restarts nothing here: what is tried again, and how
often, is decided in one place, so that no task is lost and none is done twice.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from parallel_corpus.build.engines.work import DIED, Tries, Work, describe, one_thread_each, timed
from parallel_corpus.build.tasks import Done, Task, program
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.support.collector import collect_seldom

_PATIENCE = 1.0  # seconds until we look again whether the cluster has grown
_STARTS = 3


def run_on_ray(
    tasks: Sequence[Task], *, address: str = "", jobs: int | None = None, work: Work = timed
) -> Iterator[Done]:
    """Yield results as they come, from the cluster at `address` or one started on this machine.

    An actor a CPU, at most `jobs`; more are hired when nodes join. Raises SettingsError where
    Ray or the cluster is not there, or runs another version of this package.
    """
    if not tasks:
        return
    with _connected(address, jobs) as ray:
        yield from _Crew(ray, tasks, jobs, work).run()


def load_ray() -> Any:
    """Import `ray` with its usage reports off. Raises SettingsError where it is missing."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise SettingsError(
            "Ray is not installed",
            where="--engine ray",
            hint="Run: pip install 'parallel-corpus[ray]'",
        ) from error
    return ray


@contextmanager
def _connected(address: str, jobs: int | None) -> Iterator[Any]:
    """Connect to Ray; shut down again what this started."""
    ray = load_ray()
    if ray.is_initialized():
        yield ray
        return
    told: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address:
        told["address"] = address
    else:
        # Ray trusts anyone who can reach it, so a cluster of our own listens to this machine only.
        told |= {"address": "local", "_node_ip_address": "127.0.0.1"}
        told |= {"include_dashboard": False, "num_cpus": jobs or os.cpu_count()}
    try:
        with one_thread_each():
            ray.init(**told)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise SettingsError(
            f"cannot connect: {describe(error)}",
            where=f"--engine ray:{address}".rstrip(":"),
            hint="Start the cluster (ray start --head), or take --engine ray for one of its own",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


class _Builder:
    """What runs in an actor: one process, one encoder, one task at a time."""

    def __init__(self, work: Work) -> None:
        collect_seldom()
        self._work = work

    def program(self) -> str:
        return program()

    def build(self, task: Task) -> Done:
        return self._work(task)


class _Crew:
    """The actors and what each is at; a task is with one of them, waiting, or done."""

    def __init__(self, ray: Any, tasks: Sequence[Task], jobs: int | None, work: Work) -> None:
        self._ray = ray
        self._jobs = jobs
        self._work = work
        self._waiting = deque(tasks)
        # An actor that has not said hello yet has no task.
        self._busy: dict[Any, tuple[Any, Task | None]] = {}
        self._tries = Tries()
        self._stillborn = 0

    def run(self) -> Iterator[Done]:
        try:
            while self._waiting or any(task for _, task in self._busy.values()):
                self._hire()
                ready, _ = self._ray.wait(list(self._busy), num_returns=1, timeout=_PATIENCE)
                for answer in ready:
                    done = self._take(answer)
                    if done is not None:
                        yield done
        finally:
            for actor, _ in self._busy.values():
                self._ray.kill(actor)

    def _hire(self) -> None:
        """Start as many actors as there are CPUs, but none that would have nothing to do."""
        places = self._jobs or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        starting = sum(task is None for _, task in self._busy.values())
        while len(self._busy) < places and starting < len(self._waiting):
            # Not restarted by Ray, see above.
            make = self._ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Builder)
            actor = make.remote(self._work)
            self._busy[actor.program.remote()] = (actor, None)
            starting += 1

    def _take(self, answer: Any) -> Done | None:
        """Return the result of a task, if the answer is one, and give its actor the next task."""
        actor, task = self._busy.pop(answer)
        try:
            value = self._ray.get(answer)
        except self._ray.exceptions.RayTaskError as error:
            if task is None:
                raise CorpusError(f"Ray's worker cannot start: {describe(error.cause)}") from error
            done = self._again(task, error.cause)
        except self._ray.exceptions.RayError as error:
            # The process, its node, or the memory with the result is gone.
            self._ray.kill(actor)
            if task is not None:
                return self._again(task, DIED)
            self._count_stillborn(error)
            return None
        else:
            done = value if task is not None else None
            if task is None:
                self._welcome(value)
        self._assign(actor)
        return done

    def _assign(self, actor: Any) -> None:
        if self._waiting:
            task = self._waiting.popleft()
            self._busy[actor.build.remote(task)] = (actor, task)
        else:
            self._ray.kill(actor)

    def _again(self, task: Task, reason: str | BaseException) -> Done | None:
        done = self._tries.failed(task, reason)
        if done is None:
            self._waiting.appendleft(task)
        return done

    def _welcome(self, theirs: str) -> None:
        self._stillborn = 0
        if theirs != program():
            raise SettingsError(
                "a node of the cluster has another version of parallel-corpus",
                where="--engine ray",
                hint="Install the same version on every node",
            )

    def _count_stillborn(self, error: BaseException) -> None:
        self._stillborn += 1
        if self._stillborn >= _STARTS:
            raise CorpusError(f"Ray's workers die before they start: {describe(error)}") from error

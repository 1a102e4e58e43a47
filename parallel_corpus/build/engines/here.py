"""One task after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.build.engines.work import Tries, Work, timed
from parallel_corpus.build.tasks import Done, Task


def run_here(tasks: Sequence[Task], work: Work = timed) -> Iterator[Done]:
    """Yield results in the order of the tasks."""
    tries = Tries()
    for task in tasks:
        done = None
        while done is None:
            try:
                done = work(task)
            except Exception as error:  # noqa: BLE001 - one broken document stops no other
                done = tries.failed(task, error)
        yield done

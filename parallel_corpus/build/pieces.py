"""The pieces of a long table, checked in several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from parallel_corpus.build.engines.processes import submit, worker_pool
from parallel_corpus.build.tasks import encoder_of_process
from parallel_corpus.checks import Bitext, CheckSettings, check_piece, gate
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Finding

Checked = tuple[Bitext, list[Finding]]


@dataclass(frozen=True)
class PieceTask:
    """What a process needs to check one piece; the encoder goes by its name."""

    piece: Bitext
    encoder: str
    settings: CheckSettings
    gated: bool


def check_in_processes(
    pieces: Iterable[Bitext], encoder: str, settings: CheckSettings, jobs: int
) -> Iterator[Checked]:
    """Yield what `checks.check_pieces` yields, in its order, from `jobs` processes.

    `encoder` is the name that a process loads it by. No more than twice as many pieces as there
    are processes are held at once. Raises CorpusError where a process dies.
    """
    pieces, gated = gate(pieces)
    first = list(islice(pieces, jobs))
    if not first:
        return
    try:
        with worker_pool(len(first)) as pool:
            running: deque[tuple[Bitext, Future[list[Finding]]]] = deque()
            for piece in chain(first, pieces):
                task = PieceTask(piece, encoder, settings, gated)
                running.append((piece, submit(pool, check_task, task)))
                if len(running) >= 2 * jobs:
                    yield _next(running)
            while running:
                yield _next(running)
    except BrokenProcessPool as error:
        raise CorpusError(
            "a process that checked pairs died, perhaps for lack of memory",
            where="--jobs",
            hint="Try --jobs 1",
        ) from error


def check_task(task: PieceTask) -> list[Finding]:
    """Check one piece in this process."""
    encoder = encoder_of_process(task.encoder)
    return check_piece(task.piece, encoder, task.settings, gated=task.gated)


def _next(running: deque[tuple[Bitext, Future[list[Finding]]]]) -> Checked:
    piece, found = running.popleft()
    return piece, found.result()

"""A corpus through many processes, with the same bytes as through one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from parallel_corpus.chains import CheckedChain, find_chains
from parallel_corpus.decisions import FILE, Ledger, load_ledger
from parallel_corpus.encode import load_encoder
from parallel_corpus.model import Finding
from parallel_corpus.pipeline import (
    CheckedCorpus,
    Failure,
    Progress,
    check_whole,
    conclude,
    silent,
)
from parallel_corpus.read import survey_files
from parallel_corpus.scale.cache import ChainCache
from parallel_corpus.scale.engines import Engine, engine
from parallel_corpus.scale.tasks import Done, Task, make_tasks
from parallel_corpus.settings import Settings

_log = logging.getLogger(__name__)

Watch = Callable[[Done], None]
"""Called with what came of each chain, as it comes."""

Results = Mapping[int, CheckedChain | Failure]
"""What came of each task, by its number."""


def build(
    settings: Settings,
    *,
    jobs: int | None = None,
    on: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
    decisions: Ledger | None = None,
) -> CheckedCorpus:
    """What `pipeline.build` gives, chain by chain, `on` the engine of this name (see `engines`).

    Chains that stand in the folder `cache` are not built again, nor is what they showed together.
    Raises CorpusError where no chain can be built.
    """
    tell = progress or silent
    encoder = load_encoder(settings.encoder)
    run = engine(on, jobs)
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    tell("read", "", 0, 1)
    start = time.perf_counter()
    survey = survey_files(settings)
    tasks = make_tasks(settings, find_chains(settings.documents), survey, ledger)
    _log.info("read %d files, %s", len(survey.hashes), _since(start))
    kept = ChainCache(cache) if cache else None
    results: dict[int, CheckedChain | Failure] = {}
    tell("build", tasks[0].name if tasks else "", 0, len(tasks))
    for count, done in enumerate(run_tasks(tasks, run, kept), start=1):
        results[done.number] = done.result
        _note(done)
        if watch:
            watch(done)
        tell("build", done.name, count, len(tasks))
    tell("check", "", 0, 1)
    start = time.perf_counter()

    def check() -> Sequence[Finding]:
        chains = (results[task.number] for task in tasks)
        built = [chain for chain in chains if isinstance(chain, CheckedChain)]
        return check_whole(built, settings, encoder, ledger)

    whole = _check_once(tasks, results, kept, check) if kept else None
    # In the corpus's order, whichever was done first.
    ordered = [results[task.number] for task in tasks]
    corpus = conclude(ordered, settings, encoder, ledger, whole)
    _log.info("checked the corpus as a whole, %s", _since(start))
    return corpus


def run_tasks(tasks: Sequence[Task], run: Engine, cache: ChainCache | None) -> Iterator[Done]:
    """Known results first, then the others as they come; those that can be trusted are kept."""
    if cache is None:
        yield from run(tasks)
        return
    missing: dict[int, Task] = {}
    for task in tasks:
        known = cache.load(task.key)
        if known is None:
            missing[task.number] = task
        else:
            yield Done(task.number, task.name, known, known=True)
    for done in run(list(missing.values())):
        task = missing[done.number]
        if isinstance(done.result, CheckedChain) and _as_surveyed(task, done.result):
            cache.store(task.key, done.result)
        yield done


def _check_once(
    tasks: Sequence[Task],
    results: Results,
    cache: ChainCache,
    check: Callable[[], Sequence[Finding]],
) -> Sequence[Finding] | None:
    """What the chains show together, from the cache where they are what they were."""
    keys = []
    for task in tasks:
        result = results[task.number]
        if isinstance(result, CheckedChain):
            if not _as_surveyed(task, result):
                return None
            keys.append(task.key)
    found = cache.load_whole(keys)
    if found is None:
        found = tuple(check())
        cache.store_whole(keys, found)
    return found


def _as_surveyed(task: Task, result: CheckedChain) -> bool:
    """Whether the files were still what the task's key says when they were read."""
    return all(
        task.survey.hashes.get(document.source.path) == document.source.sha256
        for document in result.documents
        if document.source
    )


def _note(done: Done) -> None:
    """One line of the log a chain."""
    if isinstance(done.result, Failure):
        _log.error("%s failed, %.2f s: %s", done.name, done.seconds, done.result.reason)
        return
    _log.info(
        "%s %s, %.2f s: %d pairs, %d segments, %d findings",
        done.name,
        "known" if done.known else "built",
        done.seconds,
        len(done.result.pairs),
        sum(len(document.segments) for document in done.result.documents),
        sum(len(pair.findings) for pair in done.result.pairs),
    )


def _since(start: float) -> str:
    return f"{time.perf_counter() - start:.2f} s"

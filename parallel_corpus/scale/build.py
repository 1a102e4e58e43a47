"""A corpus through many processes, with the same bytes as through one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.chains import CheckedChain, find_chains
from parallel_corpus.decisions import FILE, Ledger, load_ledger
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.journal import timed
from parallel_corpus.model import Finding
from parallel_corpus.pipeline import (
    CheckedCorpus,
    Failure,
    Progress,
    check_whole,
    conclude,
    settle,
    silent,
)
from parallel_corpus.read import Survey, survey_files
from parallel_corpus.read.documents import hash_of
from parallel_corpus.scale.cache import ChainCache
from parallel_corpus.scale.engines import Engine, engine
from parallel_corpus.scale.tasks import Done, Task, make_tasks
from parallel_corpus.settings import Settings

_log = logging.getLogger(__name__)

Watch = Callable[[Done], None]
"""Called with what came of each chain, as it comes."""


@dataclass(frozen=True)
class Plan:
    """What a build will do: which tasks, on which engine, with which cache."""

    settings: Settings
    ledger: Ledger
    survey: Survey
    encoder: Encoder
    tasks: Sequence[Task]
    run: Engine
    cache: ChainCache | None

    def results(self, tell: Progress, watch: Watch | None) -> Iterator[Done]:
        """What comes of each task, as it comes; people and the log are told."""
        total = len(self.tasks)
        tell("build", self.tasks[0].name if self.tasks else "", 0, total)
        for count, done in enumerate(run_tasks(self.tasks, self.run, self.cache), start=1):
            _note(done)
            if watch:
                watch(done)
            tell("build", done.name, count, total)
            yield done


def make_plan(
    settings: Settings,
    *,
    jobs: int | None = None,
    on: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
    decisions: Ledger | None = None,
) -> Plan:
    """Look through the files and cut the corpus into tasks; see `build`."""
    encoder = load_encoder(settings.encoder)
    run = engine(on, jobs)
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    (progress or silent)("read", "", 0, 1)
    with timed("read the files"):
        survey = survey_files(settings)
        tasks = make_tasks(settings, find_chains(settings.documents), survey, ledger)
    return Plan(settings, ledger, survey, encoder, tasks, run, ChainCache(cache) if cache else None)


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
    plan = make_plan(
        settings, jobs=jobs, on=on, cache=cache, progress=progress, decisions=decisions
    )
    results = {done.number: done.result for done in plan.results(tell, watch)}
    tell("check", "", 0, 1)
    # In the corpus's order, whichever was done first.
    ordered = [results[task.number] for task in plan.tasks]
    settled = settle([task.name for task in plan.tasks], ordered, settings, plan.survey)
    with timed("check the corpus as a whole"):
        whole = _whole(plan, settled)
        return conclude(settled, settings, plan.encoder, plan.ledger, whole)


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
        if isinstance(done.result, CheckedChain) and as_surveyed(task, done.result):
            cache.store(task.key, done.result)
        yield done


def _whole(plan: Plan, results: Sequence[CheckedChain | Failure]) -> Sequence[Finding]:
    """What the chains show together, from the cache where they are what they were."""
    built = [
        (task, result)
        for task, result in zip(plan.tasks, results, strict=True)
        if isinstance(result, CheckedChain)
    ]
    keys = [task.key for task, _ in built]
    known = plan.cache.load_whole(keys) if plan.cache else None
    if known is not None:
        return known
    found = check_whole([chain for _, chain in built], plan.settings, plan.encoder, plan.ledger)
    if plan.cache:
        plan.cache.store_whole(keys, found)
    return found


def as_surveyed(task: Task, result: CheckedChain) -> bool:
    """Whether the files were still what the task's key says when they were read."""
    glossary = task.settings.glossary
    if glossary and task.glossary != hash_of(task.settings, glossary):
        return False
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

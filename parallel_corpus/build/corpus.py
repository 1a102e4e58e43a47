"""Build a corpus: every chain of versions through every stage, then the corpus as a whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from parallel_corpus.annotators import AnnotationRun, load_run
from parallel_corpus.build.cache import ChainCache
from parallel_corpus.build.chains import find_chains
from parallel_corpus.build.conclude import check_whole, conclude, drop_changed
from parallel_corpus.build.engines import Engine, engine
from parallel_corpus.build.engines.here import run_here
from parallel_corpus.build.engines.work import timed as run_timed
from parallel_corpus.build.results import (
    CheckedChain,
    CheckedCorpus,
    Failure,
    Progress,
    Setup,
    ignore_progress,
)
from parallel_corpus.build.tasks import Done, Task, make_tasks, run_task
from parallel_corpus.decisions import FILE, Ledger, load_ledger
from parallel_corpus.encode import Encoder, load_encoder
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Finding
from parallel_corpus.read import Survey, survey_files
from parallel_corpus.read.survey import hash_of
from parallel_corpus.settings import Settings
from parallel_corpus.support.journal import RETURNED, timed

_log = logging.getLogger(__name__)

Watch = Callable[[Done], None]
"""Called with what came of each chain, as it comes."""


@dataclass(frozen=True)
class Plan:
    """What a build will do: which tasks, on which engine, with which cache."""

    setup: Setup
    survey: Survey
    tasks: Sequence[Task]
    run: Engine
    cache: ChainCache | None

    def results(self, tell: Progress, watch: Watch | None) -> Iterator[Done]:
        """Yield what comes of each task, as it comes, and report it."""
        total = len(self.tasks)
        tell("build", self.tasks[0].name if self.tasks else "", 0, total)
        for count, done in enumerate(run_tasks(self.tasks, self.run, self.cache), start=1):
            _note(done)
            if watch:
                watch(done)
            tell("build", done.name, count, total)
            yield done


class Choices(TypedDict, total=False):
    """How to build; whatever is left out is as the settings say.

    `on` names the engine (see `engines`), `jobs` how many processes work at once. Chains that stand
    in the folder `cache` are not built again, nor is what they showed together. `encoder` takes the
    place of the one that the settings name. People's `decisions` outrank the program's; by default
    those in the corpus's folder. `annotation` are the annotators who read it; by default those that
    corpus.toml names and that send nothing. `progress` is told of every stage, `watch` of what came
    of each chain.
    """

    encoder: Encoder | None
    jobs: int | None
    on: str
    cache: Path | None
    progress: Progress | None
    watch: Watch | None
    decisions: Ledger | None
    annotation: AnnotationRun | None


def make_plan(settings: Settings, **how: Unpack[Choices]) -> Plan:
    """Survey the files and cut the corpus into tasks; see `build`.

    Raises TypeError for a choice that does not exist, as a function would.
    """
    if unknown := how.keys() - Choices.__annotations__.keys():
        raise TypeError(f"there is no choice called {', '.join(sorted(unknown))}")
    encoder, cache, decisions = how.get("encoder"), how.get("cache"), how.get("decisions")
    run = engine(how.get("on", ""), how.get("jobs"))
    if encoder is not None:
        if run is not run_here or cache is not None:
            raise SettingsError(
                "an encoder object works in this process only, and its results are not cached",
                hint="Name the encoder in the settings to use other processes or the cache",
            )
        run = partial(run_here, work=partial(run_timed, run=partial(run_task, encoder=encoder)))
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    annotation = how.get("annotation") or load_run(settings)
    setup = Setup(settings, encoder or load_encoder(settings.encoder), ledger, annotation)
    (how.get("progress") or ignore_progress)("read", "", 0, 1)
    with timed("read the files"):
        survey = survey_files(settings)
        chains = find_chains(settings.documents)
        tasks = make_tasks(settings, chains, survey, ledger, setup.encoder.name)
    return Plan(setup, survey, tasks, run, ChainCache(cache) if cache else None)


def build(settings: Settings, **how: Unpack[Choices]) -> CheckedCorpus:
    """Read, normalise, align and check every document that the settings name. Writes no results.

    `how` are `Choices`. A chain that cannot be built is named in `failures` and stops no other;
    where none can, its error is raised.
    """
    tell = how.get("progress") or ignore_progress
    plan = make_plan(settings, **how)
    results = {done.number: done.result for done in plan.results(tell, how.get("watch"))}
    tell("check", "", 0, 1)
    # In the corpus's order, whichever was done first.
    ordered = [results[task.number] for task in plan.tasks]
    kept = drop_changed([task.name for task in plan.tasks], ordered, settings, plan.survey)
    with timed("check the corpus as a whole"):
        return conclude(kept, plan.setup, _whole(plan, kept))


def run_tasks(tasks: Sequence[Task], run: Engine, cache: ChainCache | None) -> Iterator[Done]:
    """Yield cached results first, then the others as they come; keep those that can be trusted."""
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
    """Check the chains together, or take the result from the cache where nothing changed."""
    built = [
        (task, result)
        for task, result in zip(plan.tasks, results, strict=True)
        if isinstance(result, CheckedChain)
    ]
    keys = [task.key for task, _ in built]
    known = plan.cache.load_whole(keys) if plan.cache else None
    if known is not None:
        return known
    found = check_whole([chain for _, chain in built], plan.setup)
    if plan.cache:
        plan.cache.store_whole(keys, found)
    return found


def as_surveyed(task: Task, result: CheckedChain) -> bool:
    """Tell whether the files, when read, were still those that the task's key names."""
    glossary = task.settings.glossary
    if glossary and task.glossary != hash_of(task.settings, glossary):
        return False
    return all(
        task.survey.hashes.get(document.source.path) == document.source.sha256
        for document in result.documents
        if document.source
    )


def _note(done: Done) -> None:
    """Log one line for a chain."""
    if isinstance(done.result, Failure):
        # The log keeps it as an error; the caller shows failures from the result.
        said = done.name, done.seconds, done.result.reason
        _log.error("%s failed, %.2f s: %s", *said, extra={RETURNED: True})
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

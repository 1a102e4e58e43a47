"""A corpus through many processes, with the same bytes as through one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from parallel_corpus.chains import CheckedChain, find_chains
from parallel_corpus.decisions import FILE, Ledger, load_ledger
from parallel_corpus.encode import load_encoder
from parallel_corpus.pipeline import CheckedCorpus, Failure, Progress, conclude, settle, silent
from parallel_corpus.read import survey_files
from parallel_corpus.read.documents import hash_of
from parallel_corpus.scale.cache import ChainCache
from parallel_corpus.scale.engines import engine
from parallel_corpus.scale.tasks import Done, Task, make_tasks
from parallel_corpus.settings import Settings

Run = Callable[[Sequence[Task]], Iterator[Done]]


def build(
    settings: Settings,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    progress: Progress | None = None,
    decisions: Ledger | None = None,
) -> CheckedCorpus:
    """What `pipeline.build` gives, chain by chain in `jobs` processes.

    Chains that stand in the folder `cache` are not built again. Raises CorpusError where no
    chain can be built.
    """
    tell = progress or silent
    encoder = load_encoder(settings.encoder)
    run = engine(jobs)
    ledger = load_ledger(settings.root / FILE) if decisions is None else decisions
    tell("read", "", 0, 1)
    survey = survey_files(settings)
    tasks = make_tasks(settings, find_chains(settings.documents), survey, ledger)
    kept = ChainCache(cache) if cache else None
    results: dict[int, CheckedChain | Failure] = {}
    tell("build", tasks[0].name if tasks else "", 0, len(tasks))
    for count, done in enumerate(_run_all(tasks, run, kept), start=1):
        results[done.number] = done.result
        tell("build", done.name, count, len(tasks))
    tell("check", "", 0, 1)
    # In the corpus's order, whichever was done first.
    ordered = [results[task.number] for task in tasks]
    settled = settle([task.name for task in tasks], ordered, settings, survey)
    return conclude(settled, settings, encoder, ledger)


def _run_all(tasks: Sequence[Task], run: Run, cache: ChainCache | None) -> Iterator[Done]:
    """Known results first, then the others as they come."""
    if cache is None:
        yield from run(tasks)
        return
    missing: dict[int, Task] = {}
    for task in tasks:
        known = cache.load(task.key)
        if known is None:
            missing[task.number] = task
        else:
            yield Done(task.number, task.name, known)
    for done in run(list(missing.values())):
        task = missing[done.number]
        if isinstance(done.result, CheckedChain) and _as_surveyed(task, done.result):
            cache.store(task.key, done.result)
        yield done


def _as_surveyed(task: Task, result: CheckedChain) -> bool:
    """Whether the files were still what the task's key says when they were read."""
    glossary = task.settings.glossary
    if glossary and task.glossary != hash_of(task.settings, glossary):
        return False
    return all(
        task.survey.hashes.get(document.source.path) == document.source.sha256
        for document in result.documents
        if document.source
    )

"""A corpus that memory cannot hold, a chain at a time.

Two passes. The first builds every chain, keeps it on the disk, and reduces it to what the checks
of the whole corpus read: the paired texts. The second takes the chains from the disk in the
corpus's order and adds to each what the whole showed of it. So the parts together are what a build
in memory gives, whatever the engine, and memory holds the paired texts and a chain or two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Unpack

from parallel_corpus.build.cache import ChainCache
from parallel_corpus.build.conclude import check_whole, conclude, describe_run, drop_changed
from parallel_corpus.build.corpus import Choices, Plan, as_surveyed, make_plan
from parallel_corpus.build.results import (
    CheckedChain,
    CheckedCorpus,
    CheckedPair,
    Failure,
    ignore_progress,
)
from parallel_corpus.build.tasks import Task
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Bitext, Document, Finding, Segment, Unit
from parallel_corpus.settings import Settings
from parallel_corpus.support.journal import timed


@contextmanager
def build_parts(settings: Settings, **how: Unpack[Choices]) -> Iterator[BuiltParts]:
    """Build as `build.corpus.build` does, and give the corpus part by part until the block ends.

    Raises CorpusError where no chain can be built, or the disk has no room.
    """
    tell = how.get("progress") or ignore_progress
    plan = make_plan(settings, **how)
    with TemporaryDirectory(prefix="parallel-corpus-") as name:
        parts = BuiltParts(plan, ChainCache(Path(name)))
        for done in plan.results(tell, how.get("watch")):
            parts.add(plan.tasks[done.number], done.result)
        parts.drop_changed()
        tell("check", "", 0, 1)
        with timed("check the corpus as a whole"):
            parts.check()
        yield parts


class BuiltParts:
    """What is left in memory of the chains that were built, and where the rest of them is.

    Iterate to get the corpus a chain at a time, in its order, with all findings on that chain.
    """

    def __init__(self, plan: Plan, spill: ChainCache) -> None:
        self._failures: dict[int, Failure] = {}
        self._plan = plan
        self._spill = spill
        self._kept: dict[int, tuple[Task, ChainCache]] = {}
        self._slim: dict[int, CheckedChain] = {}
        self._whole: Mapping[str, list[Finding]] = {}

    @property
    def damaged(self) -> tuple[int, ...]:
        """The lines of decisions that cannot be read."""
        return self._plan.setup.ledger.damaged

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Documents left out, in the corpus's order."""
        return tuple(self._failures[number] for number in sorted(self._failures))

    def add(self, task: Task, result: CheckedChain | Failure) -> None:
        """Keep a chain on the disk: in the cache, or where that may not have it, in the spill."""
        if isinstance(result, Failure):
            self._failures[task.number] = result
            return
        cache = self._plan.cache
        if cache is None or not as_surveyed(task, result):
            cache = self._spill
            cache.store(task.key, result)
        self._kept[task.number] = task, cache
        self._slim[task.number] = slimmed(result)

    def drop_changed(self) -> None:
        """Leave out the chains whose files were written to meanwhile; see `conclude`."""
        plan, numbers = self._plan, sorted(self._slim)
        names = [plan.tasks[number].name for number in numbers]
        chains = [self._slim[number] for number in numbers]
        kept = drop_changed(names, chains, plan.setup.settings, plan.survey)
        for number, result in zip(numbers, kept, strict=True):
            if isinstance(result, Failure):
                self._failures[number] = result
                del self._slim[number], self._kept[number]

    def check(self) -> None:
        """Check the corpus as a whole. Raises CorpusError where no chain could be built."""
        self._whole = self._check_whole()

    def __iter__(self) -> Iterator[CheckedCorpus]:
        for chain in self._chains():
            mine = [f for bitext in chain.bitexts for f in self._whole[bitext.document]]
            yield conclude([chain], self._plan.setup, mine)

    def _check_whole(self) -> Mapping[str, list[Finding]]:
        """Check the chains together; return the findings by document."""
        if not self._slim and self._failures:
            first = self.failures[0]
            raise first.error or CorpusError(first.reason)
        plan = self._plan
        chains = [self._slim[number] for number in sorted(self._slim)]
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in check_whole(chains, plan.setup):
            found[finding.document].append(finding)
        return found

    def _chains(self) -> Iterator[CheckedChain]:
        """Yield all chains in order. Raises CorpusError where one could not be kept."""
        for _, (task, cache) in sorted(self._kept.items()):
            chain = cache.load(task.key)
            if chain is None:
                raise CorpusError(
                    "what was built of it could not be kept on the disk",
                    where=task.name,
                    hint="Make room in the cache's folder and in that of temporary files",
                )
            yield chain

    def outline(self) -> CheckedCorpus:
        """Return the corpus without its texts: what `run.json` needs."""
        chains = [self._slim[number] for number in sorted(self._slim)]
        documents = tuple(document for chain in chains for document in chain.documents)
        pairs = tuple(pair for chain in chains for pair in chain.pairs)
        run = describe_run(documents, self._plan.setup)
        return CheckedCorpus(documents, pairs, run=run)


def slimmed(chain: CheckedChain) -> CheckedChain:
    """Reduce a chain to its paired texts and its outline."""
    return CheckedChain(
        documents=tuple(map(_bare, chain.documents)),
        pairs=tuple(
            CheckedPair(_texts_only(pair.bitext), replace(pair.alignment, beads=()))
            for pair in chain.pairs
        ),
    )


def _bare(document: Document) -> Document:
    return replace(document, segments=(), furniture=())


def _texts_only(bitext: Bitext) -> Bitext:
    units = tuple(
        Unit(unit.bead, _shown(unit.source), _shown(unit.target), unit.id)
        for unit in bitext.units
        if unit.paired
    )
    source, target = (side and _bare(side) for side in (bitext.source, bitext.target))
    languages = bitext.source_language, bitext.target_language
    older = _name_only(bitext.previous)
    return Bitext(bitext.document, units, *languages, source, target, previous=older)


def _name_only(bitext: Bitext | None) -> Bitext | None:
    """Return a version without its texts, and those before it: checks ask which there are."""
    if bitext is None:
        return None
    languages = bitext.source_language, bitext.target_language
    return Bitext(bitext.document, (), *languages, previous=_name_only(bitext.previous))


def _shown(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    return tuple(replace(s, raw="", source=None, repairs=()) for s in segments)

"""A corpus that memory cannot hold: chains go to Parquet tables one by one.

Two passes. The first builds every chain, keeps it on the disk, and reduces it to what the checks
of the whole corpus read: the paired texts. The second takes the chains from the disk in the
corpus's order, adds to each what the whole showed of it, and writes its rows. So the rows are those
of a build in memory, whatever the engine, and memory holds the paired texts and a chain or two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from parallel_corpus.chains import CheckedChain
from parallel_corpus.checks import Bitext, rank, severity
from parallel_corpus.checks.bitext import Unit
from parallel_corpus.decisions import Ledger
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.corpus import write_run
from parallel_corpus.export.parquet import CorpusTables
from parallel_corpus.export.publish import publishing
from parallel_corpus.journal import timed
from parallel_corpus.model import Document, Finding, Segment, Severity
from parallel_corpus.pipeline import (
    CheckedCorpus,
    Failure,
    Progress,
    check_whole,
    conclude,
    describe_run,
    settle,
    silent,
)
from parallel_corpus.scale.build import Plan, Watch, as_surveyed, make_plan
from parallel_corpus.scale.cache import ChainCache
from parallel_corpus.scale.tasks import Task
from parallel_corpus.settings import Settings

_WORST = 5


@dataclass(frozen=True)
class Streamed:
    """What a streamed build wrote: the files, its worst findings, how many of each severity there
    are, the documents that are left out, and the lines of decisions that cannot be read.
    """

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    severities: Mapping[Severity, int] = field(default_factory=Counter)
    failures: tuple[Failure, ...] = ()
    damaged: tuple[int, ...] = ()


def stream(
    settings: Settings,
    out: Path,
    *,
    jobs: int | None = None,
    on: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
    decisions: Ledger | None = None,
) -> Streamed:
    """Build as `build` does, and write segments, beads, findings and repairs as Parquet to `out`.

    They take the places of what an earlier build wrote there, all of them or none. Raises
    CorpusError where no chain can be built, or the disk has no room.
    """
    tell = progress or silent
    plan = make_plan(
        settings, jobs=jobs, on=on, cache=cache, progress=progress, decisions=decisions
    )
    with TemporaryDirectory(prefix="parallel-corpus-") as name:
        spill = ChainCache(Path(name))
        first = _Reduced(plan, spill)
        for done in plan.results(tell, watch):
            first.add(plan.tasks[done.number], done.result)
        first.settle()
        tell("check", "", 0, 1)
        with timed("check the corpus as a whole"):
            whole = first.whole()
        tell("write", "", 0, 1)
        counts: Counter[Severity] = Counter()
        worst: list[Finding] = []
        with timed("write the tables"), publishing(out) as folder:
            with CorpusTables(folder) as tables:
                for chain in first.chains():
                    mine = [f for bitext in chain.bitexts for f in whole[bitext.document]]
                    part = conclude([chain], settings, plan.encoder, plan.ledger, mine)
                    counts.update(severity(finding) for finding in part.findings)
                    worst = rank([*worst, *part.findings[:_WORST]])[:_WORST]
                    tables.add(part)
            written = [*tables.paths, write_run(first.outline(), folder)]
    paths = tuple(out / path.name for path in written)
    return Streamed(paths, tuple(worst), counts, first.failures, plan.ledger.damaged)


class _Reduced:
    """What is left in memory of the chains that were built, and where the rest of them is."""

    def __init__(self, plan: Plan, spill: ChainCache) -> None:
        self._failures: dict[int, Failure] = {}
        self._plan = plan
        self._spill = spill
        self._kept: dict[int, tuple[Task, ChainCache]] = {}
        self._slim: dict[int, CheckedChain] = {}

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

    def settle(self) -> None:
        """Leave out the chains whose files were written to meanwhile; see `pipeline.settle`."""
        plan, numbers = self._plan, sorted(self._slim)
        names = [plan.tasks[number].name for number in numbers]
        chains = [self._slim[number] for number in numbers]
        settled = settle(names, chains, plan.settings, plan.survey)
        for number, result in zip(numbers, settled, strict=True):
            if isinstance(result, Failure):
                self._failures[number] = result
                del self._slim[number], self._kept[number]

    def whole(self) -> Mapping[str, list[Finding]]:
        """What the chains show together, by document."""
        if not self._slim and self._failures:
            first = self.failures[0]
            raise first.error or CorpusError(first.reason)
        plan = self._plan
        chains = [self._slim[number] for number in sorted(self._slim)]
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in check_whole(chains, plan.settings, plan.encoder, plan.ledger):
            found[finding.document].append(finding)
        return found

    def chains(self) -> Iterator[CheckedChain]:
        """All chains in the corpus's order. Raises CorpusError where one could not be kept."""
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
        """The corpus without its texts: what the account of the run needs."""
        chains = [self._slim[number] for number in sorted(self._slim)]
        documents = tuple(document for chain in chains for document in chain.documents)
        pairs = tuple(pair for chain in chains for pair in chain.pairs)
        run = describe_run(documents, self._plan.settings, self._plan.encoder)
        return CheckedCorpus(documents, pairs, run=run)


def slimmed(chain: CheckedChain) -> CheckedChain:
    """The paired texts of a chain, and its outline."""
    return CheckedChain(
        documents=tuple(map(_bare, chain.documents)),
        bitexts=tuple(map(_texts_only, chain.bitexts)),
        pairs=tuple(
            replace(
                pair,
                source=_bare(pair.source),
                target=_bare(pair.target),
                alignment=replace(pair.alignment, beads=()),
                findings=(),
                changes=(),
            )
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
    return Bitext(bitext.document, units, bitext.source_language, bitext.target_language)


def _shown(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    return tuple(replace(s, raw="", source=None, repairs=()) for s in segments)

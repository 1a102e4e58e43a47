"""Write a corpus that memory cannot hold: its chains go to Parquet tables one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from parallel_corpus.build.corpus import Choices
from parallel_corpus.build.parts import build_parts
from parallel_corpus.build.results import Failure, ignore_progress
from parallel_corpus.checks import rank, severity
from parallel_corpus.export.corpus import write_run
from parallel_corpus.export.formats.parquet import CorpusTables
from parallel_corpus.model import Finding, Severity
from parallel_corpus.settings import Settings
from parallel_corpus.support.journal import timed
from parallel_corpus.support.publish import publishing

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


def stream(settings: Settings, out: Path, **how: Unpack[Choices]) -> Streamed:
    """Build as `build.corpus.build` does, and write segments, beads, findings and repairs to `out`.

    The Parquet tables take the places of what an earlier build wrote there, all of them or none.
    Raises CorpusError where no chain can be built, or the disk has no room.
    """
    tell = how.get("progress") or ignore_progress
    counts: Counter[Severity] = Counter()
    worst: list[Finding] = []
    with build_parts(settings, **how) as parts:
        tell("write", "", 0, 1)
        with timed("write the tables"), publishing(out) as folder:
            with CorpusTables(folder) as tables:
                for part in parts:
                    counts.update(severity(finding) for finding in part.findings)
                    worst = rank([*worst, *part.findings[:_WORST]])[:_WORST]
                    tables.add(part)
            written = [*tables.paths, write_run(parts.outline(), folder)]
    paths = tuple(out / path.name for path in written)
    return Streamed(paths, tuple(worst), counts, parts.failures, parts.damaged)

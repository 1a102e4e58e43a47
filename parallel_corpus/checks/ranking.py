"""The order of findings: worst first, also where they are more than memory should hold."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from parallel_corpus.checks.registry import severity
from parallel_corpus.model import SEVERITIES, Finding, Severity, Span
from parallel_corpus.support.spool import Spool

_RUN = 10_000  # findings in memory, some 3 kB each
_RUNS = 64  # files open at once


def rank(findings: Iterable[Finding]) -> list[Finding]:
    """Sort worst first: by severity, score, then place; the order is total, so output is stable."""
    return sorted(findings, key=_rank)


class RankedFindings:
    """Findings worst first, in bounded memory: sorted runs on disk, merged as they are read.

    An external sort; `folder` is where the runs go. The order is that of `rank`. Counts are kept
    by the way, so that nobody needs to read all findings to know how many there are.
    """

    def __init__(self, folder: Path, *, run: int | None = None) -> None:
        self._folder = folder
        self._size = run or _RUN
        self._here: list[Finding] = []
        self._runs: list[Spool] = []
        self._made = 0
        self.codes: Counter[str] = Counter()
        self.severities: Counter[Severity] = Counter()

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings, in any order. Raises CorpusError where the disk has no room."""
        for finding in findings:
            self._here.append(finding)
            self.codes[finding.code] += 1
            self.severities[severity(finding)] += 1
            if len(self._here) >= self._size:
                self._runs.append(self._written(rank(self._here)))
                self._here = []
                if len(self._runs) >= _RUNS:
                    self._runs = [self._written(self._merged())]

    def __len__(self) -> int:
        return self.codes.total()

    def __iter__(self) -> Iterator[Finding]:
        """Iterate over all findings, worst first; can be repeated."""
        return self._merged()

    def _merged(self) -> Iterator[Finding]:
        runs: list[Iterable[Finding]] = [map(load, run) for run in self._runs]
        return heapq.merge(*runs, rank(self._here), key=_rank)

    def _written(self, findings: Iterable[Finding]) -> Spool:
        self._made += 1
        spool = Spool(self._folder / f"findings-{self._made}")
        spool.extend(map(dump, findings))
        return spool


def dump(finding: Finding) -> list[Any]:
    """Return a finding in JSON's types; `load` reverses it."""
    return [
        finding.code,
        finding.document,
        finding.source,
        finding.target,
        finding.score,
        finding.message,
        [[item.start, item.end, item.text] for item in finding.source_spans],
        [[item.start, item.end, item.text] for item in finding.target_spans],
        finding.evidence,
        finding.severity,
    ]


def load(values: Sequence[Any]) -> Finding:
    """
    >>> one = Finding("N01", "d", ("d:en:p1",), (), 0.5, "differs", (Span(0, 2, "18"),))
    >>> load(dump(one)) == one
    True
    """
    code, document, source, target, score, message, here, there, evidence, grave = values
    return Finding(
        code,
        document,
        tuple(source),
        tuple(target),
        score,
        message,
        tuple(Span(*item) for item in here),
        tuple(Span(*item) for item in there),
        evidence,
        grave,
    )


def _rank(finding: Finding) -> tuple[Any, ...]:
    return (
        SEVERITIES.index(severity(finding)),
        -finding.score,
        finding.document,
        finding.source,
        finding.target,
        finding.code,
        finding.message,
    )

"""What a build or a check came to, as one JSON object on standard output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.counts import DocumentCounts, count_documents, count_findings
from parallel_corpus.build.results import CheckedCorpus, Failure
from parallel_corpus.cli.output import print_object
from parallel_corpus.export.records import finding_record
from parallel_corpus.model import SEVERITIES, Severity

if TYPE_CHECKING:
    from parallel_corpus.export.stream import Streamed


def print_build(built: CheckedCorpus | Streamed, paths: Sequence[Path]) -> None:
    """Print documents (not of a stream), counts of findings, what was left out and written."""
    if isinstance(built, CheckedCorpus):
        about = {"documents": [_document(counts) for counts in count_documents(built)]}
        counts = count_findings(built.findings)
    else:
        about = {}
        counts = {level: built.severities.get(level, 0) for level in SEVERITIES}
    print_object(
        **about,
        findings=counts,
        left_out=_left_out(built.failures),
        written=[str(path) for path in paths],
    )


def print_check(checked: CheckedCorpus | CheckedBitext, paths: Sequence[Path]) -> None:
    """Print all findings, worst first, as a stream, and a summary of the run."""
    counts = count(checked)
    print_object(
        findings=(finding_record(finding) for finding in checked.findings),
        pairs=counts.pairs,
        previous_pairs=counts.previous_pairs,
        counts={level: counts.severities.get(level, 0) for level in SEVERITIES},
        left_out=_left_out(checked.failures),
        written=[str(path) for path in paths],
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """What a check came to: pairs, those of the older version, findings by severity and by code."""

    pairs: int
    previous_pairs: int
    severities: Mapping[Severity, int]
    codes: Counter[str]


def count(checked: CheckedCorpus | CheckedBitext) -> Counts:
    """Return the last pair of texts is the one asked about; what it supersedes comes before it."""
    if isinstance(checked, CheckedBitext):
        return Counts(checked.paired, 0, checked.findings.severities, checked.findings.codes)
    codes = Counter(finding.code for finding in checked.findings)
    *older, own = (counts.pairs for counts in count_documents(checked))
    return Counts(own, sum(older), count_findings(checked.findings), codes)


def _document(counts: DocumentCounts) -> dict[str, Any]:
    known = asdict(counts)
    del known["paired"]
    return known


def _left_out(failures: Iterable[Failure]) -> list[dict[str, str]]:
    return [{"document": failure.document, "reason": failure.reason} for failure in failures]

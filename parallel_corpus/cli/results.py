"""What a build or a check came to, as one JSON object on standard output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from parallel_corpus.bitexts import CheckedBitext
from parallel_corpus.checks import severity
from parallel_corpus.cli.output import print_object
from parallel_corpus.export.records import finding_record
from parallel_corpus.model import Finding, Severity
from parallel_corpus.pipeline import CheckedCorpus, Failure

if TYPE_CHECKING:
    from parallel_corpus.scale import Streamed


def print_build(built: CheckedCorpus | Streamed, paths: Sequence[Path]) -> None:
    """Documents (not of a stream), numbers of findings, what was left out, what was written."""
    if isinstance(built, CheckedCorpus):
        names = dict.fromkeys(document.id for document in built.documents)
        about = {"documents": [_document(built, name) for name in names]}
        counts = _counted(built.findings)
    else:
        about = {}
        counts = {level: built.severities.get(level, 0) for level in get_args(Severity)}
    print_object(
        **about,
        findings=counts,
        left_out=_left_out(built.failures),
        written=[str(path) for path in paths],
    )


def print_check(checked: CheckedCorpus | CheckedBitext, paths: Sequence[Path]) -> None:
    """All findings, worst first, as a stream, and what is to be known of the run."""
    counts = count(checked)
    print_object(
        findings=(finding_record(finding) for finding in checked.findings),
        pairs=counts.pairs,
        previous_pairs=counts.previous_pairs,
        counts={level: counts.severities.get(level, 0) for level in get_args(Severity)},
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
    """The last pair of texts is the one asked about; what it supersedes comes before it."""
    if isinstance(checked, CheckedBitext):
        return Counts(checked.paired, 0, checked.findings.severities, checked.findings.codes)
    codes = Counter(finding.code for finding in checked.findings)
    severities = Counter(map(severity, checked.findings))
    own = sum(_paired(checked, checked.pairs[-1].document))
    return Counts(own, sum(_paired(checked)) - own, severities, codes)


def _paired(corpus: CheckedCorpus, document: str | None = None) -> list[bool]:
    """Of each bead whether it has both sides; of all pairs, or of one document's."""
    return [
        bool(bead.source and bead.target)
        for pair in corpus.pairs
        if document in (None, pair.document)
        for bead in pair.alignment.beads
    ]


def _document(corpus: CheckedCorpus, name: str) -> dict[str, Any]:
    texts = [d for d in corpus.documents if d.id == name and not d.witness]
    paragraphs = {d.language: sum(s.kind != "note" for s in d.segments) for d in texts}
    paired = _paired(corpus, name)
    doubtful = (
        bead.doubtful
        for pair in corpus.pairs
        if pair.document == name
        for bead in pair.alignment.beads
    )
    return {
        "document": name,
        "paragraphs": paragraphs,
        "pairs": sum(paired),
        "unpaired": len(paired) - sum(paired),
        "doubtful": sum(doubtful),
        "findings": _counted(f for f in corpus.findings if f.document == name),
    }


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(map(severity, findings))
    return {level: counts[level] for level in get_args(Severity)}


def _left_out(failures: Iterable[Failure]) -> list[dict[str, str]]:
    return [{"document": failure.document, "reason": failure.reason} for failure in failures]

"""What came of each document, in numbers: for the terminal, --json and notebooks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.checks import severity
from parallel_corpus.model import SEVERITIES, Bead, Finding, Language, Severity


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Paragraphs by language (without notes and second copies), pairs, findings by severity.

    `doubtful` are pairs whose bead is; `paired` is false where a language is missing.
    """

    document: str
    paragraphs: Mapping[Language, int]
    paired: bool
    pairs: int
    unpaired: int
    doubtful: int
    findings: Mapping[Severity, int]


def count_documents(corpus: CheckedCorpus) -> list[DocumentCounts]:
    """Count each document's paragraphs, pairs and findings, in the corpus's order."""
    beads = {pair.document: pair.alignment.beads for pair in corpus.pairs}
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in corpus.findings:
        found[finding.document].append(finding)
    paragraphs: dict[str, dict[Language, int]] = {d.id: {} for d in corpus.documents}
    for document in corpus.documents:
        if not document.witness:
            kept = (segment for segment in document.segments if segment.kind != "note")
            paragraphs[document.id][document.language] = sum(1 for _ in kept)
    return [
        _counted(name, by_language, beads.get(name), found[name])
        for name, by_language in paragraphs.items()
    ]


def count_findings(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Count findings by severity, the gravest first."""
    counts = Counter(map(severity, findings))
    return {level: counts[level] for level in SEVERITIES}


def _counted(
    name: str,
    paragraphs: Mapping[Language, int],
    beads: Sequence[Bead] | None,
    findings: Iterable[Finding],
) -> DocumentCounts:
    own = beads or ()
    full = sum(bool(bead.source and bead.target) for bead in own)
    doubtful = sum(bead.doubtful for bead in own)
    return DocumentCounts(
        document=name,
        paragraphs=paragraphs,
        paired=beads is not None,
        pairs=full,
        unpaired=len(own) - full,
        doubtful=doubtful,
        findings=count_findings(findings),
    )

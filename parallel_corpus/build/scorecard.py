"""The scorecard of a corpus, where its run asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parallel_corpus.annotators.scorecard import (
    ScorecardOptions,
    ScorecardRow,
    count_words,
    score_document,
)
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.model import Document, Finding


def scorecard_options(run: Mapping[str, Any]) -> ScorecardOptions | None:
    """Return the options that `run.json` names; None where no scorecard is wanted."""
    told = run.get("scorecard")
    return ScorecardOptions(**told) if told else None


def scorecard(corpus: CheckedCorpus) -> list[ScorecardRow]:
    """Return the rows of every document that has both languages; none where none is wanted."""
    options = scorecard_options(corpus.run)
    if options is None:
        return []
    found: dict[str, list[Finding]] = {pair.document: [] for pair in corpus.pairs}
    for finding in corpus.findings:
        found.get(finding.document, []).append(finding)
    return [
        row
        for pair in corpus.pairs
        for row in score_document(
            pair.document, source_words(pair.source), found[pair.document], options
        )
    ]


def source_words(document: Document) -> int:
    """Return how many words a source text has, which penalties are counted against."""
    return count_words(segment.text for segment in document.segments)

"""One pair of texts through every stage; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parallel_corpus.model import Alignment, Change, Document, Finding


@dataclass(frozen=True)
class CheckedPair:
    """The source and target text of one document, aligned and checked; findings worst first."""

    document: str
    source: Document
    target: Document
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class CheckedCorpus:
    """What a build knows: all documents (also the unpaired ones and witnesses), all pairs.

    `findings` are those of all pairs and of the corpus as a whole, worst first; `run` is what
    `run.json` says: settings, encoder, package versions, input hashes.
    """

    documents: tuple[Document, ...]
    pairs: tuple[CheckedPair, ...]
    findings: tuple[Finding, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)

"""The nouns of a build: pairs, chains and corpora that were checked, and what failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.decisions import Ledger, Stale
from parallel_corpus.encode import Encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Alignment, Bitext, Change, Document, Finding
from parallel_corpus.settings import Settings

Progress = Callable[[str, str, int, int], None]
"""Called with the stage, what it works on, how many are done, and how many there are."""


def ignore_progress(stage: str, what: str, done: int, total: int) -> None:
    """Ignore progress."""


@dataclass(frozen=True)
class Setup:
    """What every stage of a build is given: settings, the encoder, and people's decisions."""

    settings: Settings
    encoder: Encoder
    ledger: Ledger = field(default_factory=Ledger)
    annotation: AnnotationRun | None = None
    """The annotators that read the corpus."""
    current_only: bool = False
    """Whether superseded versions are aligned, to be compared with, but not checked themselves."""


@dataclass(frozen=True)
class CheckedPair:
    """The two texts of one document, aligned and checked; findings worst first.

    `bitext` is what the checks read: with the earlier version and the copies, where there are any.
    """

    bitext: Bitext
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(
        cls,
        source: Document,
        target: Document,
        alignment: Alignment,
        findings: tuple[Finding, ...] = (),
        changes: tuple[Change, ...] = (),
    ) -> CheckedPair:
        """Make the pair of two documents. Raises KeyError for a bead of unknown segments."""
        bitext = Bitext.of(source.id, source, target, alignment)
        return cls(bitext, alignment, findings, changes)

    @property
    def document(self) -> str:
        """Return the id of the document."""
        return self.bitext.document

    @property
    def source(self) -> Document:
        """Return the source text. Raises TypeError for a bitext that is a table only."""
        return _document(self.bitext.source)

    @property
    def target(self) -> Document:
        """Return the target text. Raises TypeError for a bitext that is a table only."""
        return _document(self.bitext.target)


def _document(side: Document | None) -> Document:
    if side is None:
        raise TypeError("a pair of documents is needed, not a table")
    return side


@dataclass(frozen=True)
class CheckedChain:
    """One chain of versions, checked: what the corpus as a whole is put together from."""

    documents: tuple[Document, ...]
    pairs: tuple[CheckedPair, ...]
    stale: tuple[Stale, ...] = ()

    @property
    def bitexts(self) -> tuple[Bitext, ...]:
        """Return the bitexts of the pairs, the oldest version first."""
        return tuple(pair.bitext for pair in self.pairs)


@dataclass(frozen=True)
class Failure:
    """A document that could not be built, and why; `error` is what was raised, if anything."""

    document: str
    reason: str
    error: CorpusError | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CheckedCorpus:
    """What a build knows: all documents (also the unpaired ones and witnesses), all pairs.

    `findings` are those of all pairs and of the corpus as a whole, worst first; `run` is what
    `run.json` says: settings, encoder, package versions, input hashes. `rejected` are findings
    that a person rejected; `stale` the decisions whose texts have changed since; `failures` the
    documents that are missing here, and why; `damaged` the lines of decisions.jsonl that could not
    be read.
    """

    documents: tuple[Document, ...]
    pairs: tuple[CheckedPair, ...]
    findings: tuple[Finding, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    rejected: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()
    failures: tuple[Failure, ...] = ()
    damaged: tuple[int, ...] = ()

    @property
    def unpaired(self) -> tuple[Document, ...]:
        """Return the documents that have no translation here."""
        paired = {(side.id, side.language) for p in self.pairs for side in (p.source, p.target)}
        return tuple(one for one in self.documents if (one.id, one.language) not in paired)

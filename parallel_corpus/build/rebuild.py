"""Build a corpus again and again under other decisions, at the cost of what they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.annotators import AnnotationRun
from parallel_corpus.build.chains import check_cleaned, clean_documents, find_chains
from parallel_corpus.build.check_files import documents_of_files
from parallel_corpus.build.conclude import attempt, conclude
from parallel_corpus.build.results import CheckedChain, CheckedCorpus, Failure, Setup
from parallel_corpus.decisions import ON_PAIRS, ON_TEXTS, Ledger, Stale, decisions_about
from parallel_corpus.encode import Encoder, RememberingEncoder, load_encoder
from parallel_corpus.model import Decision, Document
from parallel_corpus.read import read_documents, survey_files
from parallel_corpus.settings import DocumentSettings, Settings

_Cleaned = tuple[tuple[Document, ...], tuple[Stale, ...]]


@dataclass(frozen=True)
class Part:
    """A chain of versions: the ids of its documents, the oldest first, and how to read them."""

    names: tuple[str, ...]
    read: Callable[[], Sequence[Document]]


class Builder:
    """A corpus, built again and again. Gives what `build` gives for the same decisions.

    A chain of versions is built anew only when decisions about its own documents changed; the
    files are taken to stay as they were when the builder was made.
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder | None = None,
        *,
        parts: Sequence[Part] | None = None,
        annotation: AnnotationRun | None = None,
        current_only: bool = False,
    ) -> None:
        """Build the corpus that `settings` describe, or `parts` instead.

        With `current_only` superseded versions are there to be compared with, and not checked.
        """
        self._settings = settings
        self._encoder = RememberingEncoder(encoder or load_encoder(settings.encoder))
        self._parts = tuple(parts if parts is not None else parts_of(settings))
        self._annotation = annotation
        self._current_only = current_only
        self._cleaned: dict[int, tuple[tuple[Decision, ...], _Cleaned]] = {}
        self._built: dict[int, tuple[object, CheckedChain | Failure]] = {}

    def __call__(self, ledger: Ledger) -> CheckedCorpus:
        """Build under `ledger`. Raises CorpusError where no chain can be built."""
        results = [self._chain(i, ledger) for i in range(len(self._parts))]
        return conclude(results, self._setup(ledger))

    def _setup(self, ledger: Ledger) -> Setup:
        run = self._annotation.again() if self._annotation else None
        only = self._current_only
        return Setup(self._settings, self._encoder, ledger, run, current_only=only)

    def _chain(self, number: int, ledger: Ledger) -> CheckedChain | Failure:
        key = self._about(number, ledger, ON_TEXTS + ON_PAIRS), ledger.terms()
        known = self._built.get(number)
        if known is not None and known[0] == key:
            return known[1]
        result = attempt(self._parts[number].names[-1], lambda: self._build(number, ledger))
        self._built[number] = key, result
        return result

    def _build(self, number: int, ledger: Ledger) -> CheckedChain:
        cleaned, stale = self._clean(number, ledger)
        return check_cleaned(cleaned, stale, self._setup(ledger))

    def _clean(self, number: int, ledger: Ledger) -> _Cleaned:
        """Read and clean a chain: half of the time, and independent of the pairing."""
        key = self._about(number, ledger, ON_TEXTS)
        known = self._cleaned.get(number)
        if known is None or known[0] != key:
            documents = self._parts[number].read()
            known = self._cleaned[number] = key, clean_documents(documents, ledger)
        return known[1]

    def _about(
        self, number: int, ledger: Ledger, subjects: tuple[str, ...]
    ) -> tuple[Decision, ...]:
        return decisions_about(self._parts[number].names, ledger, subjects)


def parts_of(settings: Settings) -> Iterable[Part]:
    """Yield the chains of the corpus that `settings` describe."""
    survey = survey_files(settings)

    def part(chain: Sequence[DocumentSettings]) -> Part:
        names = tuple(document.id for document in chain)
        return Part(names, lambda: read_documents(settings, chain, survey))

    return map(part, find_chains(settings.documents))


def part_of_files(
    files: Sequence[Path],
    previous: Sequence[Path],
    settings: Settings,
    *,
    previous_from_tracked: bool = False,
) -> Part:
    """Read two files, or one that holds both languages, with the earlier version if there is one.

    Raises CorpusError where a language is missing, or both files are in one.
    """
    documents = documents_of_files(
        files, previous, settings, previous_from_tracked=previous_from_tracked
    )
    return Part(tuple(dict.fromkeys(document.id for document in documents)), lambda: documents)

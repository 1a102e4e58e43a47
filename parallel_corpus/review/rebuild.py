"""The corpus under other decisions, at the cost of what they change."""

from __future__ import annotations

from parallel_corpus.build.chains import check_cleaned, clean_documents, find_chains
from parallel_corpus.build.conclude import attempt, conclude
from parallel_corpus.build.results import CheckedChain, CheckedCorpus, Failure, Setup
from parallel_corpus.decisions import ON_PAIRS, ON_TEXTS, Ledger, Stale, decisions_about
from parallel_corpus.encode import Encoder, RememberingEncoder, load_encoder
from parallel_corpus.model import Decision, Document
from parallel_corpus.read import read_documents, survey_files
from parallel_corpus.settings import Settings

_Cleaned = tuple[tuple[Document, ...], tuple[Stale, ...]]


class Builder:
    """A corpus, built again and again. Gives what `build` gives for the same decisions.

    A chain of versions is built anew only when decisions about its own documents changed; the
    files are taken to stay as they were when the builder was made.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self._settings = settings
        self._encoder = RememberingEncoder(encoder or load_encoder(settings.encoder))
        self._survey = survey_files(settings)
        self._chains = find_chains(settings.documents)
        self._cleaned: dict[int, tuple[tuple[Decision, ...], _Cleaned]] = {}
        self._built: dict[int, tuple[object, CheckedChain | Failure]] = {}

    def __call__(self, ledger: Ledger) -> CheckedCorpus:
        """Build under `ledger`. Raises CorpusError where no chain can be built."""
        results = [self._chain(i, ledger) for i in range(len(self._chains))]
        return conclude(results, Setup(self._settings, self._encoder, ledger))

    def _chain(self, number: int, ledger: Ledger) -> CheckedChain | Failure:
        key = self._about(number, ledger, ON_TEXTS + ON_PAIRS), ledger.terms()
        known = self._built.get(number)
        if known is not None and known[0] == key:
            return known[1]
        result = attempt(self._chains[number][-1].id, lambda: self._build(number, ledger))
        self._built[number] = key, result
        return result

    def _build(self, number: int, ledger: Ledger) -> CheckedChain:
        cleaned, stale = self._clean(number, ledger)
        return check_cleaned(cleaned, stale, Setup(self._settings, self._encoder, ledger))

    def _clean(self, number: int, ledger: Ledger) -> _Cleaned:
        """Read and clean a chain: half of the time, and independent of the pairing."""
        key = self._about(number, ledger, ON_TEXTS)
        known = self._cleaned.get(number)
        if known is None or known[0] != key:
            documents = read_documents(self._settings, self._chains[number], self._survey)
            known = self._cleaned[number] = key, clean_documents(documents, ledger)
        return known[1]

    def _about(
        self, number: int, ledger: Ledger, subjects: tuple[str, ...]
    ) -> tuple[Decision, ...]:
        names = [document.id for document in self._chains[number]]
        return decisions_about(names, ledger, subjects)

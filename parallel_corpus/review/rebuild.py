"""The corpus under other decisions, at the cost of what they change."""

from __future__ import annotations

from parallel_corpus.chains import CheckedChain, build_chain, find_chains
from parallel_corpus.decisions import Ledger, decisions_about
from parallel_corpus.encode import Encoder, RememberingEncoder, load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Decision
from parallel_corpus.pipeline import CheckedCorpus, Failure, conclude
from parallel_corpus.read import survey_files
from parallel_corpus.settings import Settings


class Builder:
    """A corpus, built again and again. Gives what `pipeline.build` gives for the same decisions.

    A chain of versions is built anew only when decisions about its own documents changed; the
    files are taken to stay as they were when the builder was made.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self._settings = settings
        self._encoder = RememberingEncoder(encoder or load_encoder(settings.encoder))
        self._survey = survey_files(settings)
        self._chains = find_chains(settings.documents)
        self._built: dict[int, tuple[tuple[Decision, ...], CheckedChain | CorpusError]] = {}

    def __call__(self, ledger: Ledger) -> CheckedCorpus:
        """Raises CorpusError where no chain can be built."""
        results = [self._chain(i, ledger) for i in range(len(self._chains))]
        built = [result for result in results if isinstance(result, CheckedChain)]
        errors = [
            (chain[-1].id, result)
            for chain, result in zip(self._chains, results, strict=True)
            if isinstance(result, CorpusError)
        ]
        if errors and not built:
            raise errors[0][1]
        failures = [Failure(name, str(error)) for name, error in errors]
        return conclude(built, self._settings, self._encoder, ledger, failures)

    def _chain(self, number: int, ledger: Ledger) -> CheckedChain | CorpusError:
        chain = self._chains[number]
        key = decisions_about([document.id for document in chain], ledger)
        known = self._built.get(number)
        if known is not None and known[0] == key:
            return known[1]
        result: CheckedChain | CorpusError
        try:
            result = build_chain(self._settings, chain, self._survey, self._encoder, ledger)
        except CorpusError as error:
            result = error
        self._built[number] = key, result
        return result

"""The corpus under other decisions, at the cost of what they change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallel_corpus.chains import CheckedChain, build_chain, find_chains
from parallel_corpus.decisions import Ledger, decision_key
from parallel_corpus.encode import Encoder, Vectors, load_encoder
from parallel_corpus.errors import CorpusError
from parallel_corpus.pipeline import CheckedCorpus, Failure, conclude
from parallel_corpus.read import survey_files
from parallel_corpus.settings import DocumentSettings, Settings


class RememberingEncoder:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows for `texts`, as the encoder gives them."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if missing:
            rows = self._encoder.encode(missing)
            self._vectors.update(zip(missing, rows, strict=True))
        if not texts:
            return self._encoder.encode([])
        return np.stack([self._vectors[text] for text in texts])


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
        self._built: dict[int, tuple[tuple[str, ...], CheckedChain | CorpusError]] = {}

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
        key = _about(chain, ledger)
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


def _about(chain: Sequence[DocumentSettings], ledger: Ledger) -> tuple[str, ...]:
    """The standing decisions that may change what is built of `chain`."""
    names = [document.id for document in chain]
    return tuple(
        decision_key(decision)
        for decision in ledger.standing()
        if decision.on.startswith(("text:", "repair:", "bead:", "beads:"))
        and any(name in decision.on for name in names)
    )

"""What an annotator is: whoever reads pairs and says what a reviser must change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.model import Answer


@runtime_checkable
class Annotator(Protocol):
    """Reads pairs; a model, a file or a person.

    `name` says who it is to a reader of findings, `model` which model (or "" for people), `prompt`
    the version of what the model was told. `costs` is whether reading takes calls that somebody
    pays for: then only the pairs that are worth it are given.
    """

    @property
    def name(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def prompt(self) -> str: ...
    @property
    def costs(self) -> bool: ...

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        """Yield an answer for each pair it can answer, in the order of the pairs.

        Bad answers are given as answers with a `problem`. Raises CorpusError where nothing works.
        """
        ...


def by_pair(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Return answers by the id of their pair, in order."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.id, []).append(answer)
    return found

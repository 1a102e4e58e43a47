"""An annotator that is not asked twice about the same pairs in one sitting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.protocol import Annotator
from parallel_corpus.model import Answer


class Remembered:
    """Answers as `annotator` does, which is asked only when pairs changed since the last time.

    The desk builds its corpus again after each change of a text; a model that takes a minute to
    read a document must not read it again where no text changed.
    """

    def __init__(self, annotator: Annotator) -> None:
        self._annotator = annotator
        self._known: tuple[tuple[Pair, ...], tuple[Answer, ...]] = ((), ())

    @property
    def name(self) -> str:
        return self._annotator.name

    @property
    def model(self) -> str:
        return self._annotator.model

    @property
    def prompt(self) -> str:
        return self._annotator.prompt

    @property
    def costs(self) -> bool:
        return self._annotator.costs

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        """Yield what the annotator said of exactly these pairs, asked now or remembered."""
        if self._known[0] != tuple(pairs):
            self._known = tuple(pairs), tuple(self._annotator.annotate(pairs))
        yield from self._known[1]

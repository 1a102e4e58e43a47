"""`recorded:PATH`: annotations that were made before, replayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from parallel_corpus.annotators.pairs import Pair
from parallel_corpus.annotators.protocol import by_pair
from parallel_corpus.annotators.records import read_answers
from parallel_corpus.model import Answer


class Recorded:
    """Answers in `annotations.jsonl`. Where it does not say who made them, its name does."""

    costs = False

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or path.name.split(".")[0]

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """All answers of the file, in order. Raises ReadError."""
        named = (a if a.annotator else replace(a, annotator=self.name) for a in self._read())
        return tuple(named)

    @property
    def model(self) -> str:
        return ", ".join(sorted({a.model for a in self.answers} - {""}))

    @property
    def prompt(self) -> str:
        return ", ".join(sorted({a.prompt for a in self.answers} - {""}))

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        """Yield what was recorded of each of `pairs`."""
        for pair in pairs:
            yield from self._by_pair.get(pair.id, ())

    @cached_property
    def _by_pair(self) -> dict[str, list[Answer]]:
        return by_pair(self.answers)

    def _read(self) -> Iterator[Answer]:
        return read_answers(self.path)

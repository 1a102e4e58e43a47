"""What stands beside a word elsewhere: who keeps a word's company is more likely meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from parallel_corpus.normalise.words.bench import Bench, lightly
from parallel_corpus.normalise.words.contexts import RunningWord
from parallel_corpus.normalise.words.inflection import stems

_ROOT = 4


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How often a stem in question stands before or after a light stem."""

    before: Counter[tuple[str, str]]
    after: Counter[tuple[str, str]]

    @classmethod
    def of(cls, bench: Bench, wanted: set[str]) -> Neighbours:
        """Count the neighbours of the stems `wanted`, in all texts."""
        before: Counter[tuple[str, str]] = Counter()
        after: Counter[tuple[str, str]] = Counter()
        for position, token in enumerate(bench.running.tokens):
            for stem in wanted.intersection(stems(token.form)) if token else ():
                first, last = _beside(bench, position)
                before[first, stem] += 1
                after[stem, last] += 1
        return cls(before, after)

    def elsewhere(self, bench: Bench, word: str, position: int, places: set[int]) -> int:
        """Count how often `word`, with any particle, has a neighbour, except at `places`.

        The neighbour stands at `position`.
        """
        first, last = _beside(bench, position)
        beside = [_beside(bench, place) for place in places]
        seen_before = max(self.before[first, stem] for stem in stems(word)[:2])
        seen_after = max(self.after[stem, last] for stem in stems(word)[:2])
        seen_before -= sum(other == first for other, _ in beside)
        seen_after -= sum(other == last for _, other in beside)
        return max(0, seen_before) + max(0, seen_after)


def _beside(bench: Bench, position: int) -> tuple[str, str]:
    tokens = bench.running.tokens
    before, after = tokens[position - 1], tokens[position + 1]
    return (_root(before) or "^", _root(after) or "$")


def _root(token: RunningWord | None) -> str:
    """Return the beginning of the light stem, which مبادرة and مبادرات have in common."""
    return lightly(token.form)[:_ROOT] if token else ""

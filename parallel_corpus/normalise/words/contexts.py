"""Where the corpus says nearly the same twice: the words that stand in one context.

The running text of all documents is one array of word numbers. Windows around a gap of one or
two words are hashed and sorted, so that the same windows come together; time and memory are
those of a sort, whatever the text repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from parallel_corpus.language.script import strip_marks, word_key, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.int64]

# Words that no text has stand around each segment, so that windows do not reach over its ends.
_EDGE = 3
# A slot that many different words fill is an open slot; no filler tells anything of another.
_OPEN = 8
_CROWD = 120


@dataclass(frozen=True, slots=True)
class RunningWord:
    """A word in a segment: which segment (by index), where, as written and without its marks."""

    segment: int
    start: int
    end: int
    word: str
    form: str


@dataclass(slots=True)
class Running:
    """The words of many segments in a row. `tokens[i]` is None at the edges of segments."""

    tokens: list[RunningWord | None] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    forms: list[int] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Running:
        running = cls()
        running._pad()
        for segment, text in enumerate(texts):
            for start, end, word in words(text):
                form = strip_marks(word)
                running.tokens.append(RunningWord(segment, start, end, word, form))
                running.keys.append(running._number("key " + word_key(word)))
                running.forms.append(running._number(form))
            running._pad()
        return running

    def _pad(self) -> None:
        self.tokens += [None] * _EDGE
        self.keys += [0] * _EDGE
        self.forms += [0] * _EDGE

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers) + 1)

    def beside(self) -> Iterator[tuple[RunningWord, RunningWord]]:
        """Yield each two words that stand side by side in a segment."""
        for first, second in pairwise(self.tokens):
            if first is not None and second is not None:
                yield first, second

    def token(self, position: int) -> RunningWord:
        found = self.tokens[position]
        if found is None:
            raise IndexError(f"no word at {position}")
        return found


@dataclass(frozen=True, slots=True)
class Slot:
    """One context, and what fills it: words (one or two) and the positions where they do.

    `strength` says how much of a context it is (0-1).
    """

    strength: float
    fillers: dict[tuple[str, ...], tuple[int, ...]]


def slots(running: Running) -> Iterator[Slot]:
    """Yield every context of three words or more that is filled in different ways."""
    import numpy as np

    if not any(running.tokens):
        return
    keys = np.asarray(running.keys, dtype=np.uint64)
    forms = np.asarray(running.forms, dtype=np.int64)
    inside = np.flatnonzero(forms)
    for offsets, strength in _WINDOWS:
        one = _hash(keys, inside, offsets)
        yield from _mixed(running, forms, inside, one, np.ones_like(inside), strength)
    two = inside[forms[inside + 1] > 0]
    both = np.concatenate([inside, two])
    hashed = np.concatenate([_hash(keys, inside, _AROUND), _hash(keys, two, _AROUND_TWO)])
    sizes = np.concatenate([np.ones_like(inside), np.full_like(two, 2)])
    yield from _mixed(running, forms, both, hashed, sizes, 1.0)


_AROUND = (-2, -1, 1, 2)
_AROUND_TWO = (-2, -1, 2, 3)
_WINDOWS = (
    ((-2, -1, 1), 0.8),
    ((-1, 1, 2), 0.8),
    ((-3, -2, -1), 0.5),
    ((1, 2, 3), 0.5),
)


def _hash(
    keys: NDArray[np.uint64], positions: Array, offsets: tuple[int, ...]
) -> NDArray[np.uint64]:
    """Return a 64-bit hash of the words around each position (multiply and shift)."""
    import numpy as np

    mixed = np.full(len(positions), 0x9E3779B97F4A7C15, dtype=np.uint64)
    edges = np.zeros(len(positions), dtype=np.int64)
    for offset in offsets:
        word = keys[positions + offset]
        edges += word == 0
        mixed = (mixed ^ word) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    # Hardly any context at all: give each its own number, so that they do not meet.
    lonely = edges > len(offsets) - 2
    mixed[lonely] = positions[lonely].astype(np.uint64)
    return mixed


def _mixed(
    running: Running,
    forms: Array,
    positions: Array,
    hashed: NDArray[np.uint64],
    sizes: Array,
    strength: float,
) -> Iterator[Slot]:
    import numpy as np

    order = np.argsort(hashed, kind="stable")
    hashed, positions, sizes = hashed[order], positions[order], sizes[order]
    filled = forms[positions] * np.int64(4) + sizes
    begins = np.flatnonzero(np.concatenate([[True], hashed[1:] != hashed[:-1]]))
    ends = np.append(begins[1:], len(hashed))
    changes = np.concatenate([[0], np.cumsum(filled[1:] != filled[:-1])])
    several = (changes[ends - 1] > changes[begins]) & (ends - begins <= _CROWD)
    for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
        fillers: dict[tuple[str, ...], list[int]] = {}
        for index in range(begin, end):
            at, size = int(positions[index]), int(sizes[index])
            said = tuple(running.token(at + step).form for step in range(size))
            fillers.setdefault(said, []).append(at)
        if 1 < len(fillers) <= _OPEN:
            yield Slot(strength, {said: tuple(at) for said, at in fillers.items()})

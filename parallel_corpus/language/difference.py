"""Two versions of a text in one language, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property
from typing import TypeAlias

from rapidfuzz.distance import LCSseq

from parallel_corpus.language import script
from parallel_corpus.model import Span

_MOST_STEPS = 10_000_000  # about a second
_MOST_CELLS = 400_000_000  # bits of a matrix: 50 MB
_LONGEST_WORD = 100  # letters

Opcode: TypeAlias = tuple[str, int, int, int, int]
"""What happens (equal, replace, delete, insert) to old[i:j] and new[k:m]."""


@dataclass(frozen=True)
class Difference:
    """What became of the words of `old` in `new`. Spelling, case and vowel marks do not count.

    >>> change = Difference("all social networks shall report", "all companies shall report")
    >>> [span.text for span in change.dropped], [span.text for span in change.added]
    (['social networks'], ['companies'])
    >>> round(change.kept, 2)
    0.6
    """

    old: str
    new: str

    @cached_property
    def _old_words(self) -> list[tuple[int, int, str]]:
        return _words(self.old)

    @cached_property
    def _new_words(self) -> list[tuple[int, int, str]]:
        return _words(self.new)

    @cached_property
    def _steps(self) -> list[Opcode]:
        old = [key for *_, key in self._old_words]
        new = [key for *_, key in self._new_words]
        return opcodes(old, new)

    @cached_property
    def same(self) -> bool:
        return [key for *_, key in self._old_words] == [key for *_, key in self._new_words]

    @cached_property
    def kept(self) -> float:
        """The share of the old words that the new text has, wherever in it they stand."""
        old = Counter(key for *_, key in self._old_words)
        if not old:
            return 1.0
        return (old & Counter(key for *_, key in self._new_words)).total() / old.total()

    @cached_property
    def grown(self) -> float:
        """The share of the new words that the old text did not have."""
        new = Counter(key for *_, key in self._new_words)
        if not new:
            return 0.0
        return (new - Counter(key for *_, key in self._old_words)).total() / new.total()

    @property
    def changed(self) -> float:
        """The greater of what was dropped and what was added, as a share."""
        return max(1 - self.kept, self.grown)

    @cached_property
    def dropped(self) -> tuple[Span, ...]:
        """Runs of words that stand in the old text only, as spans of it."""
        return self._runs(old=True, kept=False)

    @cached_property
    def added(self) -> tuple[Span, ...]:
        """Runs of words that stand in the new text only, as spans of it."""
        return self._runs(old=False, kept=False)

    @cached_property
    def survived(self) -> tuple[Span, ...]:
        """Runs of words kept in their order, as spans of the new text."""
        return self._runs(old=False, kept=True)

    @cached_property
    def replaced(self) -> tuple[tuple[Span, Span], ...]:
        """Runs exchanged for one another: (span of the old text, span of the new)."""
        return tuple(
            (_span(self.old, self._old_words[a:b]), _span(self.new, self._new_words[c:d]))
            for tag, a, b, c, d in self._steps
            if tag == "replace"
        )

    def _runs(self, *, old: bool, kept: bool) -> tuple[Span, ...]:
        text, words = (self.old, self._old_words) if old else (self.new, self._new_words)
        runs = [
            (a, b) if old else (c, d) for tag, a, b, c, d in self._steps if (tag == "equal") == kept
        ]
        return tuple(_span(text, words[a:b]) for a, b in runs if a < b)


def diff_tokens(
    old: Sequence[str],
    new: Sequence[str],
    key: Callable[[str], Hashable] = str,
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield runs of tokens as (difflib's opcode, old tokens, new tokens), compared by `key`.

    >>> list(diff_tokens(["a", "B"], ["a", "b", "c"], key=str.casefold))
    [('equal', ['a', 'B'], ['a', 'b']), ('insert', [], ['c'])]
    """
    for kind, i, j, k, m in opcodes([key(token) for token in old], [key(token) for token in new]):
        yield kind, old[i:j], new[k:m]


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """Return what turns `old` into `new`, as difflib's opcodes, in bounded time.

    Runs are matched from the longest on (Ratcliff and Metzener 1988), which reads best. Where that
    takes too many steps, the longest common subsequence is taken (bit-parallel, Hyyrö 2004); where
    even that is too much, all between the common beginning and the common end is replaced.

    >>> opcodes("a b c".split(), "a x c d".split())  # doctest: +NORMALIZE_WHITESPACE
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3),
     ('insert', 3, 3, 3, 4)]
    """
    matcher = _BoundedMatcher(old, new)
    try:
        matcher.get_matching_blocks()
    except _TooManyStepsError:
        matcher.matching_blocks = [*_common_runs(old, new), Match(len(old), len(new), 0)]
    return list(matcher.get_opcodes())


class _TooManyStepsError(Exception):
    """The texts are too long, or repeat themselves too often, to be matched from the longest on."""


class _BoundedMatcher(SequenceMatcher[Hashable]):
    """A SequenceMatcher that gives up after so many comparisons."""

    a: Sequence[Hashable]
    b: Sequence[Hashable]
    matching_blocks: list[Match] | None

    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        super().__init__(None, old, new, autojunk=False)
        counts = Counter(new)
        self._per_word = sum(counts[word] for word in old) / max(1, len(old))
        self._left = float(_MOST_STEPS)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Do what SequenceMatcher does; raise _TooManyStepsError where the steps are used up."""
        here = len(self.a) if ahi is None else ahi
        there = len(self.b) if bhi is None else bhi
        # Each word is compared with its places in `new` from the beginning on.
        self._left -= (here - alo) * (1 + self._per_word * there / max(1, len(self.b)))
        if self._left < 0:
            raise _TooManyStepsError
        return super().find_longest_match(alo, ahi, blo, bhi)


def _common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Match]:
    """Yield the runs of a longest common subsequence, or of the common beginning and end."""
    if len(old) * len(new) <= _MOST_CELLS:
        for step in LCSseq.opcodes(old, new):
            if step.tag == "equal":
                yield Match(step.src_start, step.dest_start, step.src_end - step.src_start)
        return
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    yield Match(0, 0, head)
    yield Match(len(old) - tail, len(new) - tail, tail)


def likeness(one: str, two: str) -> float:
    """Return how alike two words are spelled (0-1): Ratcliff and Metzener's ratio.

    What is too long to be a word is like itself only.

    >>> likeness("labor", "labour") > 0.9
    True
    """
    if max(len(one), len(two)) > _LONGEST_WORD:
        return float(one == two)
    return SequenceMatcher(None, one, two).ratio()


def written_tokens(text: str) -> list[str]:
    """Return the words of a text with their punctuation, and the white space between them.

    >>> written_tokens("a,  b")
    ['a,', '  ', 'b']
    """
    return _WRITTEN.findall(text)


_WRITTEN = re.compile(r"\s+|\S+")


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text by their keys; the parts of "Lending-ShareAlike" are words."""
    found = []
    for start, _end, word in script.words(text):
        at = start
        for part in _HYPHEN.split(word):
            if part and not _HYPHEN.fullmatch(part):
                found.append((at, at + len(part), script.word_key(part)))
            at += len(part)
    return found


_HYPHEN = re.compile(r"([-\u2010\u2011])")


def _span(text: str, words: list[tuple[int, int, str]]) -> Span:
    start, end = words[0][0], words[-1][1]
    return Span(start, end, text[start:end])

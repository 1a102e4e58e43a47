"""Two versions of a text in one language, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from parallel_corpus.language import script
from parallel_corpus.model import Span


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
    def _steps(self) -> list[tuple[str, int, int, int, int]]:
        old = [key for *_, key in self._old_words]
        new = [key for *_, key in self._new_words]
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())

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
    *,
    fast: bool = False,
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield runs of tokens as (difflib's opcode, old tokens, new tokens), compared by `key`.

    `fast` leaves very frequent tokens out of the comparison, so that long texts do not take
    quadratic time.

    >>> list(diff_tokens(["a", "B"], ["a", "b", "c"], key=str.casefold))
    [('equal', ['a', 'B'], ['a', 'b']), ('insert', [], ['c'])]
    """
    keys = [list(map(key, tokens)) for tokens in (old, new)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=fast)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind, old[i:j], new[k:m]


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

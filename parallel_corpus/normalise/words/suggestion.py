"""A repair that may be made, before it is weighed against the others."""

from __future__ import annotations

from dataclasses import dataclass

from parallel_corpus.language.script import strip_marks
from parallel_corpus.model import Evidence
from parallel_corpus.normalise.words.contexts import RunningWord


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What might be repaired: words of a segment by their offsets, and what was meant.

    Suggestions of one `group` are one damage that runs through a document: the first of them is
    proposed for all, and accepted for all.
    """

    segment: int
    start: int
    before: str
    after: str
    code: str
    score: float
    evidence: tuple[Evidence, ...]
    apply: bool = False
    confidence: float = 0.5
    group: str = ""

    @classmethod
    def of(
        cls,
        token: RunningWord,
        after: str,
        *,
        code: str,
        score: float,
        evidence: tuple[Evidence, ...],
        apply: bool = False,
        confidence: float = 0.5,
        group: str = "",
    ) -> Suggestion:
        """Suggest `after` in place of one word."""
        place = token.segment, token.start, token.word
        return cls(*place, after, code, score, evidence, apply, confidence, group)


def marked(word: str, meant: str) -> str:
    """Return `meant` with the vowel marks of `word`, where the letters stand one for one.

    >>> marked("الفُصّر", "القصر")
    'القُصّر'
    """
    plain = strip_marks(word)
    if len(plain) != len(meant) or len(plain) == len(word):
        return meant
    letters = iter(meant)
    return "".join(next(letters) if strip_marks(char) else char for char in word)

"""N702: other word in the same context."""

from __future__ import annotations

from collections.abc import Iterator

from parallel_corpus.normalise.rule import Rule
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.rivals import rivals_by
from parallel_corpus.normalise.words.suggestion import Suggestion


def other_words(bench: Bench) -> Iterator[Suggestion]:
    """Find words where a sister text has another that looks alike."""
    yield from rivals_by(bench, "N702")


RULE = Rule(
    code="N702",
    name="other word in the same context",
    kind="ocr/real-word",
    origin="ocr",
    finds="A word that stands, by a known confusion, where a sister text has another.",
    why="Both are words, so that only the context tells which was meant. Only proposed.",
    wrong_when="The authors changed the word on purpose.",
    before="المعترف بما على نطاق واسع",
    after="المعترف بها على نطاق واسع",
    applies=False,
    confidence=0.6,
    words=other_words,
)

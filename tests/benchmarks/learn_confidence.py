"""Learn how often a reading of a damaged word is right, from pages read by OCR beside their truth.

    python -m tests.benchmarks.learn_confidence BOOK [BOOK ...]

A BOOK is as for `learn_channel`, whose counts come from the other books. The first reading of
each doubtful word, by book and page by page, is judged by the truth around its place; a logistic
regression (Newton's method, a ridge of 1) makes the weights of `words/confidence.py` of them.
Prints the weights by name. `reliability_normalise` learns them from all books but one, and
measures on that one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from parallel_corpus.model import Document, Language, Segment
from parallel_corpus.normalise.corpus import repair_words
from parallel_corpus.normalise.document import normalise_document
from parallel_corpus.normalise.evaluate import plain_words, verdicts
from parallel_corpus.normalise.rules import damaged_word
from parallel_corpus.normalise.words import ranking
from parallel_corpus.normalise.words.channel import channel_of
from parallel_corpus.normalise.words.confidence import NAMES
from tests.benchmarks.learn_channel import learn, pages, rows

_LANGUAGE: Language = "ar"
_STEPS = 40
_RIDGE = 1.0
# What is this doubtful tells nothing: most such readings are never proposed.
_LEAST = -3.9  # the logarithm of the odds of a posterior of 0.02
Judged = list[tuple[tuple[float, ...], bool]]


@contextmanager
def channel_without(book: Path, books: Sequence[Path]) -> Iterator[None]:
    """Rank readings by what the other books taught."""
    channel = channel_of(rows(learn([other for other in books if other != book])))
    shipped = ranking.load_channel
    ranking.load_channel = lambda: channel
    ranking.forget()
    try:
        yield
    finally:
        ranking.load_channel = shipped
        ranking.forget()


def judged(book: Path, books: Sequence[Path]) -> Judged:
    """The features of each first reading in a book, and whether the truth has it there."""
    found: Judged = []
    with channel_without(book, books):
        read = list(pages(book))
        for part in (read, *([page] for page in read)):
            found += _judged(part)
    return found


def _judged(part: Sequence[tuple[str, str]]) -> Judged:
    seen: list[tuple[float, ...]] = []

    def noted(values: Sequence[float]) -> float:
        """Propose all, and write into the confidence which features it stands for."""
        if values[1] < _LEAST:
            return 0.0
        seen.append(tuple(values))
        return damaged_word.PROPOSED + len(seen) * 1e-7

    shipped = damaged_word.confidence
    damaged_word.confidence = noted  # type: ignore[assignment]
    try:
        segments = tuple(
            Segment(f"book:{_LANGUAGE}:p{n}", _LANGUAGE, f"p{n}", text, text)
            for n, (text, _) in enumerate(part, 1)
        )
        (done,) = repair_words([normalise_document(Document("book", _LANGUAGE, segments))])
    finally:
        damaged_word.confidence = shipped
    found: Judged = []
    for segment, (read, truth) in zip(done.segments, part, strict=True):
        for repair, verdict in verdicts(read, segment.repairs, plain_words(truth)):
            index = round((repair.confidence - damaged_word.PROPOSED) / 1e-7) - 1
            by_channel = any(item.where == "channel.tsv" for item in repair.evidence)
            if by_channel and repair.status == "proposed" and 0 <= index < len(seen):
                found.append((seen[index], verdict > 0))
    return found


def fitted(found: Judged) -> tuple[float, ...]:
    """The weights of a logistic regression, rounded as they are shipped."""
    x = np.array([values for values, _ in found])
    y = np.array([right for _, right in found], dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - _RIDGE * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 2) for weight in weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("books", nargs="+", type=Path)
    books = parser.parse_args().books
    found = [item for book in books for item in judged(book, books)]
    print(f"{len(found)} readings, {sum(right for _, right in found)} right")
    for name, weight in zip(NAMES, fitted(found), strict=True):
        print(f"{weight:6.2f}  {name}")


if __name__ == "__main__":
    main()

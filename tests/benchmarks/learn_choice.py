"""Learn which reading of a damaged word is meant, and how often it is right, from OCR with its truth.

    python -m tests.benchmarks.learn_choice BOOK [BOOK ...]

A BOOK is as for `learn_channel`, whose counts come from the other books. Each doubtful word, by
book and page by page, is judged by the truth around its place. A conditional logit (Newton's
method, with a ridge) makes the weights of `words/choice.py` of them; a logistic regression over
what it then chooses in books that it did not see makes those of `words/confidence.py`. Prints the
weights by name. `reliability_normalise` learns them from all books but one, and measures on that
one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.model import Document, Language, Segment
from parallel_corpus.normalise.document import normalise_document
from parallel_corpus.normalise.evaluate import plain_words
from parallel_corpus.normalise.rules import damaged_word
from parallel_corpus.normalise.words import choice, confidence, ranking
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.channel import channel_of
from parallel_corpus.normalise.words.choice import DoubtfulForm, Values
from parallel_corpus.normalise.words.lexicon import load_lexicon
from parallel_corpus.normalise.words.ranking import Reading
from parallel_corpus.normalise.words.vocabulary import Vocabulary
from tests.benchmarks.learn_channel import aligned, learn, pages, rows

Array = NDArray[np.float64]
_LANGUAGE: Language = "ar"
_STEPS = 25
_SMALL = 1e-4
_RIDGE_OF_CHOICE = 5.0
_RIDGE = 10.0
_KEPT, _NONE, _FIRST = 0, 1, 2
# Words read and meant further apart than this are not taken for one word.
_WINDOW = 25
_SHORTEST = 3
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A doubtful word: its readings and their values, which row of these is right, and verdicts.

    `target` is None where the truth does not say; a verdict is 1 where the reading is right, 0
    where neither it nor the form is, -1 where the form is.
    """

    place: DoubtfulForm
    readings: tuple[Reading, ...]
    table: tuple[Values, ...]
    target: int | None
    verdicts: tuple[int, ...]


Book = Sequence[Judged]
Weights = tuple[tuple[Values, Values], tuple[Values, Values]]


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


@contextmanager
def weights_of(weights: Weights) -> Iterator[None]:
    """Choose, and say how sure a choice is, by other weights than the shipped ones."""
    shipped = choice.WEIGHTS, confidence.WEIGHTS
    choice.WEIGHTS, confidence.WEIGHTS = weights
    try:
        yield
    finally:
        choice.WEIGHTS, confidence.WEIGHTS = shipped


def bench_of(part: Sequence[tuple[str, str]]) -> Bench:
    """Return the bench of some pages of a book (as read, as it is) as one document."""
    segments = tuple(
        Segment(f"book:{_LANGUAGE}:p{n}", _LANGUAGE, f"p{n}", text, text)
        for n, (text, _) in enumerate(part, 1)
    )
    done = normalise_document(Document("book", _LANGUAGE, segments)).segments
    return Bench(
        _LANGUAGE,
        Vocabulary(load_lexicon("wordfreq", _LANGUAGE), _LANGUAGE),
        [segment.id for segment in done],
        [0] * len(done),
        texts=[segment.text for segment in done],
        repaired=[0] * len(done),
    )


def judged(book: Path, books: Sequence[Path]) -> list[Judged]:
    """All doubtful words of a book, whole and page by page."""
    with channel_without(book, books):
        read = list(pages(book))
        return [item for part in (read, *([page] for page in read)) for item in _judged(part)]


def _judged(part: Sequence[tuple[str, str]]) -> Iterator[Judged]:
    bench = bench_of(part)
    tokens = bench.running.tokens
    meant = meant_at(bench, part)
    for position, token in enumerate(tokens):
        if token is None or not damaged_word.may_be_misread(bench, token):
            continue
        place = choice.place_at(bench, position)
        readings = choice.readings_at(bench, place)
        if readings:
            table = tuple(choice.alternatives(bench, place, readings))
            yield Judged(place, tuple(readings), table, *meant[position].judge(place, readings))


@dataclass(frozen=True, slots=True)
class Meant:
    """What the truth has at a word's place: the word, those near it that nothing read, and all."""

    word: str | None
    unread: frozenset[str]
    around: tuple[str, ...]

    def judge(
        self, place: DoubtfulForm, readings: Sequence[Reading]
    ) -> tuple[int | None, tuple[int, ...]]:
        """Return which row of a table is right, None where nothing tells, and all verdicts."""
        words = [_dotted(item.word) for item in readings]
        form = _dotted(place.form)
        verdicts = tuple(self.has(word) - self.has(form) for word in words)
        if self.word == form or form in self.unread:
            return _KEPT, verdicts
        if self.word in words:
            return _FIRST + words.index(self.word), verdicts
        near = [n for n, word in enumerate(words) if word in self.unread and len(word) >= _SHORTEST]
        if self.word is not None or not near:
            return _NONE, verdicts
        return (_FIRST + near[0] if len(near) == 1 else None), verdicts

    def has(self, words: str) -> bool:
        """Tell whether these words stand side by side around the place."""
        said = tuple(_dotted(word) for word in words.split())
        starts = range(len(self.around) - len(said) + 1)
        return any(self.around[start : start + len(said)] == said for start in starts)


def meant_at(bench: Bench, part: Sequence[tuple[str, str]]) -> dict[int, Meant]:
    """For the position of each word, what the truth has there."""
    positions: dict[int, list[int]] = {}
    for position, token in enumerate(bench.running.tokens):
        if token is not None:
            positions.setdefault(token.segment, []).append(position)
    found: dict[int, Meant] = {}
    for segment, here in positions.items():
        forms = [_dotted(bench.running.token(position).form) for position in here]
        truth = [_dotted(word) for word in plain_words(part[segment][1])]
        pairs = dict(aligned(forms, truth))
        used = {j for i, j in pairs.items() if j is not None and forms[i] == truth[j]}
        last = 0
        for i, position in enumerate(here):
            j = pairs.get(i)
            last = last if j is None else j
            near = range(max(0, last - _WINDOW), min(len(truth), last + _WINDOW))
            found[position] = Meant(
                None if j is None else truth[j],
                frozenset(truth[k] for k in near if k not in used),
                tuple(truth[k] for k in near),
            )
    return found


def _dotted(word: str) -> str:
    return word[:-1] + "ي" if word.endswith("ى") else word


def fitted(books: Mapping[Path, Book]) -> Weights:
    """The weights of choice and of confidence that these books teach, rounded as they are shipped.

    Those for a page, and those for a book.
    """
    (page, sure), (whole, sure_of_whole) = (
        _fitted({book: [item for item in items if (item.place.extent > _MIDDLE) == long]
                 for book, items in books.items()})
        for long in (False, True)
    )  # fmt: skip
    return (page, whole), (sure, sure_of_whole)


def _fitted(books: Mapping[Path, Book]) -> tuple[Values, Values]:
    rows_: list[tuple[Values, bool]] = []
    for book, items in books.items():
        weights = _choice([item for other in books if other != book for item in books[other]])
        with weights_of(((weights, weights), confidence.WEIGHTS)):
            rows_ += [_chosen(item) for item in items]
    return _choice([item for items in books.values() for item in items]), logistic(rows_)


def _chosen(item: Judged) -> tuple[Values, bool]:
    found = choice.chosen(item.table, item.readings, item.place.extent)
    verdict = item.verdicts[item.readings.index(found.reading)]
    return confidence.features(item.place, found), verdict > 0


def _choice(items: Book) -> Values:
    """Fit the conditional logit: Newton's method, with half a step where a whole one overshoots."""
    told = [(item.table, item.target) for item in items if item.target is not None]
    table = np.array([values for found, _ in told for values in found])
    begins = np.cumsum([0, *(len(found) for found, _ in told)])[:-1]
    right = begins + np.array([target for _, target in told])
    of = np.repeat(np.arange(len(told)), [len(found) for found, _ in told])

    def worth(weights: Array) -> tuple[float, Array]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, begins)[of]
        raised = np.exp(scores)
        whole = np.add.reduceat(raised, begins)
        likely = float((scores[right] - np.log(whole)).sum())
        return likely - _RIDGE_OF_CHOICE / 2 * float(weights @ weights), raised / whole[of]

    weights = np.zeros(table.shape[1])
    best, chances = worth(weights)
    for _ in range(_STEPS):
        weighed = table * chances[:, None]
        means = np.add.reduceat(weighed, begins)
        slope = table[right].sum(axis=0) - weighed.sum(axis=0) - _RIDGE_OF_CHOICE * weights
        bend = weighed.T @ table - means.T @ means + _RIDGE_OF_CHOICE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        after, chances = worth(weights + step)
        while after < best and np.abs(step).max() > _SMALL:
            step = step / 2
            after, chances = worth(weights + step)
        weights, gain, best = weights + step, after - best, after
        if gain < _SMALL:
            break
    return _rounded(weights)


def logistic(found: Sequence[tuple[Values, bool]]) -> Values:
    """Fit a logistic regression; the ridge weighs all features alike, whatever their scale."""
    x = np.array([values for values, _ in found])
    y = np.array([right for _, right in found], dtype=float)
    scale = x.std(axis=0)
    scale[scale == 0] = 1.0
    x = x / scale
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[0] = 1e-3  # the base is not held back
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - ridge * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights += np.linalg.solve(bend, slope)
    return _rounded(weights / scale)


def _rounded(weights: Array) -> Values:
    return tuple(round(float(weight), 2) for weight in weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("books", nargs="+", type=Path)
    books = parser.parse_args().books
    found: dict[Path, Any] = {book: judged(book, books) for book in books}
    print(sum(map(len, found.values())), "doubtful words")
    for module, weights in zip((choice, confidence), fitted(found), strict=True):
        print(module.__name__)
        for name, page, whole in zip(module.NAMES, *weights, strict=True):
            print(f"{page:6.2f} {whole:6.2f}  {name}")
        print(weights)


if __name__ == "__main__":
    main()

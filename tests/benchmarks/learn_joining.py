"""Learn how likely two pieces side by side are one word, from pages read by OCR beside their truth.

    python -m tests.benchmarks.learn_joining BOOK [BOOK ...]

A BOOK is as for `learn_channel`. Every two words of a book that might be pieces of one are judged
by the truth around their place; a logistic regression makes the weights of `words/joining.py` of
them. Prints the weights by name. `reliability_normalise` learns them from all books but one, and
measures on that one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from parallel_corpus.normalise.rules import broken_word
from parallel_corpus.normalise.words import joining
from parallel_corpus.normalise.words.choice import Values
from tests.benchmarks.learn_channel import pages
from tests.benchmarks.learn_choice import bench_of, logistic, meant_at

Pieces = Sequence[tuple[Values, bool]]


def judged_pieces(book: Path) -> list[tuple[Values, bool]]:
    """The features of each two words of a book that might be one, and whether they are."""
    read = list(pages(book))
    bench = bench_of(read)
    meant = meant_at(bench, read)
    found = []
    for position, first, second in broken_word.side_by_side(bench):
        owner = bench.owners[first.segment]
        values = joining.features(bench, owner, first.form, second.form)
        if values is not None:
            has = meant[position].has
            apart = f"{first.form} {second.form}"
            found.append((values, has(first.form + second.form) and not has(apart)))
    return found


def fitted_joining(books: Sequence[Pieces]) -> Values:
    """The weights that the pieces of some books teach, rounded as they are shipped."""
    return logistic([item for book in books for item in book])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("books", nargs="+", type=Path)
    found = [judged_pieces(book) for book in parser.parse_args().books]
    print(sum(map(len, found)), "pairs")
    weights = fitted_joining(found)
    for name, weight in zip(joining.NAMES, weights, strict=True):
        print(f"{weight:6.2f}  {name}")
    print(weights)


if __name__ == "__main__":
    main()

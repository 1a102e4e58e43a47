"""Whether repairs of real OCR are right as often as their confidence says, book by book.

    python -m tests.benchmarks.reliability_normalise [--thresholds]

Three books (eval/real/ocr of the evaluation data) are repaired, each with a channel and weights of
confidence that were learnt from the other two: once as whole books, once page by page. Prints
words fixed and broken, errors before, after and with every proposal accepted, and for each band of
confidence how many repairs of words are right. A word counts as broken, too, where a repaired page
aligns otherwise with its truth; `broken_where_repaired` counts repairs that replace a right word.
With `--thresholds` it prints what would be won and lost if damaged words (N701) were applied from
another confidence on. Exits 1 where a page got worse, or where fewer than nine in ten of the
repairs applied at 0.9 and more are right.
Needs the evaluation data (PARALLEL_CORPUS_EVAL).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parallel_corpus.normalise.evaluate import Reliability, Worth, evaluate_pages, format_worth
from parallel_corpus.normalise.rules import damaged_word
from parallel_corpus.normalise.words import joining
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.learn_channel import pages
from tests.benchmarks.learn_choice import Judged, channel_without, fitted, judged, weights_of
from tests.benchmarks.learn_joining import fitted_joining, judged_pieces
from tests.benchmarks.results import record

_WANTED = 0.9
_THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85)


@contextmanager
def taught_without(
    book: Path, books: Sequence[Path], readings: Mapping[Path, Sequence[Judged]]
) -> Iterator[None]:
    """Rank readings, and say how sure they are, by what the other books taught."""
    others = [other for other in books if other != book]
    weights = fitted({other: readings[other] for other in others})
    shipped = joining.WEIGHTS
    joining.WEIGHTS = fitted_joining([judged_pieces(other) for other in others])
    try:
        with channel_without(book, books), weights_of(weights):
            yield
    finally:
        joining.WEIGHTS = shipped


def measure(books: Sequence[Path], readings: Mapping[Path, Sequence[Judged]], whole: bool) -> Worth:
    """All books, each as one document (`whole`) or as a document a page."""
    total = Worth()
    for book in books:
        with taught_without(book, books, readings):
            read = list(pages(book))
            for part in [read] if whole else [[page] for page in read]:
                total.merge(evaluate_pages(part, "ar"))
    return total


def figures(worth: Worth) -> dict[str, Any]:
    before, after, accepted = (worth.words[kind].edits for kind in ("before", "after", "accepted"))
    bands = {**worth.applied}
    sure = bands.get("0.9", Reliability())
    every = [item for found in (worth.applied, worth.proposed) for item in found.values()]
    return {
        "pages": worth.pages,
        "pages_worse": worth.worse,
        "fixed": worth.fixed,
        "broken": worth.broken,
        "broken_where_repaired": sum(row.broken for row in worth.rules.values()),
        "applied_change": (after - before) / before,
        "accepted_change": (accepted - before) / before,
        "applied_at_0_9": sure.repairs,
        "applied_at_0_9_right": sure.right,
        "right_of_all": sum(item.right for item in every) / sum(item.repairs for item in every),
    }


def trade_off(books: Sequence[Path], readings: Mapping[Path, Sequence[Judged]]) -> Iterator[str]:
    """What the books, each as one document, would be worth with other thresholds of applying."""
    yield "applied from   fixed  broken  applied repairs right  neither  words wrong"
    shipped = damaged_word._APPLIED
    for threshold in _THRESHOLDS:
        damaged_word._APPLIED = threshold
        worth = measure(books, readings, whole=True)
        rule = worth.rules["N701"]
        neither = rule.applied - rule.fixed - rule.broken
        change = figures(worth)["applied_change"]
        right = f"{rule.fixed} of {rule.applied}"
        yield (
            f"{threshold:12} {worth.fixed:7} {worth.broken:7} {right:>22} {neither:8} {change:12.2%}"
        )
    damaged_word._APPLIED = shipped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--thresholds", action="store_true", help="try other thresholds of N701")
    arguments = parser.parse_args()
    folder = EVAL / "real" / "ocr"
    if not folder.is_dir():
        print(f"{folder} is not there: nothing is measured")
        return 0
    books = sorted(folder.iterdir())
    readings = {book: judged(book, books) for book in books}
    if arguments.thresholds:
        print("\n".join(trade_off(books, readings)), flush=True)
    found: dict[str, Any] = {}
    failed = False
    for name, whole in (("book_by_book", True), ("page_by_page", False)):
        worth = measure(books, readings, whole)
        print(name.replace("_", " "))
        print(format_worth(worth), flush=True)
        found[name] = figures(worth)
        sure = worth.applied.get("0.9", Reliability())
        failed |= worth.worse > 0 or sure.right < _WANTED * sure.repairs
    record(
        "reliability_normalise",
        data="three Arabic books of Arabic Collections Online, OCR and truth by CAMeL Lab",
        command="python -m tests.benchmarks.reliability_normalise",
        figures=found,
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

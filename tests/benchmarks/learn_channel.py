"""Learn which letters OCR confuses, from pages read by OCR beside their truth.

    python -m tests.benchmarks.learn_channel BOOK [BOOK ...] > parallel_corpus/normalise/words/channel.tsv

A BOOK is a folder with ocr/NNNN.txt and truth/NNNN.txt. Words are aligned by their letters, then
the letters of each pair of words; counted is what was read for each letter, by its place in the
word. Prints the counts, with where they come from. `normalise_reliability` learns them from all
books but one, and measures on that one.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from parallel_corpus.normalise.words.channel import place_of

_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_WORD = re.compile("[\u0621-\u064a]+")
# Pages whose texts differ more than this are not the same page.
_DIFFERENT = 0.7
_SHORTEST_PAGE = 40
# Words that share fewer letters are not the same word.
_ALIKE = 0.3
_FREQUENT = 2
Counts = tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str]]]


def plain(text: str) -> list[str]:
    """The words of a text without marks, tatweel and punctuation."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"[^\w\s]|_", " ", bare).split()


def pages(book: Path) -> Iterator[tuple[str, str]]:
    """The text of each page as OCR read it and as it is, where the two are the same page."""
    for path in sorted((book / "ocr").iterdir()):
        read, meant = (
            (book / side / path.name).read_text("utf-8", "replace") for side in ("ocr", "truth")
        )
        one, two = plain(read), plain(meant)
        if len(two) >= _SHORTEST_PAGE and Levenshtein.normalized_distance(one, two) < _DIFFERENT:
            yield read, meant


def aligned(read: Sequence[str], meant: Sequence[str]) -> list[tuple[int, int | None]]:
    """For each word that was read, the index of the word that was meant, None for nobody's."""
    pairs: list[tuple[int, int | None]] = []
    for step in Levenshtein.opcodes(read, meant):
        here = range(step.src_start, step.src_end)
        there = range(step.dest_start, step.dest_end)
        if step.tag == "equal":
            pairs += zip(here, there, strict=True)
        else:
            pairs += _most_alike(read, meant, here, there)
    return pairs


def _most_alike(
    read: Sequence[str], meant: Sequence[str], here: range, there: range
) -> Iterator[tuple[int, int | None]]:
    gain = {
        (i, j): Levenshtein.normalized_similarity(read[i], meant[j]) - _ALIKE
        for i in here
        for j in there
    }
    best: dict[tuple[int, int], float] = {}
    for i in reversed(here):
        for j in reversed(there):
            skip = max(best.get((i + 1, j), 0.0), best.get((i, j + 1), 0.0))
            pair = best.get((i + 1, j + 1), 0.0) + max(0.0, gain[i, j])
            best[i, j] = max(skip, pair if gain[i, j] > 0 else 0.0)
    j = there.start
    for i in here:
        while j < there.stop and best[i, j] == best.get((i, j + 1), 0.0) > 0:
            j += 1
        paired = j < there.stop and gain[i, j] > 0 and best[i, j] > best.get((i + 1, j), 0.0)
        yield i, j if paired else None
        j += paired


def letters(damaged: str, meant: str) -> Iterator[tuple[str, str, str]]:
    """What was read for each letter of `meant`, by its place; "" for nothing."""
    for step in Levenshtein.opcodes(damaged, meant):
        one = damaged[step.src_start : step.src_end]
        two = meant[step.dest_start : step.dest_end]
        if step.tag == "replace" and len(one) == len(two):
            for index, pair in enumerate(zip(one, two, strict=True), step.dest_start):
                yield *pair, place_of(index, len(meant))
        elif step.tag == "equal":
            for index, letter in enumerate(two, step.dest_start):
                yield letter, letter, place_of(index, len(meant))
        else:
            for index, letter in enumerate(two, step.dest_start):
                yield "", letter, place_of(index, len(meant))
            for index, letter in enumerate(one, step.src_start):
                yield letter, "", place_of(index, len(damaged))


def learn(books: Sequence[Path]) -> Counts:
    """Count (damaged, meant, place), and (meant, place): how often each could have been read."""
    seen: Counter[tuple[str, str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for book in books:
        for page in pages(book):
            read, meant = map(plain, page)
            for i, j in aligned(read, meant):
                if j is None or not (_WORD.fullmatch(read[i]) and _WORD.fullmatch(meant[j])):
                    continue
                if Levenshtein.distance(read[i], meant[j]) > max(1, len(meant[j]) // 2):
                    continue
                for damaged, letter, place in letters(read[i], meant[j]):
                    seen[damaged, letter, place] += 1
                    total[letter, place] += letter != ""
                    total["", place] += 1
    return seen, total


def rows(counts: Counts) -> Iterator[tuple[str, str, str, int, int]]:
    """The confusions that were seen more than once, and the letters, sorted."""
    seen, total = counts
    for (damaged, meant, place), count in sorted(seen.items()):
        if damaged != meant and count >= _FREQUENT:
            yield damaged, meant, place, count, total[meant, place]
    lost = {(meant, place) for damaged, meant, place in seen if not damaged}
    for (meant, place), count in sorted(total.items()):
        if meant and not ((meant, place) in lost and seen["", meant, place] >= _FREQUENT):
            yield "", meant, place, seen["", meant, place], count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("books", nargs="+", type=Path)
    books = parser.parse_args().books
    print("# What OCR read for each letter: damaged, meant, place (i m f), seen, of how many.")
    print("# Learnt by tests/benchmarks/learn_channel.py from the books", end=" ")
    print(", ".join(book.name for book in books))
    print("# (CAMeL Lab, New York University Abu Dhabi; Arabic Collections Online; Apache-2.0).")
    for row in rows(learn(books)):
        print(*row, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long the search for repeated pairs takes, what it holds, and whether it finds what was put in.

Run: python -m tests.benchmarks.duplicates_at_scale [PAIRS]

UN sentences (see tests/benchmarks/README.md) of which a third of the words are replaced at random,
so that none repeats; one in forty is repeated word by word, and one in forty with one other word
in the translation.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator

from parallel_corpus.duplicates import repeats
from tests.benchmarks.alignment_sets import EVAL

SEED = 3


def rows(size: int) -> Iterator[tuple[str, str, str, str]]:
    lines = (EVAL / "un_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t")[3:5] for line in lines]
    pairs = [pair for pair in pairs if len(pair[0].split()) >= 8]
    chance = random.Random(SEED)
    before = ("", "")
    for i in range(size):
        english, arabic = (side.split() for side in pairs[i % len(pairs)])
        if i % 40 in (10, 30):
            english, arabic = (side.split() for side in before)
            if i % 40 == 30:
                arabic[chance.randrange(len(arabic))] = "كلمة"
        else:
            for words, letter in ((english, "w"), (arabic, "ك")):
                for _ in range(max(3, len(words) // 3)):
                    words[chance.randrange(len(words))] = f"{letter}{chance.randrange(10**6)}"
        before = " ".join(english), " ".join(arabic)
        yield "un", str(i), *before


def main(size: int) -> None:
    begin, used = time.perf_counter(), time.process_time()
    with repeats(rows(size)) as found:
        kinds = Counter(twins.kind for twins in found)
        print(f"{found.pairs:,} pairs: {found.same:,} of {size // 40:,} word by word, {dict(kinds)} "
              f"of {size // 40:,} translated otherwise")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{time.perf_counter() - begin:.0f} s, {time.process_time() - used:.0f} s of the "
          f"processor, {peak:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

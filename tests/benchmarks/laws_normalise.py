"""Laws 1 and 2 on 100,000 generated strings, and on every string over small hostile alphabets.

    python -m tests.benchmarks.laws_normalise [--strings 100000] [--length 5] [--seed 1]

The tests do the same on fewer strings. Exits 1 at the first string that breaks a law.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Iterator

from tests.benchmarks.results import record
from tests.normalise.test_record import EVERYTHING, HOSTILE, WORDS, check_laws


def generated(count: int, seed: int) -> Iterator[str]:
    """Half letter soup, half pieces of real damage."""
    source = random.Random(seed)
    for index in range(count):
        parts = EVERYTHING if index % 2 else WORDS
        yield "".join(source.choices(parts, k=source.randrange(24)))


def enumerated(length: int) -> Iterator[str]:
    for alphabet in HOSTILE.values():
        for size in range(length + 1):
            yield from map("".join, itertools.product(alphabet, repeat=size))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--length", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    done = 0
    strings = itertools.chain(generated(options.strings, options.seed), enumerated(options.length))
    for done, text in enumerate(strings, 1):
        try:
            check_laws(text, "en" if done % 5 == 0 else "ar")
        except AssertionError as error:
            print(f"{text!r} breaks a law: {error}")
            return 1
    print(f"{done} strings keep laws 1 and 2")
    record(
        "laws_normalise",
        data="strings generated, and all over small hostile alphabets",
        command="python -m tests.benchmarks.laws_normalise",
        figures={"strings": done},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

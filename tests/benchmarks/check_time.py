"""How long all checks take on a bitext, and how much memory.

    python -m tests.benchmarks.check_time

Data: the first 2,000 pairs of the UN development set, and five times as many by repetition.
"""

from __future__ import annotations

import tempfile
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.measure import measured
from tests.benchmarks.results import record

COUNTS = 2_000, 10_000


def main() -> None:
    head, *rows = (EVAL / "un_dev.tsv").read_text("utf-8").splitlines()
    found = []
    with tempfile.TemporaryDirectory() as name:
        for count in COUNTS:
            path = Path(name) / f"{count}.tsv"
            path.write_text("\n".join([head, *islice(cycle(rows), count)]) + "\n", "utf-8")
            seconds, megabytes = measured("check", path.name, "--quiet", folder=path.parent)
            print(f"{count:6,} pairs: {seconds:.1f} s, {megabytes:.0f} MB", flush=True)
            found.append({"pairs": count, "seconds": seconds, "megabytes": megabytes})
    record(
        "check_time",
        data="UN development set, 10,000 of it by repetition, processor seconds",
        command="python -m tests.benchmarks.check_time",
        figures=found[0] | {"more": found[1]},
    )


if __name__ == "__main__":
    main()

"""How long all checks take on a bitext, and how much memory.

    python -m tests.benchmarks.check_time

Data: the first 2,000 pairs of the UN development set, and five times as many by repetition, in one
process and in two. Seconds are the processor's; of two processes both their sum and those of a
clock, on a machine that does nothing else, are shown.
"""

from __future__ import annotations

import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.measure import measured
from tests.benchmarks.results import record

RUNS = (2_000, 1), (10_000, 1), (10_000, 2)  # pairs, processes


def main() -> None:
    head, *rows = (EVAL / "un_dev.tsv").read_text("utf-8").splitlines()
    found = []
    with tempfile.TemporaryDirectory() as name:
        for count, jobs in RUNS:
            path = Path(name) / f"{count}.tsv"
            path.write_text("\n".join([head, *islice(cycle(rows), count)]) + "\n", "utf-8")
            asked = "check", path.name, "--quiet", "--jobs", jobs
            start = time.perf_counter()
            seconds, megabytes = measured(*asked, folder=path.parent)
            clock = time.perf_counter() - start
            told = {"pairs": count, "jobs": jobs, "seconds": seconds, "clock": clock}
            found.append(told | {"megabytes": megabytes})
            print(found[-1], flush=True)
    record(
        "check_time",
        data="UN development set, 10,000 of it by repetition, processor seconds",
        command="python -m tests.benchmarks.check_time",
        figures=found[0] | {"more": found[1], "two_processes": found[2]},
    )


if __name__ == "__main__":
    main()

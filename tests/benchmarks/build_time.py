"""How long the five documents take to build, at first and from the cache.

python -m tests.benchmarks.build_time
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.benchmarks.measure import measured
from tests.benchmarks.results import record

DATA = Path(__file__).parents[2] / "data"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["PARALLEL_CORPUS_CACHE"] = f"{name}/cache"
        runs = [measured("build", DATA, "-o", f"{name}/out", folder=Path(name)) for _ in range(2)]
    (seconds, megabytes), (cached, _) = runs
    print(f"built in {seconds:.1f} s ({megabytes:.0f} MB), from the cache in {cached:.1f} s")
    record(
        "build_time",
        data="`data/`, five documents, processor seconds",
        command="python -m tests.benchmarks.build_time",
        figures={"seconds": seconds, "cached_seconds": cached, "megabytes": megabytes},
    )


if __name__ == "__main__":
    main()

"""Builds killed (SIGKILL) at random moments: is what stands there ever half a result?

    python -m tests.benchmarks.faults_killed [KILLS]

50 builds of three small documents, killed at a moment drawn evenly from the time that a build
takes. After each, every file must be of one run, or UNFINISHED.txt must say that it is not; the
build after the last must give the right bytes. The first kill that breaks this ends the run.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from itertools import count
from pathlib import Path

from parallel_corpus.build.corpus import build
from parallel_corpus.export.results import write_corpus
from parallel_corpus.settings import load_settings
from tests.faults.conftest import Running, assert_whole, files, write_corpus_folder
from tests.faults.kills import kill_builds


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        base, number = Path(name), count()
        os.environ["XDG_CACHE_HOME"] = str(base / "cache")
        folder = write_corpus_folder(base / "texts")
        # Here, so that every fork has the encoder at hand.
        write_corpus(build(load_settings(folder)), base / "right")

        def start(*args: object) -> Running:
            return Running(args, base / f"said-{next(number)}.log")

        killed, unfinished = kill_builds(folder, base / "out", start, random.Random(50), kills)
        assert start("build", folder, "-o", base / "out").wait().code == 0
        assert files(base / "out") == files(base / "right")
        assert_whole(base / "out")
        print(
            f"{kills} builds, {killed} killed before their end, {unfinished} of them while files "
            "changed places; no half result, and the next build gave the right bytes"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)

"""Runs killed (SIGKILL) at random moments: is what stands there ever half a result?

    python -m tests.benchmarks.faults_killed [KILLS]

200 runs on three small documents: 45 in a hundred are builds, 25 exports, 25 exports of the desk,
5 builds in two processes. Each is killed at a moment drawn evenly from the time that such a run
takes. After each, every file must be of one run, or UNFINISHED.txt must say that it is not; no
worker is left, no decision is lost; the run after the last must give the right bytes. The first
kill that breaks this ends the benchmark.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from parallel_corpus.build.corpus import build
from parallel_corpus.build.rebuild import Builder
from parallel_corpus.decisions import FILE, Ledger, Store
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.export.results import write_corpus
from parallel_corpus.model import Decision
from parallel_corpus.review.deliver import Order
from parallel_corpus.review.desk import Desk
from parallel_corpus.settings import load_settings
from tests.benchmarks.results import record
from tests.faults.conftest import Running, assert_whole, files, write_corpus_folder
from tests.faults.kills import Start, kill_builds, kill_builds_with_workers, kill_runs

FORMATS = "tmx,xlsx,docx,csv,parquet"
Counts = tuple[int, int]


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        base, number = Path(name), count()
        os.environ["XDG_CACHE_HOME"] = str(base / "cache")
        folder = write_corpus_folder(base / "texts")
        # Here, so that every fork has the encoder at hand.
        write_corpus(build(load_settings(folder)), base / "right")

        def start(*args: object, before: Callable[[], object] | None = None) -> Running:
            return Running(args, base / f"said-{next(number)}.log", before)

        dice = random.Random(50)
        desk = kill_desk_exports(folder, base / "desk", start, dice, kills // 4)
        export = kill_exports(folder, base / "export", start, dice, kills // 4)
        jobs = kill_builds_with_workers(folder, base / "right", start, dice, kills // 20)
        builds = kills - 2 * (kills // 4) - kills // 20
        built = kill_builds(folder, base / "out", start, dice, builds)
        assert start("build", folder, "-o", base / "out").wait().code == 0
        write_corpus(build(load_settings(folder)), base / "right")
        assert files(base / "out") == files(base / "right")
        assert_whole(base / "out")
    report({"builds": built, "exports": export, "exports of the desk": desk}, jobs, kills)


def kill_exports(folder: Path, out: Path, start: Start, dice: random.Random, kills: int) -> Counts:
    """Kill exports of the corpus to several formats."""
    args = ("export", folder, "--to", FORMATS, "-o", out)
    begun = time.monotonic()
    assert start(*args).wait().code == 0
    takes, right = time.monotonic() - begun, files(out)
    counts = kill_runs(lambda _: start(*args), out, dice, kills, takes, right)
    assert start(*args).wait().code == 0
    assert files(out) == right
    return counts


def kill_desk_exports(
    folder: Path, out: Path, start: Start, dice: random.Random, kills: int
) -> Counts:
    """Kill exports of a desk with a decision, which stays."""
    settings = load_settings(folder)
    store = Store(folder / FILE)
    store.append(lambda _: [Decision("me", "", "text:note:en:p1", "comment", "read")])
    kept = store.path.read_bytes()
    builder = Builder(settings, RememberingEncoder(load_encoder("use")))
    builder(Ledger())

    def begin(_: int) -> Running:
        def export() -> None:
            Desk(builder, store, "me", out).export(Order())
            os._exit(0)

        return start("--version", before=export)

    begun = time.monotonic()
    assert begin(0).wait().code == 0
    counts = kill_runs(begin, out, dice, kills, time.monotonic() - begun)
    assert store.path.read_bytes() == kept
    assert begin(0).wait().code == 0
    assert_whole(out)
    store.path.unlink()
    return counts


def report(runs: dict[str, Counts], jobs: Counts, kills: int) -> None:
    """Print the counts and keep them."""
    for what, (killed, unfinished) in runs.items():
        print(f"{what}: {killed} killed before their end, {unfinished} while files changed places")
    print(f"builds in two processes: {jobs[0]} killed, with {jobs[1]} workers, none of them left")
    print(f"{kills} kills: no half result, nothing lost, and the next run gave the right bytes")
    record(
        "faults_killed",
        data="three small documents, SIGKILL at random moments",
        command="python -m tests.benchmarks.faults_killed",
        figures={
            "kills": kills,
            "killed_before_their_end": sum(killed for killed, _ in runs.values()) + jobs[0],
            "while_files_changed_places": sum(unfinished for _, unfinished in runs.values()),
            "lost": 0,
            "workers": jobs[1],
            "orphans": 0,
        },
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

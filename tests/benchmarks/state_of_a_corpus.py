"""What a corpus of many documents costs besides computing: time and memory to plan, bytes to keep.

Run: python -m tests.benchmarks.state_of_a_corpus [DOCUMENTS] [BUILT]

Documents of 20 UN sentences each (see README.md here) in both languages. All are planned (manifest
written and read, files looked through, tasks made); of a part, which is built with a cache, the
bytes of cache, vectors and Parquet tables are counted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tracemalloc
from itertools import cycle, islice
from pathlib import Path

from parallel_corpus.build.corpus import make_plan
from parallel_corpus.decisions import Ledger
from parallel_corpus.export.stream import stream
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.settings import Settings
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

LINES = 20


def write(folder: Path, documents: int) -> None:
    rows = [line.split("\t")[3:5] for line in (EVAL / "un_dev.tsv").read_text("utf-8").splitlines()]
    pairs = cycle(rows[1:])
    for number in range(documents):
        some = list(islice(pairs, LINES))
        for side, language in enumerate(("en", "ar")):
            text = "\n\n".join(pair[side] for pair in some) + "\n"
            (folder / f"doc{number}.{language}.txt").write_text(text, encoding="utf-8")


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def proposed(folder: Path) -> Settings:
    proposal = propose_settings(folder)
    assert not proposal.refused
    return proposal.settings


def planned(documents: int) -> dict[str, float]:
    """Seconds and bytes a document of what one process must do and hold before work begins."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, documents)
        settings = proposed(folder)
        begin = time.process_time()
        make_plan(settings, decisions=Ledger())
        seconds = time.process_time() - begin
        tracemalloc.start()
        plan = make_plan(settings, decisions=Ledger())
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(plan.tasks) == documents
        return {
            "documents": documents,
            "plan_milliseconds": 1000 * seconds / documents,
            "plan_kilobytes": held / documents / 1000,
            "text_kilobytes": size(folder) / documents / 1000,
        }


def built(documents: int) -> dict[str, float]:
    """Kilobytes a document of what a streamed build leaves behind."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache, out = Path(name) / "texts", Path(name) / "cache", Path(name) / "out"
        vectors = Path(name) / "vectors"
        for made in (folder, cache, vectors):
            made.mkdir()
        write(folder, documents)
        os.environ["PARALLEL_CORPUS_CACHE"] = str(vectors)
        begin = time.process_time()
        stream(proposed(folder), out, cache=cache, decisions=Ledger())
        seconds = time.process_time() - begin
        return {
            "built": documents,
            "build_seconds": seconds / documents,
            "cache_kilobytes": size(cache) / documents / 1000,
            "vector_kilobytes": size(vectors) / documents / 1000,
            "tables_kilobytes": size(out) / documents / 1000,
        }


def main() -> None:
    documents, some = map(int, (sys.argv[1:] + ["2000", "60"][len(sys.argv) - 1 :])[:2])
    figures = planned(documents) | built(some)
    for name, value in figures.items():
        print(f"{name:<20} {value:10.3f}")
    record(
        "state_of_a_corpus",
        data=f"{documents} documents of {LINES} UN sentences a language, planned; {some} built",
        command=f"python -m tests.benchmarks.state_of_a_corpus {documents} {some}",
        figures=figures,
    )


if __name__ == "__main__":
    main()

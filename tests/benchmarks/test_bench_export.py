"""A million units through each streaming format, both ways: CPU time and peak memory.

    PYTHONPATH=. .venv/bin/python -m pytest tests/benchmarks/test_bench_export.py -s -q

EXPORT_UNITS sets another count. Each format runs in a process of its own, so that its peak is its
own. The texts are those of the UN development set, over and over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = int(os.environ.get("EXPORT_UNITS", "1000000"))
CORPUS = Path("/work/shared/eval/un_dev.tsv")
LIMIT_MB = 700

SCRIPT = """
import itertools, json, resource, sys, time
from collections import deque
from pathlib import Path
from parallel_corpus.export import FORMATS, Options
from parallel_corpus.read.formats import BitextRow, read_bitext

name, out, corpus, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
base = list(read_bitext(corpus))
rows = (BitextRow(str(i), r.source, r.target, (f"d:en:p{i}",), (f"d:ar:p{i}",), 0.9, 0.1)
        for i, r in zip(range(count), itertools.cycle(base)))
start = time.process_time()
done = FORMATS[name].write(out / "x", rows, Options())
written = time.process_time() - start
read = None
if name != "parquet":
    start = time.process_time()
    back = sum(1 for _ in read_bitext(done[0].path))
    assert back == done[0].units == count, (back, done[0].units)
    read = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([written, read, peak, sum(d.path.stat().st_size for d in done) / 2**20]))
"""


@pytest.mark.skipif(not CORPUS.exists(), reason=f"needs {CORPUS}")
@pytest.mark.parametrize("name", ["tmx", "csv", "tsv", "jsonl", "xliff", "parquet", "moses"])
def test_a_million_units_in_bounded_memory(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, name, str(tmp_path), str(CORPUS), str(UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written, read, peak, size = json.loads(done.stdout)
    back = f"{UNITS / read:9,.0f} units a CPU second read" if read else ""
    print(
        f"\n{name:8} {UNITS:,} units, {size:,.0f} MB: "
        f"{UNITS / written:9,.0f} units a CPU second written, {back}, peak {peak:,.0f} MB"
    )
    assert peak < LIMIT_MB

"""A million units through each streaming format, both ways: CPU time and peak memory.

    PYTHONPATH=. .venv/bin/python -m pytest tests/benchmarks/test_bench_export.py -s -q

EXPORT_UNITS sets another count. Each format runs in a process of its own, so that its peak is its
own. The texts are those of the UN development set, over and over.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parallel_corpus.export import FORMATS, Options
from parallel_corpus.read.formats import BitextRow, read_bitext
from tests.benchmarks.alignment_sets import EVAL

UNITS = int(os.environ.get("EXPORT_UNITS", "1000000"))
CORPUS = EVAL / "un_dev.tsv"
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


WRITE_BACK = """
import json, re, sys, time
from pathlib import Path
from parallel_corpus.export.writeback import Note, NotedUnits, write_back

path, count = Path(sys.argv[1]), int(sys.argv[2])
record = {"code": "N01", "severity": "error", "name": "numbers", "document": "big",
          "source": ["big:en:p1"], "target": ["big:ar:p1"], "score": 0.9,
          "message": "The source has “30” where the translation has “20”"}
notes = {unit: (Note(dict(record)),) for unit in range(1, count + 1, 3)}
start = time.process_time()
write_back(path, path.with_name("out.tmx"), NotedUnits(notes))
# Not ru_maxrss, which begins with that of the process that started this one.
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024
print(json.dumps([time.process_time() - start, peak, path.stat().st_size / 2**20]))
"""


@pytest.mark.slow
def test_findings_at_every_third_of_100_000_units(tmp_path: Path) -> None:
    units, path = 100_000, tmp_path / "big.tmx"
    with path.open("w", encoding="utf-8") as file:
        file.write('<tmx version="1.4"><header srclang="en"/><body>\n')
        for i in range(units):
            file.write(
                f'<tu tuid="{i}" creationdate="20260101T000000Z"><prop type="client">UN</prop>'
                f'<tuv xml:lang="en"><seg><bpt i="1"/>The committee meets on {i} May 2026 to discuss '
                f'the budget of the programme.<ept i="1"/></seg></tuv><tuv xml:lang="ar"><seg>'
                f'<bpt i="1"/>تجتمع اللجنة في {i} أيار/مايو 2026 لمناقشة ميزانية البرنامج.<ept i="1"/>'
                "</seg></tuv></tu>\n"
            )
        file.write("</body></tmx>\n")
    command = [sys.executable, "-c", WRITE_BACK, str(path), str(units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, peak, size = json.loads(done.stdout)
    print(f"\nwrite back, {size:,.0f} MB: {seconds:.1f} CPU seconds, peak {peak:,.0f} MB")
    assert seconds < 60
    assert peak < 300


CONVERT = """
import json, re, sys, time
from pathlib import Path
from parallel_corpus.export import convert

path, to = Path(sys.argv[1]), sys.argv[2]
start = time.process_time()
(done,) = convert(path, [to], path.parent / "out")
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024
print(json.dumps([done.units, time.process_time() - start, peak, done.path.stat().st_size / 2**20]))
"""
BITEXTS = ("tmx", "xliff", "po", "csv", "jsonl")
CONVERTED = int(os.environ.get("CONVERT_UNITS", "100000"))


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason=f"needs {CORPUS}")
@pytest.mark.parametrize("name", BITEXTS)
def test_any_bitext_to_any_other(name: str, tmp_path: Path) -> None:
    texts = list(read_bitext(CORPUS))
    rows = (
        BitextRow(str(i), row.source, row.target, state="final")
        for i, row in zip(range(1, CONVERTED + 1), itertools.cycle(texts), strict=False)
    )
    (made,) = FORMATS[name].write(tmp_path / "a", rows, Options())
    for to in BITEXTS:
        if to == name:
            continue
        command = [sys.executable, "-c", CONVERT, str(made.path), to]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        units, seconds, peak, size = json.loads(done.stdout)
        print(
            f"\n{name:5} to {to:5} {units:,} units, {made.path.stat().st_size / 2**20:.0f} to "
            f"{size:.0f} MB: {seconds:.1f} CPU seconds, peak {peak:,.0f} MB",
            flush=True,
        )
        assert units == CONVERTED
        assert peak < 600


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

"""How much text a build takes in a second, stage by stage, and where its time goes.

    python -m tests.benchmarks.throughput [DOCUMENTS]

The corpus is made of the UN's sentences, 20 to a document (see README.md here). Stages and profile
are processor seconds of one process on a part of it; the ratios are of whole builds from the
command line, each with a cache of its own, in wall-clock and in processor seconds: beside other
work only the latter mean something.
"""

from __future__ import annotations

import cProfile
import os
import pickle
import pstats
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parallel_corpus.align import align
from parallel_corpus.build.chains import clean_documents, find_chains
from parallel_corpus.build.conclude import check_whole, conclude
from parallel_corpus.build.parts import slimmed
from parallel_corpus.build.results import CheckedChain, CheckedPair, Setup
from parallel_corpus.checks import Bitext, CheckSettings, check
from parallel_corpus.decisions import Ledger
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.encode.context import contextual
from parallel_corpus.export import export_corpus
from parallel_corpus.read import read_documents, survey_files
from parallel_corpus.read.propose import propose_settings
from parallel_corpus.report import write_report
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

_LINES = 20
_SAMPLE = 40  # documents, for stages and profile
_TURNS = 3
STAGES = ("read", "normalise", "encode", "align", "check", "check corpus", "export", "report")


class Clock:
    """Processor seconds by stage; a stage inside another takes its seconds from it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside: list[float] = []

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self._inside.append(0.0)
        start = time.process_time()
        yield
        spent = time.process_time() - start
        self.seconds[stage] += spent - self._inside.pop()
        if self._inside:
            self._inside[-1] += spent


class Timed:
    """An encoder whose time is counted as the stage `encode`."""

    knows_words = True

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._inner = load_encoder()
        self.name = self._inner.name
        self.contextual = self

    def encode(self, texts: Sequence[str]) -> Any:
        with self._clock("encode"):
            return self._inner.encode(texts)

    def encode_in_context(self, texts: Sequence[str], words: Any) -> Any:
        inner = contextual(self._inner)
        assert inner is not None
        with self._clock("encode"):
            return inner.encode_in_context(texts, words)


def make_corpus(folder: Path, documents: int) -> Path:
    """`documents` files in either language, of 20 paragraphs each."""
    folder.mkdir(parents=True)
    lines = (EVAL / "un_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for number in range(documents):
        rows = [line.split("\t") for line in lines[number * _LINES : (number + 1) * _LINES]]
        for code, column in (("en", 3), ("ar", 4)):
            text = "\n\n".join(row[column] for row in rows)
            (folder / f"un{number:03}.{code}.txt").write_text(text, encoding="utf-8")
    return folder


def run_stages(folder: Path, out: Path, clock: Clock) -> tuple[int, int]:
    """Every stage on the corpus in `folder`; returns segments and words, both languages."""
    encoder = Timed(clock)
    encoder.encode(["ready"])  # loading is no throughput
    clock.seconds.clear()
    settings = propose_settings(folder).settings
    with clock("read"):
        survey = survey_files(settings)
    chains = [
        _chain(settings, chain, survey, encoder, clock) for chain in find_chains(settings.documents)
    ]
    with clock("check corpus"):
        setup = Setup(settings, encoder)
        corpus = conclude(chains, setup, check_whole(chains, setup))
    with clock("export"):
        export_corpus(corpus, out)
    with clock("report"):
        write_report(corpus, out)
    segments = [s for document in corpus.documents for s in document.segments]
    return len(segments), sum(len(segment.text.split()) for segment in segments)


def _chain(settings: Any, chain: Any, survey: Any, shared: Timed, clock: Clock) -> CheckedChain:
    encoder = RememberingEncoder(shared)
    with clock("read"):
        documents = read_documents(settings, chain, survey)
    with clock("normalise"):
        cleaned, stale = clean_documents(documents, Ledger())
    source, target = sorted(cleaned, key=lambda d: d.language, reverse=True)
    with clock("align"):
        alignment = align(source, target, encoder)
    bitext = Bitext.of(source.id, source, target, alignment)
    with clock("check"):
        findings = tuple(check(bitext, encoder, settings=CheckSettings()))
    pair = CheckedPair(bitext, alignment, findings)
    return CheckedChain(cleaned, (pair,), stale)


def by_room(work: Callable[[], object]) -> Counter[str]:
    """Seconds that `work` spends in each room of ours and each package of others."""
    profile = cProfile.Profile()
    profile.runcall(work)
    rooms: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if file != "~":
            rooms[_room(file)] += own
            continue
        # What is built in is told with those who call it.
        for (caller, _, _), (_, _, share, _) in callers.items():
            rooms[_room(caller)] += share
        if not callers:
            rooms[name] += own
    return rooms


def _room(file: str) -> str:
    parts = Path(file).parts
    for name in ("site-packages", "parallel_corpus"):
        if name in parts:
            below = parts[parts.index(name) + 1 :]
            first = below[0].removesuffix(".py")
            return first if name == "site-packages" else f"our {first}"
    return "Python"


def built(folder: Path, base: Path, *options: str) -> tuple[float, float]:
    """Wall-clock and processor seconds of `parallel-corpus build` with the cache in `base`."""
    command = [sys.executable, "-m", "parallel_corpus", "build", str(folder), "-q", *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(base / "cache")}
    environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # one core a process
    for name in ("PARALLEL_CORPUS_CACHE", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = subprocess.run(
        [*command, "-o", str(base / "out")], check=False, env=environment, capture_output=True
    )
    # 2: sentences taken at random may number two paragraphs alike, and such a text is left out.
    if ended.returncode not in (0, 2):
        raise SystemExit(ended.stderr.decode())
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent


def stage_rates(folder: Path, out: Path) -> dict[str, Any]:
    """Processor seconds, segments and words a second of each stage; printed as a table."""
    clock = Clock()
    segments, words = run_stages(folder, out, clock)
    total = clock.seconds.total()
    print(f"{segments:,} segments, {words:,} words\n")
    print("| stage | processor s | share | segments/s | words/s |")
    print("| --- | --- | --- | --- | --- |")
    rates = {}
    for stage, seconds in (*((stage, clock.seconds[stage]) for stage in STAGES), ("all", total)):
        share, by_segment, by_word = seconds / total, segments / seconds, words / seconds
        print(f"| {stage} | {seconds:.1f} | {share:.0%} | {by_segment:,.0f} | {by_word:,.0f} |")
        figures = {"share": share, "segments": round(by_segment), "words": round(by_word)}
        rates[stage.replace(" ", "_")] = figures
    return rates


def whole_memory(folder: Path) -> dict[str, float]:
    """Kilobytes that a pair takes in a streamed build: held, and at most while all are checked."""
    settings = propose_settings(folder).settings
    encoder, clock, survey = Timed(Clock()), Clock(), survey_files(settings)
    chains = [_chain(settings, c, survey, encoder, clock) for c in find_chains(settings.documents)]
    check_whole(chains, settings, encoder, Ledger())  # what is loaded once is not a pair's
    pairs = sum(len(chain.bitexts[0].units) for chain in chains)
    tracemalloc.start()
    # By way of bytes, so that no text is shared with the chains: their memory counts, too.
    slim = [pickle.loads(pickle.dumps(slimmed(chain))) for chain in chains]  # noqa: S301
    held = tracemalloc.get_traced_memory()[0]
    check_whole(slim, settings, encoder, Ledger())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"\n{held / pairs / 1000:.1f} kB a pair held, {peak / pairs / 1000:.1f} kB at most\n")
    return {"held_kb": held / pairs / 1000, "peak_kb": peak / pairs / 1000}


def show_profile(folder: Path, out: Path) -> None:
    rooms = by_room(lambda: run_stages(folder, out, Clock()))
    print("\n| where the time goes (cProfile) | share |\n| --- | --- |")
    for room, seconds in rooms.most_common(14):
        print(f"| {room} | {seconds / rooms.total():.0%} |")
    print(flush=True)


def build_ratios(folder: Path, base: Path) -> dict[str, Any]:
    """How much faster two processes and a warm cache are; printed as a table.

    The builds take turns and the best of each counts: a virtual machine's cores are not always
    equally fast, and what else runs on the host is nothing that a build could help.
    """
    load = os.getloadavg()[0]
    ones, twos = [], []
    for turn in range(_TURNS):
        ones.append(built(folder, base / f"one{turn}"))
        twos.append(built(folder, base / f"two{turn}", "--jobs", "2"))
    warm = min(built(folder, base / "one0") for _ in range(3))
    one, two = min(ones), min(twos)
    same = _contents(base / "one0/out") == _contents(base / "two0/out")
    print("| build | wall s | processor s | ratio, wall | ratio, processor |")
    print("| --- | --- | --- | --- | --- |")
    print(f"| one process, cold | {one[0]:.1f} | {one[1]:.1f} | 1 | 1 |")
    for name, other in (("two processes, cold", two), ("one process, warm", warm)):
        ratios = f"{one[0] / other[0]:.2f} | {one[1] / other[1]:.2f}"
        print(f"| {name} | {other[0]:.1f} | {other[1]:.1f} | {ratios} |")
    turns = ", ".join(f"{a[0]:.0f} and {b[0]:.0f}" for a, b in zip(ones, twos, strict=True))
    print(f"\nWall seconds of each turn, one process and two: {turns}.")
    print(f"Same bytes: {same}. Load before: {load:.1f} on {os.cpu_count()} cores.")
    if not same:
        raise SystemExit("two processes gave other bytes than one")
    return {
        "two_processes": one[0] / two[0],
        "two_processes_extra": two[1] / one[1] - 1,
        "warm": one[1] / warm[1],
        "cold_seconds": one[1],
    }


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def main() -> int:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if not (EVAL / "un_dev.tsv").exists():
        print(f"skipped: {EVAL / 'un_dev.tsv'} is not there")
        return 0
    sample = min(documents, _SAMPLE)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        figures = stage_rates(make_corpus(base / "part", sample), base / "out")
        show_profile(make_corpus(base / "few", max(1, sample // 4)), base / "out")
        figures |= whole_memory(base / "few")
        figures |= build_ratios(make_corpus(base / "all", documents), base)
    record(
        "throughput",
        data=f"{documents} documents of {_LINES} UN sentences; the stages on {sample} of them, in "
        "processor seconds",
        command=f"python -m tests.benchmarks.throughput {documents}",
        figures={"documents": documents, **figures},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How much memory `check` needs for a bitext of a million pairs, and that it stays flat.

Run: python -m tests.benchmarks.memory_at_a_million [--pairs N] [--encoder NAME] [--select CODE]...
     [--form jsonl] [--output FOLDER]

The pairs are UN sentences (see tests/benchmarks/README.md) with other numbers and names in them, so
that no two are the same. `--encoder none` runs all checks that need no vectors; `lexicon` is a
stand-in that costs little: a text's vector is the sum of its words', an Arabic word having that of
its strongest English counterpart in the lexicon; it goes the way of the real one through all
checks. The command runs as a process of its own, whose resident memory is sampled twice a second;
the picture memory-N-NAME.svg is drawn in FOLDER (by default a temporary one).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from parallel_corpus.encode import Encoder, Vectors, encode_unique
from parallel_corpus.evidence.lexicon import load_translation_lexicon, tokens
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import FOLDER, record

NEED_VECTORS = ("C01", "C02", "C03", "S06")
NAMES = ("Amal", "Basim", "Dalia", "Farid", "Hanan", "Karim", "Layla", "Munir", "Nadia", "Salim")
ARABIC_NAMES = ("أمل", "باسم", "داليا", "فريد", "حنان", "كريم", "ليلى", "منير", "نادية", "سليم")
LIMIT = 1000  # MB
DIMENSIONS = 64


def rows(size: int) -> Iterator[tuple[str, str]]:
    """Pairs that differ by a number and a name; one in fifty has another number on each side."""
    lines = (EVAL / "un_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t")[3:5] for line in lines]
    for i in range(size):
        english, arabic = pairs[i % len(pairs)]
        other = i + (i % 50 == 7)
        yield (
            f"{english} (see {NAMES[i % 10]}, No. {i})",
            f"{arabic} (انظر {ARABIC_NAMES[i % 10]}، رقم {other})",
        )


class LexiconEncoder:
    """The stand-in: words by the lexicon, hashed; fast, deterministic, and roughly bilingual."""

    name = "lexicon"

    def __init__(self) -> None:
        best: dict[str, tuple[float, str]] = {}
        for english, others in load_translation_lexicon().strengths.items():
            for arabic, strength in others.items():
                best[arabic] = max(best.get(arabic, (0.0, "")), (strength, english))
        self._english = {arabic: english for arabic, (_, english) in best.items()}

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_unique(lambda batch: np.stack([self._vector(text) for text in batch]), texts)

    def _vector(self, text: str) -> Vectors:
        stems = [self._english.get(token.stem, token.stem) for token in tokens(text)]
        return np.sum([_hashed(stem) for stem in stems] or [_hashed("")], axis=0)


@lru_cache(maxsize=1 << 16)
def _hashed(stem: str) -> Vectors:
    seed = list(stem.encode("utf-8", "replace"))
    return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)


def stand_in(*_: object, **__: object) -> Encoder:
    return LexiconEncoder()


def command(arguments: list[str]) -> None:
    """`parallel-corpus` with the stand-in for its encoder: what the sampled process runs."""
    from parallel_corpus import encode
    from parallel_corpus.cli.group import main

    if "lexicon" in arguments:
        encode.load_encoder = stand_in
    main(arguments)


def sampled(arguments: list[str]) -> tuple[list[tuple[float, float]], float]:
    """(seconds, MB) of resident memory, and the processor seconds of the whole run."""
    import psutil

    code = f"from tests.benchmarks.memory_at_a_million import command; command({arguments!r})"
    begin, used, found = time.monotonic(), 0.0, []
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen([sys.executable, "-c", code], stdout=out) as process,
    ):
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                times = watched.cpu_times()
                found.append((time.monotonic() - begin, watched.memory_info().rss / 1e6))
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                break
            used = times.user + times.system
            time.sleep(0.5)
        out.seek(0)
        print(f"printed: {sum(1 for _ in out):,} lines")
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}")
    return found, used


def draw(samples: list[tuple[float, float]], title: str, path: Path) -> None:
    import altair as alt
    import pandas as pd

    frame = pd.DataFrame(samples, columns=["seconds", "resident memory, MB"])
    scale = alt.Scale(domain=[0, max(LIMIT, frame.iloc[:, 1].max())])
    line = alt.Chart(frame, title=title, width=640, height=240).mark_line()
    line.encode(x="seconds:Q", y=alt.Y("resident memory, MB:Q", scale=scale)).save(path)


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--pairs", type=int, default=20_000)
    told.add_argument("--encoder", default="none", help="none, lexicon, or one of the program's")
    told.add_argument("--select", action="append", default=[])
    told.add_argument("--form", default="jsonl", choices=["table", "jsonl", "csv", "sarif"])
    told.add_argument("--results", action="store_true", help="write the folder of results as well")
    told.add_argument("--output", type=Path, default=Path(tempfile.mkdtemp(prefix="memory-")))
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.tsv"
        with path.open("w", encoding="utf-8") as file:
            file.write("en\tar\n")
            file.writelines(f"{english}\t{arabic}\n" for english, arabic in rows(asked.pairs))
        arguments = ["check", str(path), "--format", asked.form, "-q"]
        if asked.encoder != "none":
            arguments += ["--encoder", asked.encoder]
        else:
            arguments += [f"--ignore={code}" for code in NEED_VECTORS]
        arguments += [f"--select={code}" for code in asked.select]
        if asked.results:
            arguments += ["-o", str(Path(folder) / "results")]
        size = path.stat().st_size / 1e6
        print(f"{asked.pairs:,} pairs, {size:.0f} MB, {' '.join(arguments[2:])}", flush=True)
        samples, used = sampled(arguments)
    memory = [megabytes for _, megabytes in samples]
    third = len(memory) // 3
    print(f"resident memory at most {max(memory):.0f} MB; second third at most "
          f"{max(memory[third:2 * third]):.0f}, last third {max(memory[2 * third:]):.0f}")  # fmt: skip
    print(f"{samples[-1][0]:.0f} s, {used:.0f} s of the processor, "
          f"{1000 * used / asked.pairs:.2f} ms a pair")  # fmt: skip
    asked.output.mkdir(parents=True, exist_ok=True)
    picture = asked.output / f"memory-{asked.pairs}-{asked.encoder}.svg"
    draw(samples, f"check, {asked.pairs:,} pairs, encoder {asked.encoder}", picture)
    print(picture)
    remember(asked.encoder, asked.pairs, memory, used)


def remember(encoder: str, pairs: int, memory: list[float], used: float) -> None:
    """One more run among those recorded: each encoder has its own."""
    path = FOLDER / "memory_at_a_million.json"
    known = json.loads(path.read_text("utf-8"))["figures"] if path.exists() else {}
    third = len(memory) // 3
    known[encoder] = {
        "pairs": pairs,
        "megabytes": max(memory),
        "second_third": max(memory[third : 2 * third]),
        "last_third": max(memory[2 * third :]),
        "seconds": used,
        "milliseconds_a_pair": 1000 * used / pairs,
    }
    record(
        "memory_at_a_million",
        data="UN development set with other numbers and names, processor seconds",
        command="python -m tests.benchmarks.memory_at_a_million --pairs PAIRS --encoder ENCODER",
        figures=dict(sorted(known.items())),
    )


if __name__ == "__main__":
    main()

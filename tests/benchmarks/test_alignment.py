"""Alignment: ours, sentweave's (Vecalign) and galechurch's, in one run on the same vectors.

    make bench          or: .venv/bin/python -m pytest tests/benchmarks/test_alignment.py -q -s

Times are processor seconds of alignment proper: vectors are given, those of words to ours, and of
all spans to sentweave. What linking the words takes is shown beside. Set PARALLEL_CORPUS_CACHE to
keep vectors between runs, PARALLEL_CORPUS_EVAL to say where the data are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest


from parallel_corpus.align import align_vectors
from parallel_corpus.align.evaluate import AlignmentQuality, evaluate_alignment
from parallel_corpus.align.lines import comparable, expected_ratio
from parallel_corpus.encode import CachedEncoder, UniversalSentenceEncoder
from tests.benchmarks.alignment_sets import EVAL, Pairing, Task, human, made, seeds
from tests.benchmarks.results import record

# sentweave casts infinities on its way.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

COMMAND = "pytest tests/benchmarks/test_alignment.py -s"
TARGETS = {"law": 0.99, "literature": 0.83, "un": 0.97, "bible": 0.95, "seeds": 1.0}
SIZE = 10


class Remembering:
    """Vectors in memory, so that nothing is encoded while the clock runs."""

    name = "use"

    def __init__(self, encoder):
        self.encoder = encoder
        self.known = {}

    def encode(self, texts):
        new = sorted({text for text in texts if text not in self.known})
        if new:
            self.known |= dict(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.known[text] for text in texts])


@dataclass
class Prepared:
    """A task with vectors and lengths, which every aligner is given alike."""

    task: Task
    texts: tuple[list[str], list[str]]
    vectors: tuple[np.ndarray, np.ndarray]
    lengths: tuple[list[int], list[int]]
    words: object = None
    linking: float = 0.0


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    folder = os.environ.get("PARALLEL_CORPUS_CACHE") or tmp_path_factory.mktemp("vectors")
    return Remembering(CachedEncoder(UniversalSentenceEncoder(), folder))


def prepare(task: Task, encoder: Remembering) -> Prepared:
    texts = [comparable(t) for t in task.source], [comparable(t) for t in task.target]
    lengths = tuple([len(text.encode()) for text in side] for side in texts)
    vectors = tuple(encoder.encode(side) for side in texts)
    word_evidence(*texts, encoder)  # encodes the words; only linking them is timed
    start = time.process_time()
    words = word_evidence(*texts, encoder)
    return Prepared(task, texts, vectors, lengths, words, time.process_time() - start)


def ours(given: Prepared) -> list[Pairing]:
    ratio = expected_ratio(*given.texts)
    beads = align_vectors(*given.vectors, *given.lengths, words=given.words, expected_ratio=ratio)
    return [(bead.source, bead.target) for bead in beads]


def overlaps(vectors: np.ndarray) -> np.ndarray:
    """What sentweave asks for: a vector for every span of up to SIZE - 1 lines."""
    spans = [vectors]
    for size in range(1, SIZE - 1):
        longer = spans[-1].copy()
        longer[size:] += vectors[:-size] if size < len(vectors) else 0
        spans.append(longer)
    stacked = np.stack(spans).astype(np.float32)
    return stacked / np.maximum(np.linalg.norm(stacked, axis=2, keepdims=True), 1e-9)


def sentweave(given: Prepared) -> list[Pairing]:
    from sentweave.dp_utils import make_alignment_types, vecalign

    np.random.seed(42)  # sentweave draws from the global generator
    stack = vecalign(
        vecs0=overlaps(given.vectors[0]),
        vecs1=overlaps(given.vectors[1]),
        final_alignment_types=make_alignment_types(SIZE),
        del_percentile_frac=0.2,
        width_over2=SIZE // 2 + 5,
        max_size_full_dp=300,
        costs_sample_size=20_000,
        num_samps_for_norm=100,
    )
    return [(tuple(s), tuple(t)) for s, t in stack[0]["final_alignments"]]


def gale_church(given: Prepared) -> list[Pairing]:
    import galechurch

    block = galechurch.align(*given.texts)
    beads = getattr(block, "beads", block)
    return [
        (
            tuple(range(bead.source_start, bead.source_end)),
            tuple(range(bead.target_start, bead.target_end)),
        )
        for bead in beads
    ]


ALIGNERS: dict[str, Callable[[Prepared], list[Pairing]]] = {
    "ours": ours,
    "sentweave": sentweave,
    "galechurch": gale_church,
}


def measure(given: Prepared, name: str) -> tuple[AlignmentQuality, float]:
    best, beads = np.inf, []
    for _ in range(2):
        start = time.process_time()
        beads = ALIGNERS[name](given)
        best = min(best, time.process_time() - start)
    return evaluate_alignment(beads, given.task.gold), best


def test_quality_and_time(encoder):
    tasks = [*human(), *made(), *seeds()]
    quality = defaultdict(dict)
    seconds = defaultdict(lambda: defaultdict(float))
    lines = defaultdict(int)
    for task in tasks:
        given = prepare(task, encoder)
        seconds[task.kind]["linking"] += given.linking
        lines[task.kind] += len(task.source)
        for name in ALIGNERS:
            scored, took = measure(given, name)
            before = quality[task.kind].get(name)
            quality[task.kind][name] = before + scored if before else scored
            seconds[task.kind][name] += took
    print(
        f"\n{'strict F1 (lax) and time':26}{'lines':>6}", *(f"{n:>22}" for n in ALIGNERS), "  ratio"
    )
    for kind, by_name in quality.items():
        cells = [
            f"{by_name[n].strict.f1:.4f} ({by_name[n].lax.f1:.3f}) {seconds[kind][n]:5.2f}s"
            for n in ALIGNERS
        ]
        ratio = seconds[kind]["ours"] / seconds[kind]["sentweave"]
        print(
            f"{kind:26}{lines[kind]:6}",
            *(f"{cell:>22}" for cell in cells),
            f"  {ratio:.2f}  {seconds[kind]['linking']:.2f}s",
        )
    for kind in ("law", "un", "bible"):
        if kind not in quality:
            print(f"{kind}: skipped, no data at {EVAL}")
    if set(quality) == set(TARGETS):
        human_lines = lines["law"] + lines["literature"]
        record(
            "alignment",
            data=f"AlignAR, {len(human())} documents, {human_lines} source lines; UN and Bible lines, "
            f"merged, split and deleted at random, {lines['un']} and {lines['bible']}; the two resolutions",
            command=COMMAND,
            figures={
                kind: {name: by_name[name].strict.f1 for name in ALIGNERS}
                | {
                    "lines": lines[kind],
                    "time_ratio": seconds[kind]["ours"] / seconds[kind]["sentweave"],
                    "linking_seconds": seconds[kind]["linking"],
                }
                for kind, by_name in quality.items()
            },
        )
    for kind, by_name in quality.items():
        assert by_name["ours"].strict.f1 >= TARGETS[kind], kind


def test_tashkeel_changes_nothing(encoder):
    tasks = [task for task in made(parts=2) if task.kind == "bible"]
    if not tasks:
        pytest.skip(f"no Bible verses at {EVAL}")
    from parallel_corpus.language.script import strip_marks

    for task in tasks:
        bare = Task(task.kind, task.name, task.source, [*map(strip_marks, task.target)], task.gold)
        assert ours(prepare(task, encoder)) == ours(prepare(bare, encoder))


_SCALING = """
import json, resource, sys, time
import numpy as np
from parallel_corpus.align import align_vectors
lines = int(sys.argv[1])
rng = np.random.default_rng(1)
source = rng.standard_normal((lines, 512)).astype(np.float32)
target = source + 0.8 * rng.standard_normal((lines, 512)).astype(np.float32)
kept = np.r_[: lines // 2, lines // 2 + 500 : lines]
source /= np.linalg.norm(source, axis=1, keepdims=True)
target = target[kept] / np.linalg.norm(target[kept], axis=1, keepdims=True)
lengths = rng.integers(40, 400, lines)
took = np.inf
for _ in range(2):
    start = time.process_time()
    beads = align_vectors(source, target, lengths, lengths[kept])
    took = min(took, time.process_time() - start)
gold = {((int(s),), (t,)) for t, s in enumerate(kept)}
right = sum((bead.source, bead.target) in gold for bead in beads)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": took, "right": right / len(gold), "megabytes": memory}))
"""


def test_time_and_memory_grow_with_the_text_only():
    results = {}
    print("\nlines against lines less 500 in the middle; seconds, MB, share of pairs right")
    for lines in (5_000, 10_000, 20_000):
        run = subprocess.run(
            [sys.executable, "-c", _SCALING, str(lines)], capture_output=True, text=True, check=True
        )
        results[lines] = json.loads(run.stdout)
        print(lines, {name: round(value, 4) for name, value in results[lines].items()})
    for lines in (10_000, 20_000):
        before, after = results[lines // 2], results[lines]
        assert after["seconds"] / before["seconds"] <= 2.3
        assert after["megabytes"] / before["megabytes"] <= 2.2
    record(
        "alignment_scale",
        data="lines with vectors at random, 500 of them deleted on one side",
        command=COMMAND,
        figures={f"lines_{lines}": result for lines, result in results.items()},
    )
    assert results[20_000]["megabytes"] < 1500
    assert all(result["right"] > 0.999 for result in results.values())


@pytest.mark.parametrize("lines", [200, 1000, 4000])
def test_at_most_half_of_sentweaves_time(lines):
    rng = np.random.default_rng(lines)
    vectors = rng.standard_normal((lines, 512)).astype(np.float32)
    other = vectors + 0.8 * rng.standard_normal(vectors.shape).astype(np.float32)
    lengths = rng.integers(40, 400, lines).tolist()
    sides = tuple(v / np.linalg.norm(v, axis=1, keepdims=True) for v in (vectors, other))
    given = Prepared(Task("", "", [], [], []), ([], []), sides, (lengths, lengths))
    times = []
    for aligner in (lambda g: align_vectors(*g.vectors, *g.lengths), sentweave):
        best = np.inf
        for _ in range(2):
            start = time.process_time()
            aligner(given)
            best = min(best, time.process_time() - start)
        times.append(best)
    print(f"\n{lines} lines: ours {times[0]:.3f} s, sentweave {times[1]:.3f} s, ratio", end=" ")
    print(f"{times[0] / times[1]:.2f}")
    assert times[0] <= times[1] / 2

"""Alignment: ours, sentweave's (Vecalign) and galechurch's, in one run on the same vectors.

    make bench          or: .venv/bin/python -m pytest tests/benchmarks/test_alignment.py -q -s

Times are processor seconds of alignment proper: vectors are given, those of words to ours, and of
all spans to sentweave. Weights are learnt by `alignment_learn`, which also measures them on
documents that they were not learnt from; UN and Bible lines here are none of those learnt from. Set
PARALLEL_CORPUS_EVAL to say where the data are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from parallel_corpus.align.beads import Sides, align_sides
from parallel_corpus.align.evaluate import AlignmentQuality, evaluate_alignment
from parallel_corpus.align.lines import prepare
from parallel_corpus.encode import RememberingEncoder, load_encoder
from parallel_corpus.language.script import strip_marks, words
from tests.benchmarks.alignment_sets import (
    EVAL,
    Pairing,
    Task,
    human,
    long_texts,
    made,
    random_sides,
    seeds,
    without_block,
)
from tests.benchmarks.results import record

# sentweave casts infinities on its way.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::RuntimeWarning")]

COMMAND = "pytest tests/benchmarks/test_alignment.py -s"
TARGETS = {
    "law": 0.995,
    "literature": 0.87,
    "literature_corrected": 0.91,
    "un": 0.993,
    "bible": 0.96,
    "seeds": 1.0,
}
SIZE = 10


@dataclass
class Prepared:
    """A task with vectors and lengths; `spans` are the vectors that sentweave asks for."""

    task: Task
    sides: Sides
    spans: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, task: Task, sides: Sides) -> Prepared:
        return cls(task, sides, (overlaps(sides.vectors[0]), overlaps(sides.vectors[1])))


@pytest.fixture(scope="module")
def encoder():
    return RememberingEncoder(load_encoder("use"))


def ours(given: Prepared) -> list[Pairing]:
    return [(bead.source, bead.target) for bead in align_sides(given.sides)]


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
        vecs0=given.spans[0],
        vecs1=given.spans[1],
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

    block = galechurch.align(given.task.source, given.task.target)
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
    corrected = {task.name: task.gold for task in human("gold_corrected")}
    quality = defaultdict(dict)
    seconds = defaultdict(lambda: defaultdict(float))
    lines = defaultdict(int)
    certainty = []
    for task in tasks:
        given = Prepared.of(task, prepare(task.source, task.target, encoder))
        lines[task.kind] += len(task.source)
        for name in ALIGNERS:
            scored, took = measure(given, name)
            before = quality[task.kind].get(name)
            quality[task.kind][name] = before + scored if before else scored
            seconds[task.kind][name] += took
        found = align_sides(given.sides)
        gold = corrected.get(task.name, task.gold)
        beads = [(bead.source, bead.target) for bead in found]
        if task.name in corrected:
            kind = f"{task.kind}_corrected"
            lines[kind] += len(task.source)
            scored = evaluate_alignment(beads, gold)
            quality[kind]["ours"] = quality[kind]["ours"] + scored if quality[kind] else scored
        certainty += [
            (b.score, (b.source, b.target) in set(gold)) for b in found if b.source and b.target
        ]
    for kind, by_name in quality.items():
        figures = {name: f"{q.strict.f1:.4f} ({q.lax.f1:.3f})" for name, q in by_name.items()}
        print(kind, lines[kind], figures, dict(seconds[kind]))
    for kind in ("law", "un", "bible"):
        if kind not in quality:
            print(f"{kind}: skipped, no data at {EVAL}")
    if set(quality) >= set(TARGETS):
        _record(quality, seconds, lines, reliability(certainty))
    for kind in set(TARGETS) & set(quality):
        assert quality[kind]["ours"].strict.f1 >= TARGETS[kind], kind


def reliability(certainty: list[tuple[float, bool]]) -> dict[str, dict[str, float]]:
    """How many beads have a score in each range, and which share of them is right."""
    bounds = [0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01]
    table = {}
    for low, high in pairwise(bounds):
        inside = [right for score, right in certainty if low <= score < high]
        table[f"from_{round(100 * low)}"] = {
            "beads": len(inside),
            "right": sum(inside) / max(1, len(inside)),
        }
    return table


def _record(quality, seconds, lines, table) -> None:
    human_lines = lines["law"] + lines["literature"]
    record(
        "alignment",
        data=f"AlignAR, {len(human())} documents, {human_lines} source lines; UN and Bible lines, "
        f"merged, split and deleted at random, {lines['un']} and {lines['bible']}; the two resolutions",
        command=COMMAND,
        figures={
            kind: {name: by_name[name].strict.f1 for name in by_name}
            | {"lines": lines[kind], "interval": list(by_name["ours"].interval())}
            | (
                {"time_ratio": seconds[kind]["ours"] / seconds[kind]["sentweave"]}
                if "sentweave" in by_name
                else {}
            )
            for kind, by_name in quality.items()
        }
        | {"reliability": table},
    )


def test_both_directions_give_the_same(encoder):
    for task in [*human(), *made(parts=2)]:
        there = align_sides(prepare(task.source, task.target, encoder))
        back = align_sides(prepare(task.target, task.source, encoder))
        first = evaluate_alignment([(b.source, b.target) for b in there], task.gold)
        second = evaluate_alignment([(b.target, b.source) for b in back], task.gold)
        assert abs(first.strict.f1 - second.strict.f1) <= 0.005


def test_a_block_that_one_side_lacks(encoder):
    values = []
    for task in [*human(), *made(parts=2)]:
        for side in (0, 1):
            for at in (0.1, 0.4, 0.7):
                part = without_block(task, side, at)
                found = align_sides(prepare(part.source, part.target, encoder))
                beads = [(bead.source, bead.target) for bead in found]
                values.append(evaluate_alignment(beads, part.gold).strict.f1)
    if not values:
        pytest.skip(f"no data at {EVAL}")
    print(f"\na fifth of one side deleted in one block: {np.mean(values):.4f}")
    record(
        "alignment_blocks",
        data=f"{len(values)} texts of the human, UN and Bible ones, a fifth of one side deleted",
        command=COMMAND,
        figures={"mean": float(np.mean(values)), "least": float(min(values))},
    )
    assert np.mean(values) >= 0.93


def test_tashkeel_changes_nothing(encoder):
    tasks = [task for task in made(parts=2) if task.kind == "bible"]
    if not tasks:
        pytest.skip(f"no Bible verses at {EVAL}")
    for task in tasks:
        bare = [strip_marks(text) for text in task.target]
        marked = align_sides(prepare(task.source, task.target, encoder))
        assert marked == align_sides(prepare(task.source, bare, encoder))


_SCALING = """
import json, resource, sys, time
from parallel_corpus.align.beads import align_sides
from tests.benchmarks.alignment_sets import random_sides
lines, cut = int(sys.argv[1]), 500
sides, kept = random_sides(lines, cut, words=25)
start = time.process_time()
beads = align_sides(sides)
took = time.process_time() - start
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
        data="lines with vectors at random, those of 25 words each, 500 lines deleted on one side",
        command=COMMAND,
        figures={f"lines_{lines}": result for lines, result in results.items()},
    )
    assert results[20_000]["megabytes"] < 1500
    assert results[20_000]["seconds"] < 25
    assert all(result["right"] == 1 for result in results.values())


def test_time_against_sentweave(encoder):
    """On UN and Bible lines of two lengths, and on lines with vectors at random."""
    tasks = [*long_texts(200), *long_texts(1000)]
    given = {f"{t.kind}_{t.name}": prepare(t.source, t.target, encoder) for t in tasks}
    given |= {f"random_{lines}": random_sides(lines, 0, words=25)[0] for lines in (200, 1000, 4000)}
    figures = {}
    for name, sides in given.items():
        some = Prepared.of(Task("", "", [], [], []), sides)
        mine, yours = (measure_time(aligner, some) for aligner in (ours, sentweave))
        figures[name] = {"seconds": mine, "sentweave": yours, "ratio": mine / yours}
        print(f"\n{name}: ours {mine:.3f} s, sentweave {yours:.3f} s, ratio {mine / yours:.2f}")
    record(
        "alignment_time",
        data="UN and Bible lines, merged, split and deleted at random, and lines with vectors at "
        "random, by their number; vectors given",
        command=COMMAND,
        figures=figures,
    )
    assert all(figure["ratio"] <= 0.5 for figure in figures.values())


def test_words_cost_at_most_half_of_the_encoding():
    texts = [text for task in made(parts=3) for text in (*task.source, *task.target)]
    if not texts:
        pytest.skip(f"no data at {EVAL}")
    places = [[(start, end) for start, end, _ in words(text)] for text in texts]
    model = load_encoder("use")
    plain = measure_time(lambda _: model.encode(texts), None)
    both = measure_time(lambda _: model.encode_with_words(texts, places), None)
    print(f"\nencoding {plain:.2f} s, with words {both:.2f} s, ratio {both / plain:.2f}")
    record(
        "alignment_encoding",
        data=f"{len(texts)} UN and Bible lines",
        command=COMMAND,
        figures={"seconds": plain, "with_words": both, "ratio": both / plain},
    )
    assert both <= 1.6 * plain


def measure_time(work, given) -> float:
    """The better of two runs, in processor seconds."""
    best = np.inf
    for _ in range(2):
        start = time.process_time()
        work(given)
        best = min(best, time.process_time() - start)
    return float(best)

"""Texts with known alignments: human ones, and ones made from aligned sentences.

Made sets take aligned pairs in order and merge, split and delete them at random (seeded), so that
the gold is known exactly. Sources: see `tests/benchmarks/README.md`.
"""

from __future__ import annotations

import json
import os
import random
import re
from ast import literal_eval
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import numpy as np

from parallel_corpus.align.beads import Sides
from parallel_corpus.encode.protocol import unit_rows
from parallel_corpus.encode.words import Words

EVAL = Path(os.environ.get("PARALLEL_CORPUS_EVAL", Path(__file__).parents[3] / "shared/eval"))
RESOLUTIONS = Path(__file__).parents[1] / "align/resolutions.json"

Pairing = tuple[tuple[int, ...], tuple[int, ...]]

# Shares of: merged on the source side, merged on the target side, split, deleted on either side.
MERGED, SPLIT, DELETED = 0.1, 0.08, 0.05
_BREAK = re.compile(r"[,;:،؛.]\s")


@dataclass(frozen=True)
class Task:
    """Two texts by line, and their gold."""

    kind: str
    name: str
    source: list[str]
    target: list[str]
    gold: list[Pairing]


def human(golds: str = "gold") -> list[Task]:
    """AlignAR's development part (law, literature), where it is at hand.

    `golds` is "gold" for those that were published, "gold_corrected" for those in which slipped
    line numbers are put right.
    """
    tasks = []
    for gold in sorted((EVAL / "alignment_dev").glob(f"*/{golds}/*.txt")):
        kind = gold.parts[-3]
        texts = [_lines(gold.parents[1] / language / gold.name) for language in ("ar", "en")]
        beads = [
            tuple(tuple(literal_eval(side)) for side in line.split(":")[:2])
            for line in _lines(gold)
            if line
        ]
        tasks.append(Task(kind, f"{kind}/{gold.stem}", *texts, beads))
    return tasks


def made(parts: int = 6, size: int = 160) -> list[Task]:
    """UN sentences and Bible verses, merged, split and deleted; the Bible as it is, vocalised."""
    tasks = []
    for kind, file, step in (("un", "un_dev.tsv", 600), ("bible", "bible_verses.tsv", 350)):
        pairs = _pairs(EVAL / file)
        for part in range(parts if pairs else 0):
            some = pairs[part * step : part * step + size]
            tasks.append(disturbed(kind, f"{kind}/{part}", some, seed=part))
    return tasks


def long_texts(size: int) -> list[Task]:
    """One text of UN sentences and one of Bible verses, made of so many lines."""
    files = ("un", "un_dev.tsv"), ("bible", "bible_verses.tsv")
    some = ((kind, _pairs(EVAL / file)[:size]) for kind, file in files)
    return [disturbed(kind, str(size), pairs, seed=9) for kind, pairs in some if pairs]


def training() -> list[Task]:
    """Sets to learn from, of other lines than `made`'s, of four kinds; some lack a whole block."""
    tasks = []
    for kind, file, step, first, parts in (
        ("un", "un_dev.tsv", 600, 200, 5),
        ("bible", "bible_verses.tsv", 350, 170, 5),
        ("flores", "real/flores.tsv", 160, 0, 3),
        ("health", "real/health.tmx", 160, 0, 5),
    ):
        pairs = _pairs(EVAL / file)
        for part in range(parts if pairs else 0):
            some = pairs[first + part * step : first + part * step + 160]
            task = disturbed(kind, f"{kind}/training-{part}", some, seed=100 + part)
            tasks.append(without_block(task, part % 2, 0.2 * part) if part % 3 == 2 else task)
    return tasks


def without_block(task: Task, side: int, at: float) -> Task:
    """The task with a fifth of one side (0 or 1) deleted, from the share `at` of its lines on."""
    texts = [task.source, task.target]
    count = len(texts[side])
    first, last = int(at * count), int(at * count) + count // 5
    texts[side] = texts[side][:first] + texts[side][last:]
    gold = []
    for bead in task.gold:
        kept = [n if n < first else n - last + first for n in bead[side] if not first <= n < last]
        sides = [bead[0], bead[1]]
        sides[side] = tuple(kept)
        if sides[0] and sides[1]:
            gold.append((sides[0], sides[1]))
        else:
            gold += [((n,), ()) for n in sides[0]] + [((), (n,)) for n in sides[1]]
    return Task(task.kind, f"{task.name}-{side}-{at:.1f}", texts[0], texts[1], gold)


def mirrored(task: Task) -> Task:
    """The same in the other direction."""
    gold = [(targets, sources) for sources, targets in task.gold]
    return Task(task.kind, task.name, task.target, task.source, gold)


def random_sides(lines: int, cut: int, words: int) -> tuple[Sides, np.ndarray]:
    """Random vectors of lines and of their words, `cut` lines in the middle lacking on one side.

    Also which lines of the source the target has.
    """
    rng = np.random.default_rng(1)
    source = rng.standard_normal((lines, 512)).astype(np.float32)
    target = source + 0.8 * rng.standard_normal((lines, 512)).astype(np.float32)
    kept = np.r_[: lines // 2, lines // 2 + cut : lines]
    lengths = rng.integers(40, 400, lines)
    keys = [[f"{k} {n if n > 5 else ''}" for n in range(words)] for k in range(lines)]
    sides = [_random_words(some, words, noise) for some, noise in ((range(lines), 0), (kept, 0.8))]
    both = Words.of(sides[0], keys), Words.of(sides[1], [keys[k] for k in kept])
    found = Sides.of(unit_rows(source), unit_rows(target[kept]), lengths, lengths[kept], words=both)
    return found, kept


def _random_words(lines, words: int, noise: float):
    for line in lines:
        rng = np.random.default_rng(line)
        rows = rng.standard_normal((words, 512)).astype(np.float32)
        rows += noise * rng.standard_normal((words, 512)).astype(np.float32)
        yield unit_rows(rows)


def seeds() -> list[Task]:
    """The two resolutions, paragraph by paragraph, without their numbers."""
    documents = json.loads(RESOLUTIONS.read_text(encoding="utf-8"))["documents"]
    tasks = []
    for name, texts in sorted(documents.items()):
        english, arabic = ([text for _, _, text in texts[side]] for side in ("en", "ar"))
        gold: list[Pairing] = [((n,), (n,)) for n in range(len(english))]
        tasks.append(Task("seeds", f"seeds/{name}", english, arabic, gold))
    return tasks


def disturbed(kind: str, name: str, pairs: list[tuple[str, str]], seed: int) -> Task:
    """Aligned pairs with some merged into two or three to one, some split, some deleted."""
    rng = random.Random(f"{kind}:{seed}")
    task = Task(kind, name, [], [], [])
    rest = list(pairs)
    while rest:
        draw = rng.random()
        if draw < 2 * MERGED:
            count = 3 if rng.random() < 0.25 else 2
            some, rest = rest[:count], rest[count:]
            sources, targets = [s for s, _ in some], [t for _, t in some]
            merged = (
                ([" ".join(sources)], targets) if draw < MERGED else (sources, [" ".join(targets)])
            )
            _add(task, *merged)
            continue
        source, target = rest.pop(0)
        draw -= 2 * MERGED
        if draw < SPLIT:
            _add(task, *_split(source, target, rng))
        elif draw < SPLIT + DELETED:
            _add(task, [source], [])
        elif draw < SPLIT + 2 * DELETED:
            _add(task, [], [target])
        else:
            _add(task, [source], [target])
    return task


def _split(source: str, target: str, rng: random.Random) -> tuple[list[str], list[str]]:
    halved = rng.choice([0, 1])
    text = (source, target)[halved]
    breaks = [m.end() for m in _BREAK.finditer(text) if 0.25 < m.end() / len(text) < 0.75]
    if not breaks:
        return [source], [target]
    at = rng.choice(breaks)
    parts = [text[:at].strip(), text[at:].strip()]
    return (parts, [target]) if halved == 0 else ([source], parts)


def _add(task: Task, sources: list[str], targets: list[str]) -> None:
    first, second = len(task.source), len(task.target)
    task.source.extend(sources)
    task.target.extend(targets)
    task.gold.append(
        (
            tuple(range(first, first + len(sources))),
            tuple(range(second, second + len(targets))),
        )
    )


def _pairs(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    if path.suffix == ".tmx":
        text = path.read_text(encoding="utf-8")
        segments = [
            unescape(" ".join(s.split())) for s in re.findall(r"<seg>(.*?)</seg>", text, re.S)
        ]
        return list(zip(segments[::2], segments[1::2], strict=True))
    rows = [line.split("\t") for line in _lines(path)[1:]]
    return [(row[-2], row[-1]) for row in rows if row[-2].strip() and row[-1].strip()]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n")

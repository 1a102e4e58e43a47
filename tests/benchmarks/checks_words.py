"""Fit the logistic model of single words; writes evidence/data/words.json.

    python -m tests.benchmarks.checks_words [PAIRS]

Faults are put into pairs of several kinds of text (checks_kinds), none of them random
substitutions of single words: those make the model find what was substituted and miss real errors
(span AUC .69 for .70). What a model is told of each word is in checks_lessons. UN pairs are seen by
a lexicon of other documents. Then the span AUC on the errors that a reviser marked in health texts:
how often the worst word of content in a marked span is worse than that of an equally long run of
words in a pair without marks. Takes about ten minutes on one core, with 140 pairs of each kind.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from parallel_corpus.encode import load_encoder
from parallel_corpus.encode.context import one_thread
from parallel_corpus.evidence.divergence import Judgement, judge
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_translation_lexicon
from parallel_corpus.evidence.links import links, scores
from parallel_corpus.evidence.network import load_network
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.evidence.runs import has_content
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.evidence.words import columns
from tests.benchmarks.checks_cases import (
    VARIED_FAULTS,
    Case,
    RememberingSpace,
    altered,
    fold_lexicon,
    make_cases,
    nano_states,
)
from tests.benchmarks.checks_faults import Pair
from tests.benchmarks.checks_kinds import FOLD, REAL, TAUGHT, gold_pairs, sample
from tests.benchmarks.checks_lessons import lesson
from tests.benchmarks.checks_report import auc

OUT = Path(__file__).parents[2] / "parallel_corpus" / "evidence" / "data" / "words.json"
_WEIGHT = 20_000  # words that each kind counts for
_PENALTY = 1000.0
_LANGUAGES = ("en", "ar")

Array = NDArray[np.float64]
Side = list[tuple[Array, Array]]  # what is seen of the words of a pair, and what is right


def main(count: int = 140) -> None:
    sides: tuple[list[Side], list[Side]] = ([], [])
    for kind in TAUGHT:
        found = [taught(case, clean) for case, clean in _cases(kind, count)]
        for side, rows in zip(sides, zip(*found, strict=True), strict=True):
            side.append(list(rows))
        print(f"{kind}: {len(found)} cases", flush=True)
    models = {name: fit(kinds) for name, kinds in zip(_LANGUAGES, sides, strict=True)}
    text = json.dumps(models, sort_keys=True, separators=(",", ":"))
    OUT.write_text(text + "\n", encoding="utf-8")
    report()


def _cases(kind: str, count: int) -> Iterator[tuple[Case, Case | None]]:
    """Each case with the clean one of its pair."""
    pairs = sample(kind, count)
    lexicon = replace(_lexicon(kind), logistic=load_translation_lexicon().logistic)
    space = RememberingSpace(nano_states(), load_network().space)
    clean: dict[str, Case] = {}
    for fault in VARIED_FAULTS:
        made = [(pair, altered(pairs, i, fault)) for i, pair in enumerate(pairs)]
        with one_thread():
            for case in make_cases(fault, made, lexicon, space):
                if fault == "clean":
                    clean[case.pair.id] = case
                yield case, clean.get(case.clean.id)


def _lexicon(kind: str) -> TranslationLexicon:
    return fold_lexicon(FOLD) if kind == "un" else load_translation_lexicon()


def taught(case: Case, clean: Case | None) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """For English and for Arabic: what the model sees, and what it should say."""
    network = load_network()
    english, arabic, _ = case.known.words(network)
    link = None if clean is None else links(scores(clean.known.channels, network.links))
    right = lesson(case.pair, case.clean, link).words
    seen = (columns(side.features).astype(float) for side in (english, arabic))
    one, other = zip(seen, (side.astype(float) for side in right), strict=True)
    return one, other


def fit(kinds: Sequence[Side]) -> dict[str, Any]:
    """Logistic regression; each kind counts the same, weights are drawn to nothing."""
    seen = np.vstack([rows for kind in kinds for rows, _ in kind])
    right = np.concatenate([values for kind in kinds for _, values in kind])
    sizes = [sum(len(values) for _, values in kind) for kind in kinds]
    weights = np.concatenate([np.full(size, _WEIGHT / size) for size in sizes])
    centre, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    rows = np.hstack([(seen - centre) / scale, np.ones((len(seen), 1))])

    def loss(values: Array) -> tuple[float, Array]:
        odds = rows @ values
        share = 1 / (1 + np.exp(-odds))
        slope = rows.T @ (weights * (share - right))
        slope[:-1] += _PENALTY * values[:-1]
        missed = (weights * (np.logaddexp(0, odds) - right * odds)).sum()
        return missed + _PENALTY / 2 * (values[:-1] ** 2).sum(), slope

    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = best[:-1] / scale
    bias = float(best[-1] - slopes @ centre)
    return {"weights": [round(float(x), 4) for x in slopes], "bias": round(bias, 4)}


def report() -> dict[str, float]:
    """Span AUC of both models on the marked errors, of both languages together."""
    pairs, rows = gold_pairs(), _marked()
    memory = TextVectors(load_encoder(), "en", "ar")
    texts = [(pair.en, pair.ar) for pair in pairs]
    judged = dict(zip(pairs, judge(memory, texts, load_translation_lexicon()), strict=True))
    found = {name: _span_auc(judged, rows, name) for name in ("network", "logistic")}
    print("span AUC on errors:", {name: round(value, 3) for name, value in found.items()})
    return found


def _marked() -> list[dict[str, str]]:
    with (REAL / "health.gold.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _span_auc(judged: dict[Pair, Judgement], rows: Sequence[dict[str, str]], model: str) -> float:
    marked = {row["pair"] for row in rows}
    values = []
    for name, column in (("source", "en_span"), ("target", "ar_span")):
        sides = {
            pair.id: getattr(item.reading, name) for pair, item in judged.items() if item.reading
        }
        clean = [side for key, side in sides.items() if key not in marked]
        for row in rows:
            side = sides.get(row["pair"])
            at = side.text.find(row[column].strip()) if side and row[column].strip() else -1
            if side and at >= 0 and row["severity"] == "error":
                inside = [
                    i
                    for i, word in enumerate(side.words)
                    if word.start < at + len(row[column].strip()) and word.end > at
                ]
                worst = _worst(side, model, inside)
                others = [v for one in clean for v in _windows(one, model, len(inside))]
                values += [auc(others, [worst])] if worst is not None else []
    return float(np.mean(values))


def _windows(side: ReadSide, model: str, size: int) -> Iterator[float]:
    for start in range(max(1, len(side.words) - size + 1)):
        worst = _worst(side, model, range(start, min(start + size, len(side.words))))
        if worst is not None:
            yield worst


def _worst(side: ReadSide, model: str, places: Sequence[int]) -> float | None:
    odds = getattr(side, model)
    return max((float(odds[i]) for i in places if has_content(side, i)), default=None)


if __name__ == "__main__":
    if sys.argv[1:] == ["report"]:
        report()
    else:
        main(*map(int, sys.argv[1:]))

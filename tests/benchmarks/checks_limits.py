"""How far the limits of omissions and additions hold on kinds of text that did not set them.

    python -m tests.benchmarks.checks_limits [PAIRS [FAULTS]]

Each of eight kinds is left out in turn. The limit is the one that 0.5% of the pairs of the other
kinds exceed, on the mean of the kinds; then it is counted how many pairs of the kind that was left
out exceed it ("wrong", though some say really more or less), and how many of those with a fault of
several words. The last row has the limits that are shipped. Faults stand among clean pairs, one in
sixteen, since what is usual in a text is learnt from all of it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from parallel_corpus.build.files import align_files
from parallel_corpus.encode import load_encoder
from parallel_corpus.evidence.divergence import Judgement, judge
from parallel_corpus.evidence.lexicon import load_translation_lexicon
from parallel_corpus.evidence.unusual import LIMITS, stand_out
from parallel_corpus.evidence.vectors import TextVectors
from tests.benchmarks.checks_calibrate import faulty
from tests.benchmarks.checks_cases import fold_lexicon
from tests.benchmarks.checks_faults import Pair
from tests.benchmarks.checks_kinds import FOLD, KINDS, REAL
from tests.benchmarks.results import record

WRONG = 0.005  # share of clean pairs, on the mean of the kinds
FAULTS = {
    "omission": ("clause dropped", "three dropped"),
    "addition": ("six inserted", "en:clause dropped"),
}
GUIDES = ("best-practices", "legal", "metrics")
_ONE_IN = 16


class Text(NamedTuple):
    """The scores of a text: of its clean pairs, and of those with a fault, by side and fault."""

    clean: dict[str, list[float]]
    faults: dict[str, dict[str, list[float]]]


def main(count: int = 200, faults: int = 30) -> None:
    kinds = {kind: list(_texts(kind, count, faults)) for kind in (*KINDS, "guide")}
    figures = {side: _left_out(kinds, side) for side in FAULTS}
    record(
        "checks_limits",
        data=f"up to {count} pairs of each of eight kinds of text, {faults} of each kind of fault",
        command=f"python -m tests.benchmarks.checks_limits {count} {faults}",
        figures=figures,
    )


def _texts(kind: str, count: int, faults: int) -> Iterator[Text]:
    if kind == "guide":
        for name in GUIDES:
            yield _scored(_guide(name), kind, faults)
    else:
        yield _scored(KINDS[kind]()[:count], kind, faults)


def _guide(name: str) -> list[Pair]:
    paths = (REAL / "guide" / f"{name}.{language}.md" for language in ("en", "ar"))
    return [
        Pair(str(n), bead.source_text, bead.target_text)
        for n, bead in enumerate(align_files(*paths))
        if bead.source and bead.target
    ]


def _scored(pairs: list[Pair], kind: str, faults: int) -> Text:
    memory = TextVectors(load_encoder(), "en", "ar")  # of the sentences that are aligned
    clean = _judged(pairs, kind)
    found = {side: dict[str, list[float]]() for side in FAULTS}
    for side, names in FAULTS.items():
        for name in names:
            made = [(i, pair) for i in range(len(pairs)) if (pair := faulty(pairs, i, name))]
            made = made[:: max(1, len(made) // faults)][:faults]
            judged = _judged([pair for _, pair in made], kind)
            places = [i for i, _ in made]
            found[side][name] = list(
                _among(clean, dict(zip(places, judged, strict=True)), side, memory)
            )
    standing = stand_out(clean, load_translation_lexicon(), memory)
    return Text({side: [_score(item, side) for item in standing] for side in FAULTS}, found)


def _judged(pairs: Sequence[Pair], kind: str) -> list[Judgement]:
    memory, lexicon = TextVectors(load_encoder(), "en", "ar"), load_translation_lexicon()
    if kind == "un":
        lexicon = replace(fold_lexicon(FOLD), logistic=lexicon.logistic)
    return list(judge(memory, [(pair.en, pair.ar) for pair in pairs], lexicon))


def _among(
    clean: Sequence[Judgement], bad: dict[int, Judgement], side: str, memory: TextVectors
) -> Iterator[float]:
    """The scores of faulty pairs, a few at a time in the places of the clean ones."""
    places, few = list(bad), max(1, len(clean) // _ONE_IN)
    for start in range(0, len(places), few):
        here = places[start : start + few]
        text = list(clean)
        for place in here:
            text[place] = bad[place]
        standing = stand_out(text, load_translation_lexicon(), memory)
        yield from (_score(standing[place], side) for place in here)


def _score(item: Judgement, side: str) -> float:
    """The score of a pair; that of one without words to name is as low as can be."""
    named = item.missing if side == "omission" else item.added
    return getattr(item, side) if named else -np.inf


def _left_out(kinds: dict[str, list[Text]], side: str) -> dict[str, dict[str, float]]:
    found = {}
    for kind, texts in kinds.items():
        others = [_clean(other, side) for name, other in kinds.items() if name != kind]
        found[kind] = _counted(texts, side, _limit(others))
        print(side, kind, {key: round(value, 3) for key, value in found[kind].items()}, flush=True)
    rows = [_counted(texts, side, getattr(LIMITS, side)) for texts in kinds.values()]
    found["shipped"] = {
        key: float(np.mean([row[key] for row in rows if key in row])) for key in rows[0]
    }
    print(side, "shipped", found["shipped"])
    return found


def _clean(texts: Sequence[Text], side: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([score for text in texts for score in text.clean[side]])


def _limit(others: Sequence[np.ndarray[tuple[int], np.dtype[np.float64]]]) -> float:
    """The lowest limit that a share of `WRONG` exceeds, on the mean of the kinds."""
    every = np.unique(np.concatenate(others))
    above = sum((every[:, None] < scores[None, :]).mean(axis=1) for scores in others) / len(others)
    return float(every[int(np.argmax(above <= WRONG))])


def _counted(texts: Sequence[Text], side: str, limit: float) -> dict[str, float]:
    faults: dict[str, list[float]] = defaultdict(list)
    for text in texts:
        for name, scores in text.faults[side].items():
            faults[name.replace(":", "_").replace(" ", "_")] += scores
    return {
        "limit": limit,
        "wrong": float((_clean(texts, side) > limit).mean()),
        **{
            name: float((np.array(scores) > limit).mean())
            for name, scores in faults.items()
            if scores
        },
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""What the network of `evidence.network` is to say of each case, and of each of its words.

Used by checks_calibrate_context.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.lexicon import tokens
from tests.benchmarks.checks_calibrate import ADDITIONS, OMISSIONS
from tests.benchmarks.checks_faults import Pair

Array = NDArray[np.float32]

# Which faults leave the English, and the Arabic, with something that the other side lacks; "en:"
# marks a fault put into the English.
MORE = (
    {*OMISSIONS, "three2", "drop", "replaced", "en:replaced"},
    {*ADDITIONS, "six2", "replaced", "en:replaced", "en:three2", "en:drop"},
)
_WEIGHT = dict.fromkeys(("three2", "three dropped", "en:three2", "en:three dropped"), 2.5)
_WEIGHT |= {"drop": 1.5, "en:drop": 1.5, "truncated": 0.3, "en:truncated": 0.3}
_OTHERS = 0.1  # weight of faults of the other direction among what is not to be found


class Lesson(NamedTuple):
    """Of English and of Arabic: how far each word lacks a counterpart, from 0 to 1, and whether
    words were left out before it, or (one row more) behind the last."""

    words: tuple[Array, Array]
    gaps: tuple[Array, Array]


def labels(faults: Sequence[str]) -> tuple[Array, Array]:
    """What each output should say of each row, and how much the row counts: clean pairs as much
    as the faults to be found, with a little of those that the other output is to find."""
    clean = np.array([fault == "clean" for fault in faults])
    found = np.stack([[fault in more for fault in faults] for more in MORE] + [list(~clean)], 1)
    hard = np.array([_WEIGHT.get(fault, 1.0) for fault in faults])
    columns = []
    for k in range(3):
        mine = hard * found[:, k]
        others = (~clean & ~found[:, k]).astype(float)
        share = _OTHERS if k < 2 else 0.0
        column = mine / mine.sum() + (1 - share) * clean / clean.sum()
        columns.append(column + share * others / max(others.sum(), 1.0))
    weights = np.stack(columns, 1) * len(faults) / 2
    return found.astype(np.float32), weights.astype(np.float32)


def lesson(pair: Pair, clean: Pair, links: Array | None) -> Lesson:
    """What was put into a pair or left out of it; `links` are those of the clean pair, (English
    words, Arabic words), which say what the words left out were the counterparts of. Without them
    only the side that was changed says where."""
    texts = (pair.en, clean.en), (pair.ar, clean.ar)
    sides = [(_stems(new), _stems(old)) for new, old in texts]
    found = Lesson(*(tuple(np.zeros(len(new) + k, np.float32) for new, _ in sides) for k in (0, 1)))
    for side, (new, old) in enumerate(sides):
        if new == old:
            continue
        begin, end = _changed(new, old)
        found.words[side][begin : len(new) - end] = 1
        found.gaps[side][begin] = len(new) - end == begin
        if links is not None:
            own = links.T if side else links
            lost = own[begin : len(old) - end].sum(axis=0)
            found.words[1 - side][:] = np.clip(lost, 0, 1)
    return found


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def _changed(new: Sequence[str], old: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and at the end."""
    shorter = min(len(new), len(old))
    begin = next((i for i in range(shorter) if new[i] != old[i]), shorter)
    left = shorter - begin
    return begin, next((i for i in range(left) if new[-1 - i] != old[-1 - i]), left)

"""Blocks that stand elsewhere in the other text: found, paired, and said to have moved.

A path only goes forward, so a moved block is left unpaired on both sides. Lines that were left
over on either side and are unmistakably each other's nearest give it away; the runs of lines
they stand in are aligned once more, and what agrees as well as the text at large is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from parallel_corpus.align.stretch import IndexBead, Stretch

Run = tuple[int, int]

# Left-over lines beyond so many on a side are text of its own, not a few moved blocks.
_MOST_LINES = 3000
# A moved line must agree this well whatever the text's level, and beat any other by so much.
_LEAST_AGREEMENT = 0.4
_LEAST_MARGIN = 0.1
_MAD_TO_SIGMA = 1.4826


def find_moves(
    stretch: Stretch, sources: Sequence[int], targets: Sequence[int], meanings: Sequence[float]
) -> list[IndexBead]:
    """Pair lines that a path left unpaired (`sources`, `targets`, increasing).

    `meanings` are those of the beads on the path: what agrees less than these does not count.
    """
    if not 0 < len(sources) <= _MOST_LINES or not 0 < len(targets) <= _MOST_LINES:
        return []
    level = np.array(meanings or [0.0])
    middle = float(np.median(level))
    spread = float(np.median(np.abs(level - middle)))
    least = max(_LEAST_AGREEMENT, middle - _MAD_TO_SIGMA * spread)
    pairs = _unmistakable(stretch, sources, targets, least)
    my_runs, your_runs = _runs(sources), _runs(targets)
    votes = Counter((my_runs[i], your_runs[j]) for i, j in pairs)
    beads: list[IndexBead] = []
    done: set[Run] = set()
    gone: set[Run] = set()
    for mine, yours in sorted(votes, key=lambda key: (-votes[key], key)):
        if mine in done or yours in gone:
            continue
        done.add(mine)
        gone.add(yours)
        part = stretch.part(slice(*mine), slice(*yours))
        beads += [
            bead.shifted(mine[0], yours[0], moved=True)
            for bead in part.decide(part.likely_beads())
            if bead.source and bead.target and bead.meaning >= least / 2
        ]
    return beads


def _unmistakable(
    stretch: Stretch, sources: Sequence[int], targets: Sequence[int], least: float
) -> list[tuple[int, int]]:
    """Return mutual nearest neighbours among the left-over lines, by similarity and margin."""
    mine, yours = np.asarray(sources), np.asarray(targets)
    similar = stretch.source.units[mine] @ stretch.target.units[yours].T
    forth, back = similar.argmax(axis=1), similar.argmax(axis=0)
    rows = np.flatnonzero(back[forth] == np.arange(len(mine)))
    best = similar[rows, forth[rows]]
    similar[rows, forth[rows]] = -1
    margin = best - np.maximum(similar[rows].max(axis=1), similar[:, forth[rows]].max(axis=0))
    good = (best >= least) & (margin >= _LEAST_MARGIN)
    return [(int(mine[r]), int(yours[forth[r]])) for r in rows[good]]


def _runs(lines: Sequence[int]) -> dict[int, Run]:
    """Return for each line the run of consecutive lines it stands in, as (first, end)."""
    runs = np.split(np.asarray(lines), np.flatnonzero(np.diff(lines) != 1) + 1)
    return {line: (int(run[0]), int(run[-1]) + 1) for run in runs for line in run.tolist()}

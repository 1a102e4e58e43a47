"""Numbers, list levels and kinds as soft evidence for pairing two segments.

Soft, because numbers lie: an aligner that anchors on them pairs "Book 1" with "Chapter 1" and
loses the document. Here a number that agrees adds to the score of a pair about as much as a
small rise in similarity does, and one that disagrees takes less away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallel_corpus.align.arrays import Floats, Ints
from parallel_corpus.align.grid import CellEvidence
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.language.paragraph_numbers import number_keys
from parallel_corpus.model import Segment

_NEUTRAL_KINDS = frozenset({"p", "s"})


def structure_evidence(
    source: Sequence[Segment], target: Sequence[Segment], options: AlignOptions
) -> CellEvidence:
    """Return how number and kind of any two segments agree, in units of score."""
    both_sides = source, target
    numbers = _codes([[sorted(number_keys(s.number)) for s in side] for side in both_sides])
    kinds = _codes(
        [[[s.kind] if s.kind not in _NEUTRAL_KINDS else [] for s in side] for side in both_sides]
    )

    def cells(sources: slice, targets: slice) -> Floats:
        mine, yours = numbers[0][sources, None, :, None], numbers[1][None, targets, None, :]
        agree = ((mine == yours) & (mine >= 0)).any(axis=(2, 3))
        both = (mine[..., 0, 0] >= 0) & (yours[..., 0, 0] >= 0)
        here, there = kinds[0][sources, None, 0], kinds[1][None, targets, 0]
        clash = (here != there) & (here >= 0) & (there >= 0)
        score = options.number_weight * (agree & ~clash)
        score -= options.number_clash * (both & ~agree)
        score -= options.kind_clash * clash
        return np.asarray(score, dtype=np.float32)

    return cells


def _codes(sides: Sequence[Sequence[Sequence[str]]]) -> list[Ints]:
    """Return two codes for each line of either side, -1 for none, by its numbers or its kind.

    A line has two where its number can be read in two ways: (i) is a letter and a numeral.
    """
    code: dict[str, int] = {}
    tables = []
    for side in sides:
        table = np.full((len(side), 2), -1, dtype=np.int64)
        for line, keys in enumerate(side):
            for column, key in enumerate(keys[:2]):
                table[line, column] = code.setdefault(key, len(code))
        tables.append(table)
    return tables

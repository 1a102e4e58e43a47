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
    numbers = _number_codes([s.number for s in source], [s.number for s in target])
    kinds = _kind_codes([s.kind for s in source], [s.kind for s in target])

    def cells(sources: slice, targets: slice) -> Floats:
        mine, yours = numbers[0][sources, None, :, None], numbers[1][None, targets, None, :]
        agree = ((mine == yours) & (mine >= 0)).any(axis=(2, 3))
        both = (mine[..., 0, 0] >= 0) & (yours[..., 0, 0] >= 0)
        here, there = kinds[0][sources, None], kinds[1][None, targets]
        clash = (here != there) & (here >= 0) & (there >= 0)
        score = options.number_weight * (agree & ~clash)
        score -= options.number_clash * (both & ~agree)
        score -= options.kind_clash * clash
        return np.asarray(score, dtype=np.float32)

    return cells


def _number_codes(source: Sequence[str | None], target: Sequence[str | None]) -> tuple[Ints, Ints]:
    """Return two codes a line (a mark can mean two things.

    (i) is a letter and a numeral), -1 for none.
    """
    code: dict[str, int] = {}
    tables = []
    for numbers in (source, target):
        table = np.full((len(numbers), 2), -1, dtype=np.int64)
        for line, number in enumerate(numbers):
            for column, key in enumerate(sorted(number_keys(number))[:2]):
                table[line, column] = code.setdefault(key, len(code))
        tables.append(table)
    return tables[0], tables[1]


def _kind_codes(source: Sequence[str], target: Sequence[str]) -> tuple[Ints, Ints]:
    """Return a code a line, -1 for kinds that speak neither for a pair nor against it."""
    order = {kind: code for code, kind in enumerate(sorted({*source, *target} - _NEUTRAL_KINDS))}
    mine, yours = ([order.get(kind, -1) for kind in kinds] for kinds in (source, target))
    return np.array(mine, dtype=np.int64), np.array(yours, dtype=np.int64)

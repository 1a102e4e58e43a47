"""Numbers, list levels and kinds as soft evidence for pairing two segments.

Soft, because numbers lie: an aligner that anchors on them pairs "Book 1" with "Chapter 1" and
loses the document. Here a number that agrees adds to the score of a pair about as much as a
small rise in similarity does, and one that disagrees takes less away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.spans import Floats
from parallel_corpus.language.paragraph_numbers import number_keys
from parallel_corpus.model import Segment

_NEUTRAL_KINDS = frozenset({"p", "s"})


@dataclass(frozen=True)
class StructureEvidence:
    """Agreement of number and kind between any two lines, in units of score.

    `source_numbers` and `target_numbers` hold two code columns a line (a mark can mean two
    things: (i) is a letter and a numeral), -1 for none; kinds are codes, -1 for neutral.
    """

    source_numbers: NDArray[np.int64]
    target_numbers: NDArray[np.int64]
    source_kinds: NDArray[np.int64]
    target_kinds: NDArray[np.int64]
    options: AlignOptions

    def __call__(self, sources: slice, targets: slice) -> Floats:
        mine = self.source_numbers[sources, None, :, None]
        yours = self.target_numbers[None, targets, None, :]
        agree = ((mine == yours) & (mine >= 0)).any(axis=(2, 3))
        both = (mine[..., 0, 0] >= 0) & (yours[..., 0, 0] >= 0)
        here = self.source_kinds[sources, None]
        there = self.target_kinds[None, targets]
        clash = (here != there) & (here >= 0) & (there >= 0)
        score = self.options.number_weight * (agree & ~clash)
        score -= self.options.number_clash * (both & ~agree)
        score -= self.options.kind_clash * clash
        return np.asarray(score, dtype=np.float32)


def structure_evidence(
    source: Sequence[Segment], target: Sequence[Segment], options: AlignOptions
) -> StructureEvidence:
    """Evidence from the segments' numbers and kinds."""
    return StructureEvidence(
        *_number_codes([s.number for s in source], [s.number for s in target]),
        *_kind_codes([s.kind for s in source], [s.kind for s in target]),
        options,
    )


def _number_codes(
    source: Sequence[str | None], target: Sequence[str | None]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    code: dict[str, int] = {}
    tables = []
    for numbers in (source, target):
        table = np.full((len(numbers), 2), -1, dtype=np.int64)
        for line, number in enumerate(numbers):
            for column, key in enumerate(sorted(number_keys(number))[:2]):
                table[line, column] = code.setdefault(key, len(code))
        tables.append(table)
    return tables[0], tables[1]


def _kind_codes(
    source: Sequence[str], target: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = {kind: code for code, kind in enumerate(sorted({*source, *target} - _NEUTRAL_KINDS))}
    mine, yours = ([order.get(kind, -1) for kind in kinds] for kinds in (source, target))
    return np.array(mine, dtype=np.int64), np.array(yours, dtype=np.int64)

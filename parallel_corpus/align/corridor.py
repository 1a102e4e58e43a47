"""Where to search: windows around a chain of anchors, so that cost grows with the text's length.

A fixed band about the diagonal loses its way at the first large omission. Anchors do not: lines
that are each other's nearest are found by vectors alone, and the longest increasing chain of
them (Moore 2002 and Bleualign anchor likewise; Melamed 1999 calls it a chain of correspondence)
says where the path runs. Between two anchors the corridor is the whole rectangle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.score import Window

Ints = NDArray[np.int64]

# Below this many cells the whole rectangle is searched.
FULL_CELLS = 160 * 160
_ROWS = 16


def whole(source: int, target: int) -> list[Window]:
    """Windows over all cells of a `source` x `target` search."""
    return [
        Window(first, min(first + _ROWS, source), 0, target) for first in range(0, source, _ROWS)
    ]


def around(low: Ints, high: Ints, rows: int = _ROWS) -> list[Window]:
    """Windows over end columns low[i] .. high[i] for every end row i (row 0 included)."""
    windows = []
    last = len(low) - 1
    for first in range(0, last, rows):
        end = min(first + rows, last)
        windows.append(
            Window(first, end, int(low[first : end + 1].min()), int(high[first : end + 1].max()))
        )
    return windows

"""How alike two texts are, and which of very many may be alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from datasketch import MinHash

Signatures = NDArray[np.uint32]
"""MinHash values, shape (texts, values)."""

VALUES = 64
"""Of a signature; more make it longer and surer."""
_SEED = 1
_MISSED = 0.02  # how many of those as alike as the threshold may be missed
_CROWD = 20
# Multipliers that mix the values of a band into one number; odd, and otherwise arbitrary.
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3],
    dtype=np.uint64,
)  # fmt: skip


def shingles(words: Sequence[str], size: int) -> frozenset[str]:
    """Return the sequences of `size` words, the text's ends included.

    >>> sorted(shingles(["the", "bank"], 2))
    [' the', 'bank ', 'the bank']
    """
    framed = ["", *words, ""]
    if len(framed) <= size:
        return frozenset([" ".join(framed)])
    return frozenset(" ".join(framed[i : i + size]) for i in range(len(framed) - size + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share that two sets have in common of their union, 0 to 1; 1 where both are empty.

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that the other has too, 0 to 1; 1 where it is empty.

    >>> contained(frozenset("ab"), frozenset("bcde"))
    0.5
    """
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0


class Sketcher:
    """Signatures of shingles, always the same for the same shingles.

    datasketch makes them; its index of them (MinHashLSH) keeps a set a band in memory, 5 kB a text,
    which is why `near` joins them instead: 256 bytes a text.
    """

    def __init__(self, values: int = VALUES) -> None:
        from datasketch import MinHash

        self._empty: MinHash = MinHash(num_perm=values, seed=_SEED)

    def __call__(self, found: frozenset[str]) -> Signatures:
        sketch = self._empty.copy()
        sketch.update_batch([item.encode("utf-8", "replace") for item in found])
        return np.asarray(sketch.hashvalues, dtype=np.uint32)


def band_size(threshold: float) -> int:
    """Return how many values a band may have for `near` to miss few of those at the threshold.

    Two texts of similarity s agree in a band of r values with the probability s**r, and in one of
    64/r bands with 1 - (1 - s**r)**(64/r).

    >>> band_size(0.5), band_size(0.7), band_size(0.9)
    (2, 4, 8)
    """
    for size in (8, 4, 2):
        if (1 - threshold**size) ** (VALUES // size) <= _MISSED:
            return size
    return 1


def near(signatures: Signatures, size: int) -> Iterator[tuple[int, int]]:
    """Find rows that agree in a band of `size` values, as sorted pairs (smaller, greater).

    Where a crowd of rows agree in a band, each is paired with the next twenty: a formula that
    stands a thousand times would make half a million pairs, and all of one kind.
    """
    found = np.zeros(0, dtype=np.uint64)
    count = np.uint64(max(len(signatures), 1))
    for first in range(0, signatures.shape[1], size):
        band = signatures[:, first : first + size].astype(np.uint64)
        mixed = (band * _MIX[:size]).sum(axis=1, dtype=np.uint64)
        found = np.union1d(found, _joined(mixed, count))
    for code in found:
        yield int(code // count), int(code % count)


def _joined(values: NDArray[np.uint64], count: np.uint64) -> NDArray[np.uint64]:
    """Return the pairs of rows with equal values, each as one number: smaller * count + greater."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    found = []
    for step in range(1, _CROWD + 1):
        same = ranked[step:] == ranked[:-step]
        if not same.any():
            break
        smaller, greater = order[:-step][same], order[step:][same]
        found.append(smaller.astype(np.uint64) * count + greater.astype(np.uint64))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)

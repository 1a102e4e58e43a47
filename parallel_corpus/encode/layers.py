"""What layers of transformers are made of, in numpy: normalisation, attention, a soft gate.

Vaswani et al. 2017, "Attention is all you need". Rows are words or tokens.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def normal(rows: Array, gain: Array, shift: Array, eps: float) -> Array:
    """Normalise layers (Ba, Kiros and Hinton 2016)."""
    rows = rows - np.add.reduce(rows, axis=1, keepdims=True) / rows.shape[1]
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= (1 / np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift
    return np.asarray(rows, dtype=np.float32)


def attended(
    asked: Array, keys: Array, values: Array, heads: int, bias: Array | None = None
) -> Array:
    """Attend to all rows: shape (rows, columns) in and out, the columns divided among the heads.

    `bias`, (heads, rows, rows) or what broadcasts to it, is added to the scores.
    """
    asked, keys, values = (
        part.reshape(len(part), heads, -1).transpose(1, 0, 2) for part in (asked, keys, values)
    )
    scores = asked @ keys.transpose(0, 2, 1)
    scores *= 1 / math.sqrt(asked.shape[2])
    if bias is not None:
        scores += bias
    scores -= scores.max(axis=2, keepdims=True)
    shares = np.exp(scores, out=scores)
    heard = shares @ values
    heard /= shares.sum(axis=2, keepdims=True)
    return np.asarray(heard.transpose(1, 0, 2).reshape(asked.shape[1], -1), np.float32)


def gated(rows: Array, room: Array | None = None) -> Array:
    """Apply GELU in place, by the tanh approximation of Hendrycks and Gimpel (2016).

    `room` is an array of the same shape to work in.
    """
    inner = np.multiply(rows, rows, out=room)
    inner *= 0.044715 * math.sqrt(2 / math.pi)
    inner += math.sqrt(2 / math.pi)
    inner *= rows
    np.tanh(inner, out=inner)
    inner += 1
    inner *= 0.5
    rows *= inner
    return rows

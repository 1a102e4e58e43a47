"""The network that reads what is known of each word and says whether something is missing.

Two convolutions over the words of either side find runs that have no counterpart, the worst place
and the share of such words are taken of each (a soft maximum and a mean), and these with what is
known of the unit as a whole give two log odds: the English says something that the Arabic does not,
and the reverse. Trained in tests/benchmarks/checks_calibrate_context.py; a few thousand weights,
and the mean of a few networks that started differently.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """Weights as plain arrays; `links` is for `links.scores`, `scales` for the three inputs."""

    links: Mapping[str, Any]
    scales: Sequence[Mapping[str, Array]]
    heads: Sequence[Mapping[str, Any]]

    def log_odds(self, english: Array, arabic: Array, whole: Array) -> tuple[float, float]:
        """(the English says more, the Arabic says more), from features of the words, (words,
        columns) of either side, and of the whole."""
        inputs = [
            (values - scale["mean"]) / scale["scale"]
            for values, scale in zip((english, arabic, whole), self.scales, strict=True)
        ]
        wide = self.heads[0]["sides"][0]["first"].shape[2]
        sides = [_windows(rows, wide) for rows in inputs[:2]]
        odds = np.mean([_odds(head, sides, inputs[2]) for head in self.heads], axis=0)
        return float(odds[0]), float(odds[1])


def _odds(head: Mapping[str, Any], sides: Sequence[Array], whole: Array) -> Array:
    seen = [whole]
    for side, windows in zip(head["sides"], sides, strict=True):
        rows = _convolved(windows, side["first"], side["first_bias"])
        wide = side["second"].shape[2]
        rows = _convolved(_windows(rows, wide), side["second"], side["second_bias"])
        places = rows @ side["place"].T + side["place_bias"]
        top = places.max(axis=0)
        seen.append(top + np.log(np.exp(places - top).sum(axis=0)))
        seen.append(4 / len(places) * (1 / (1 + np.exp(-places))).sum(axis=0))
    return np.asarray(head["out"] @ np.concatenate(seen) + head["out_bias"], np.float32)


def _windows(rows: Array, width: int) -> Array:
    """Each row with its neighbours, zeros around: shape (words, columns * width)."""
    padded = np.pad(rows, ((width // 2, width // 2), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, width, axis=0)
    return np.ascontiguousarray(seen.reshape(len(rows), -1))


def _convolved(windows: Array, weight: Array, bias: Array) -> Array:
    """A convolution by weights (outputs, columns, width), and what of it is above zero."""
    found: Array = np.maximum(windows @ weight.reshape(len(weight), -1).T + bias, 0)
    return found


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network that the package ships."""
    packed = resources.files("parallel_corpus.checks") / "data" / "network.json.gz"
    return unpack(json.loads(gzip.decompress(packed.read_bytes())))


def unpack(data: Mapping[str, Any]) -> Network:
    """A network from plain JSON: every list of numbers becomes an array."""
    return Network(_arrays(data["links"]), _arrays(data["scales"]), _arrays(data["heads"]))


def _arrays(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _arrays(item) for key, item in value.items()}
    if isinstance(value, list) and (not value or isinstance(value[0], Mapping)):
        return [_arrays(item) for item in value]
    return np.asarray(value, np.float32)

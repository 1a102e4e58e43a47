"""The network that reads what is known of each word and says whether something is missing.

Three convolutions over the words of either side find runs that have no counterpart; between the
first and the second each word hears along its links what the other side's words saw of their
neighbours. The worst place and the share of such words are taken of each side (a soft maximum and
a mean), and these with what is known of the unit as a whole give two log odds: the English says
something that the Arabic does not, and the reverse. Trained in
tests/benchmarks/checks_calibrate_context.py; some twenty thousand weights, and the mean of a few
networks that started differently.
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
    """Weights as plain arrays; `space` is for `WordSpace`, `links` for `links.scores`, `scales` for
    the three inputs."""

    space: Mapping[str, Mapping[str, Array]]
    links: Mapping[str, Any]
    scales: Sequence[Mapping[str, Array]]
    heads: Sequence[Mapping[str, Any]]

    def log_odds(
        self, english: Array, arabic: Array, link: Array, whole: Array
    ) -> tuple[float, float]:
        """(the English says more, the Arabic says more), from features of the words, (words,
        columns) of either side, how surely they are linked, (English words, Arabic words), and
        features of the whole."""
        rows = [
            (values - scale["mean"]) / scale["scale"]
            for values, scale in zip((english, arabic, whole), self.scales, strict=True)
        ]
        odds = np.mean([_odds(head, rows[:2], link, rows[2]) for head in self.heads], axis=0)
        return float(odds[0]), float(odds[1])


def _odds(head: Mapping[str, Any], rows: Sequence[Array], link: Array, whole: Array) -> Array:
    sides = head["sides"]
    first = [_convolved(own, side, "first") for own, side in zip(rows, sides, strict=True)]
    told = link @ first[1], link.T @ first[0]
    seen = [whole]
    for own, state, heard, side in zip(rows, first, told, sides, strict=True):
        second = state + _convolved(np.hstack([state, heard]), side, "second")
        third = second + _convolved(second, side, "third")
        places = np.hstack([third, own]) @ side["place"].T + side["place_bias"]
        top = places.max(axis=0)
        seen.append(top + np.log(np.exp(places - top).sum(axis=0)))
        seen.append(2 * (1 + np.tanh(places / 2)).mean(axis=0))  # four times the mean share
    summary = np.concatenate(seen)
    hidden = np.maximum(head["hidden"] @ summary + head["hidden_bias"], 0)
    odds = head["direct"] @ summary + head["out"] @ hidden + head["out_bias"]
    return np.asarray(odds, np.float32)


def _windows(rows: Array, width: int) -> Array:
    """Each row with its neighbours, zeros around: shape (words, columns * width)."""
    padded = np.pad(rows, ((width // 2, width // 2), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, width, axis=0)
    return np.ascontiguousarray(seen.reshape(len(rows), -1))


def _convolved(rows: Array, side: Mapping[str, Array], name: str) -> Array:
    """A convolution by weights (outputs, columns, width), and what of it is above zero."""
    weight, bias = side[name], side[f"{name}_bias"]
    windows = _windows(rows, weight.shape[2])
    found: Array = np.maximum(windows @ weight.reshape(len(weight), -1).T + bias, 0)
    return found


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network that the package ships."""
    packed = resources.files("parallel_corpus.checks") / "data" / "network.json.gz"
    return unpack(json.loads(gzip.decompress(packed.read_bytes())))


def unpack(data: Mapping[str, Any]) -> Network:
    """A network from plain JSON: every list of numbers becomes an array."""
    parts = (_arrays(data[name]) for name in ("space", "links", "scales", "heads"))
    return Network(*parts)


def _arrays(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _arrays(item) for key, item in value.items()}
    if isinstance(value, list) and (not value or isinstance(value[0], Mapping)):
        return [_arrays(item) for item in value]
    return np.asarray(value, np.float32)

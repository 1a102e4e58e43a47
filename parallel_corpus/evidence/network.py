"""The network that reads what is known of each word and says whether something is missing.

A small transformer (Vaswani et al. 2017) over the words of both texts at once. A word comes in with
its state (see `encode.states`) and its features (see `context`); words of the other text are heard
the more, the better they are linked (see `links`), words of its own the more, the nearer they
stand. So it sees what has no counterpart, and where a text reads as if something had been cut. The
worst place and the share of such places are taken of each side (a soft maximum and a mean), and
these with what is known of the unit as a whole give two log odds: the English says something that
the Arabic does not, and the reverse.

Trained in tests/benchmarks/checks_calibrate_context.py, which also told it which words had been
left out or put in; the mean of a few networks that started differently.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.layers import attended, gated, normal

Array = NDArray[np.float32]

HEAD = 16  # columns that one head of attention hears
EPSILON = 1e-5  # of the normalisation
_ALONE = 2  # the column of a word's answers that was taught which words have no counterpart
SUREST = 6.0  # log odds: links beyond are as sure as this


class Said(NamedTuple):
    """What the network says of a pair, in log odds."""

    english: float
    """That the English says something that the Arabic does not."""
    arabic: float
    words: tuple[Array, Array]
    """That an English, an Arabic word has no counterpart; one row a text."""


class Rows(NamedTuple):
    """What is known of the words of one text: (words, columns) and (words, 384)."""

    features: Array
    states: Array


@dataclass(frozen=True)
class Network:
    """Weights as plain arrays; `space` is for `WordSpace`, `links` for `links.scores`, `scales` for
    the features of either side and of the whole."""

    space: Mapping[str, Mapping[str, Array]]
    links: Mapping[str, Any]
    scales: Sequence[Mapping[str, Array]]
    heads: Sequence[Mapping[str, Any]]

    def read(self, english: Rows, arabic: Rows, score: Array, whole: Array) -> Said:
        """Read a pair.

        It is given as what is known of the words of each text, the log odds that each two go
        together, shape (English words, Arabic words), and features of the whole.
        """
        features, others, about = (
            (values - scale["mean"]) / scale["scale"]
            for values, scale in zip(
                (english.features, arabic.features, whole), self.scales, strict=True
            )
        )
        sides = Rows(features, english.states), Rows(others, arabic.states)
        where = _Where.of(score)
        said = [_said(head, sides, where, about) for head in self.heads]
        odds = np.mean([one[0] for one in said], axis=0)
        words = np.mean([one[1] for one in said], axis=0)
        here, there = np.split(np.asarray(words, np.float32), [len(score)])
        return Said(float(odds[0]), float(odds[1]), (here, there))


def _said(
    head: Mapping[str, Any], sides: Sequence[Rows], where: _Where, whole: Array
) -> tuple[Array, Array]:
    """Return the odds of a pair, and those of the words of both texts in a row."""
    rows = np.vstack(
        [
            own.states @ side["states"].T + own.features @ side["features"].T + side["bias"]
            for own, side in zip(sides, head["sides"], strict=True)
        ]
    )
    for layer in head["layers"]:
        rows = _passed(rows, layer, where)
    rows = normal(rows, head["gain"], head["shift"], EPSILON)
    parts = np.split(rows, [len(sides[0].features)])
    summary, alone = [whole], []
    for part, own, side in zip(parts, sides, head["sides"], strict=True):
        words = np.hstack([part, own.features]) @ side["words"].T + side["words_bias"]
        alone.append(words[:, _ALONE])
        summary += _places(part, words, side)
    seen = np.concatenate(summary)
    hidden = np.maximum(head["hidden"] @ seen + head["hidden_bias"], 0)
    odds = head["direct"] @ seen + head["out"] @ hidden + head["out_bias"]
    return np.asarray(odds, np.float32), np.concatenate(alone)


class _Where(NamedTuple):
    """For each two words, (words, words): whether they are of two texts, how far apart they stand
    in one text, and how surely they are linked."""

    across: Array
    apart: Array
    linked: Array

    @classmethod
    def of(cls, score: Array) -> _Where:
        here, there = score.shape
        across = np.ones((here + there, here + there), np.float32)
        across[:here, :here] = across[here:, here:] = 0
        place = np.concatenate([np.arange(here), np.arange(there)]).astype(np.float32)
        apart = np.log1p(np.abs(place[:, None] - place[None, :])) * (1 - across)
        linked = np.zeros_like(across)
        linked[:here, here:] = np.clip(score, -SUREST, SUREST) / 2
        linked[here:, :here] = linked[:here, here:].T
        return cls(across, apart, linked)


def _passed(rows: Array, layer: Mapping[str, Array], where: _Where) -> Array:
    """Pass the rows through a layer: attention, then two dense steps, each added to its input."""
    seen = normal(rows, layer["gain"], layer["shift"], EPSILON)
    asked, keys, values = np.split(seen @ layer["asked"].T + layer["asked_bias"], 3, axis=1)
    bias = sum(
        weight[:, None, None] * known for weight, known in zip(layer["where"], where, strict=True)
    )
    heard = attended(asked, keys, values, rows.shape[1] // HEAD, bias)
    rows = rows + heard @ layer["heard"].T + layer["heard_bias"]
    seen = normal(rows, layer["inner_gain"], layer["inner_shift"], EPSILON)
    inner = gated(seen @ layer["inner"].T + layer["inner_bias"])
    return np.asarray(rows + inner @ layer["outer"].T + layer["outer_bias"], np.float32)


def _places(rows: Array, words: Array, side: Mapping[str, Array]) -> Iterator[Array]:
    """Return the worst places of a text.

    They are the worst place and the share of such places, by two measures; the surest added word;
    and the surest gap before, between or behind its words.
    """
    yield _soft_maximum(words)
    yield 2 * (1 + np.tanh(words[:, :2] / 2)).mean(axis=0)  # four times the mean share
    ends = np.zeros((1, rows.shape[1]), np.float32)
    beside = np.hstack([np.vstack([ends, rows]), np.vstack([rows, ends])])
    yield _soft_maximum(beside @ side["gaps"].T + side["gaps_bias"])


def _soft_maximum(rows: Array) -> Array:
    top = rows.max(axis=0)
    return np.asarray(top + np.log(np.exp(rows - top).sum(axis=0)), np.float32)


@lru_cache(maxsize=1)
def load_network() -> Network:
    """Load the network that the package ships."""
    packed = resources.files("parallel_corpus.evidence") / "data" / "network.json.gz"
    return unpack(json.loads(gzip.decompress(packed.read_bytes())))


def unpack(data: Mapping[str, Any]) -> Network:
    """Read a network from plain JSON: every list of numbers becomes an array."""
    parts = (_arrays(data[name]) for name in ("space", "links", "scales", "heads"))
    return Network(*parts)


def _arrays(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _arrays(item) for key, item in value.items()}
    if isinstance(value, list) and (not value or isinstance(value[0], Mapping)):
        return [_arrays(item) for item in value]
    return np.asarray(value, np.float32)

"""The networks of `links` and `network` as torch trains them; `plain` gives what numpy computes with.

Used by checks_calibrate_context.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F  # noqa: N812

from parallel_corpus.evidence.network import EPSILON, HEAD, SUREST, Rows

COLUMNS = 64  # what goes through the layers, for each word
LAYERS = 2
READ = 24  # states of a pair
DROPPED = 0.1
DROPPED_INSIDE = 0.15
DROPPED_STATES = 0.3
NOWHERE = -30.0  # log odds of a place that is not there

Array = NDArray[np.float32]
Inputs = tuple[Rows, Rows, Array, Array]
"""What the network reads of a pair: English and Arabic words, scores of links, the whole."""


class Batch(NamedTuple):
    """Pairs of about one length, padded; `there` is 1 where a word is."""

    features: list[torch.Tensor]
    states: list[torch.Tensor]
    there: list[torch.Tensor]
    score: torch.Tensor
    whole: torch.Tensor


class Verdicts(NamedTuple):
    """Three log odds a pair; of English and of Arabic, log odds that each word is too many, and
    that words are missing before each, or behind the last."""

    odds: torch.Tensor
    words: list[torch.Tensor]
    gaps: list[torch.Tensor]


class Links(nn.Module):
    """`links.scores`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(9, 12)
        self.out = nn.Linear(12, 1)

    def forward(self, channels: torch.Tensor) -> torch.Tensor:
        return self.out(torch.tanh(self.hidden(channels))).squeeze(-1)

    def plain(self) -> dict[str, Any]:
        return {
            "hidden": plain(self.hidden.weight),
            "hidden_bias": plain(self.hidden.bias),
            "out": plain(self.out.weight[0]),
            "bias": plain(self.out.bias[0]),
        }


class Side(nn.Module):
    """What is one language's own: the way in, and what is made of its words in the end."""

    def __init__(self, features: int, states: int) -> None:
        super().__init__()
        self.states = nn.Linear(states, COLUMNS)
        self.features = nn.Linear(features, COLUMNS)
        self.words = nn.Linear(COLUMNS + features, 3)
        self.gaps = nn.Linear(2 * COLUMNS, 1)

    def rows(self, features: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        return self.states(F.dropout(states, DROPPED_STATES, self.training)) + self.features(
            features
        )

    def forward(
        self, rows: torch.Tensor, features: torch.Tensor, there: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What the pair is judged by, and the log odds of words and gaps."""
        rows = F.dropout(rows, DROPPED, self.training) * there[:, :, None]
        words = self.words(torch.cat([rows, features], 2))
        padded = F.pad(rows, (0, 0, 1, 1))
        gaps = self.gaps(torch.cat([padded[:, :-1], padded[:, 1:]], 2)).squeeze(2)
        here = there[:, :, None]
        worst = torch.logsumexp(words.masked_fill(here < 0.5, NOWHERE), 1)
        mean = (torch.sigmoid(words[:, :, :2]) * here).sum(1) / here.sum(1)
        gap = torch.logsumexp(gaps.masked_fill(F.pad(there, (1, 0), value=1.0) < 0.5, NOWHERE), 1)
        return torch.cat([worst, 4 * mean, gap[:, None]], 1), words[:, :, 2], gaps

    def plain(self) -> dict[str, Any]:
        return {
            "states": plain(self.states.weight),
            "features": plain(self.features.weight),
            "bias": plain(self.states.bias + self.features.bias),
            "words": plain(self.words.weight),
            "words_bias": plain(self.words.bias),
            "gaps": plain(self.gaps.weight),
            "gaps_bias": plain(self.gaps.bias),
        }


class Layer(nn.Module):
    """Attention over the words of both texts, and two dense steps."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = COLUMNS // HEAD
        self.norm, self.inner_norm = (nn.LayerNorm(COLUMNS, eps=EPSILON) for _ in range(2))
        self.asked = nn.Linear(COLUMNS, 3 * COLUMNS)
        self.heard = nn.Linear(COLUMNS, COLUMNS)
        self.inner = nn.Linear(COLUMNS, 2 * COLUMNS)
        self.outer = nn.Linear(2 * COLUMNS, COLUMNS)
        # Of words of the other text, of words far away, of words that are linked.
        first = [torch.zeros(self.heads), -torch.rand(self.heads), torch.rand(self.heads)]
        self.where = nn.Parameter(torch.stack(first))
        self.drop = nn.Dropout(DROPPED_INSIDE)

    def forward(
        self, rows: torch.Tensor, where: list[torch.Tensor], padding: torch.Tensor
    ) -> torch.Tensor:
        pairs, words, _ = rows.shape
        asked = self.asked(self.norm(rows)).view(pairs, words, 3, self.heads, HEAD)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        bias = sum(w[:, None, None] * known for w, known in zip(self.where, where, strict=True))
        shares = (query @ key.transpose(2, 3) / HEAD**0.5 + bias + padding).softmax(-1)
        heard = (shares @ value).transpose(1, 2).reshape(rows.shape)
        rows = rows + self.drop(self.heard(heard))
        inner = F.gelu(self.inner(self.inner_norm(rows)), approximate="tanh")
        return rows + self.drop(self.outer(inner))

    def plain(self) -> dict[str, Any]:
        found = {}
        for name in ("asked", "heard", "inner", "outer"):
            linear = getattr(self, name)
            found |= {name: plain(linear.weight), f"{name}_bias": plain(linear.bias)}
        return {
            **found,
            "gain": plain(self.norm.weight),
            "shift": plain(self.norm.bias),
            "inner_gain": plain(self.inner_norm.weight),
            "inner_shift": plain(self.inner_norm.bias),
            "where": plain(self.where),
        }


class Head(nn.Module):
    """`network`, to be trained; the third output is the two together, as a pair is judged."""

    def __init__(self, features: int, states: int, whole: int) -> None:
        super().__init__()
        self.sides = nn.ModuleList([Side(features, states) for _ in range(2)])
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.norm = nn.LayerNorm(COLUMNS, eps=EPSILON)
        self.drop = nn.Dropout(DROPPED)
        seen = whole + 12
        self.direct = nn.Linear(seen, 2)
        self.hidden = nn.Linear(seen, READ)
        self.out = nn.Linear(READ, 2)
        nn.init.zeros_(self.direct.weight)
        nn.init.zeros_(self.out.weight)
        with torch.no_grad():  # the worst place of either side is what it should look at first
            self.direct.weight[[0, 0, 1, 1], [whole, whole + 6, whole + 1, whole + 7]] = 0.3
        self.even = nn.Parameter(torch.zeros(1))

    def forward(self, pairs: Batch) -> Verdicts:
        features = [self.drop(side) for side in pairs.features]
        rows = torch.cat(
            [
                side.rows(own, states)
                for side, own, states in zip(self.sides, features, pairs.states, strict=True)
            ],
            1,
        )
        where = _where(pairs.score)
        padding = (torch.cat(pairs.there, 1) - 1)[:, None, None] * 1e4
        for layer in self.layers:
            rows = layer(rows, where, padding)
        parts = self.norm(rows).split([side.shape[1] for side in features], 1)
        judged = [
            side(*seen)
            for side, *seen in zip(self.sides, parts, features, pairs.there, strict=True)
        ]
        summary = torch.cat([pairs.whole, *(seen for seen, _, _ in judged)], 1)
        odds = self.direct(summary) + self.out(self.drop(F.relu(self.hidden(summary))))
        pooled = torch.logaddexp(odds[:, :1], odds[:, 1:]) + self.even
        return Verdicts(
            torch.cat([odds, pooled], 1),
            [words for _, words, _ in judged],
            [gaps for _, _, gaps in judged],
        )

    def plain(self) -> dict[str, Any]:
        # Both lowered alike, so that the odds of a pair are even where faults are as many as clean.
        bias = self.direct.bias + self.out.bias + self.even
        return {
            "sides": [side.plain() for side in self.sides],
            "layers": [layer.plain() for layer in self.layers],
            "gain": plain(self.norm.weight),
            "shift": plain(self.norm.bias),
            "direct": plain(self.direct.weight),
            "hidden": plain(self.hidden.weight),
            "hidden_bias": plain(self.hidden.bias),
            "out": plain(self.out.weight),
            "out_bias": plain(bias),
        }


def _where(score: torch.Tensor) -> list[torch.Tensor]:
    """Across texts, apart, linked: as in `network`, with a dimension for heads."""
    pairs, here, there = score.shape
    across = torch.ones(here + there, here + there)
    across[:here, :here] = across[here:, here:] = 0
    place = torch.cat([torch.arange(here), torch.arange(there)]).float()
    apart = torch.log1p((place[:, None] - place[None, :]).abs()) * (1 - across)
    linked = torch.zeros(pairs, here + there, here + there)
    linked[:, :here, here:] = score.clamp(-SUREST, SUREST) / 2
    linked[:, here:, :here] = linked[:, :here, here:].transpose(1, 2)
    return [across, apart, linked[:, None]]


def batch(rows: Sequence[Inputs]) -> Batch:
    sides = [[row[k] for row in rows] for k in (0, 1)]
    features = [padded([side.features for side in some]) for some in sides]
    states = [padded([side.states for side in some]) for some in sides]
    there = [padded([np.ones(len(side.features)) for side in some]) for some in sides]
    score = torch.zeros(len(rows), features[0].shape[1], features[1].shape[1])
    for full, row in zip(score, rows, strict=True):
        full[: row[2].shape[0], : row[2].shape[1]] = torch.from_numpy(row[2])
    return Batch(features, states, there, score, torch.from_numpy(np.stack([r[3] for r in rows])))


def padded(rows: Sequence[NDArray[Any]]) -> torch.Tensor:
    tensors = [torch.from_numpy(item.astype(np.float32)) for item in rows]
    return nn.utils.rnn.pad_sequence(tensors, batch_first=True)


def plain(values: Any) -> Any:
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    return np.round(np.asarray(values, np.float64), 4).tolist()

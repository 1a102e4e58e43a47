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

HIDDEN = 16  # states of a word
READ = 24  # states of a pair
DROPPED = 0.1

Inputs = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""What the network reads of a pair: English and Arabic rows, links, the whole."""


class Batch(NamedTuple):
    """Pairs of about one length, padded; `there` is 1 where a word is."""

    words: list[torch.Tensor]
    there: list[torch.Tensor]
    link: torch.Tensor
    whole: torch.Tensor


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
    """Three convolutions over the words of one language."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.first = nn.Conv1d(columns, HIDDEN, 5, padding=2)
        self.second = nn.Conv1d(2 * HIDDEN, HIDDEN, 5, padding=2)
        self.third = nn.Conv1d(HIDDEN, HIDDEN, 5, padding=2)
        self.place = nn.Conv1d(HIDDEN + columns, 2, 1)
        self.drop = nn.Dropout(DROPPED)

    def states(self, rows: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """What each word's neighbours make of it."""
        return F.relu(self.first(rows)) * there

    def forward(
        self, rows: torch.Tensor, there: torch.Tensor, state: torch.Tensor, heard: torch.Tensor
    ) -> list[torch.Tensor]:
        told = self.drop(torch.cat([state, heard], 1))
        state = (state + F.relu(self.second(told))) * there
        state = (state + F.relu(self.third(self.drop(state)))) * there
        places = self.place(torch.cat([state, rows], 1))
        worst = torch.logsumexp(places.masked_fill(there < 0.5, -30.0), 2)
        mean = (torch.sigmoid(places) * there).sum(2) / there.sum(2)
        return [worst, 4 * mean]

    def plain(self) -> dict[str, Any]:
        layers = {"first": self.first, "second": self.second, "third": self.third}
        found = {name: plain(layer.weight) for name, layer in layers.items()}
        found |= {f"{name}_bias": plain(layer.bias) for name, layer in layers.items()}
        return {
            **found,
            "place": plain(self.place.weight[:, :, 0]),
            "place_bias": plain(self.place.bias),
        }


class Head(nn.Module):
    """`network`, to be trained; the third output is the two together, as a pair is judged."""

    def __init__(self, columns: int, whole: int) -> None:
        super().__init__()
        self.english, self.arabic = Side(columns), Side(columns)
        self.drop = nn.Dropout(DROPPED)
        self.direct = nn.Linear(whole + 8, 2)
        self.hidden = nn.Linear(whole + 8, READ)
        self.out = nn.Linear(READ, 2)
        nn.init.zeros_(self.direct.weight)
        nn.init.zeros_(self.out.weight)
        with torch.no_grad():  # the worst place of either side is what it should look at first
            self.direct.weight[[0, 0, 1, 1], [whole, whole + 4, whole + 1, whole + 5]] = 0.3
        self.even = nn.Parameter(torch.zeros(1))

    def forward(self, pairs: Batch) -> torch.Tensor:
        rows = [self.drop(side.transpose(1, 2)) for side in pairs.words]
        there = [side[:, None] for side in pairs.there]
        sides = self.english, self.arabic
        states = [side.states(*seen) for side, *seen in zip(sides, rows, there, strict=True)]
        heard = states[1] @ pairs.link.transpose(1, 2), states[0] @ pairs.link
        seen = [pairs.whole]
        for side, *told in zip(sides, rows, there, states, heard, strict=True):
            seen += side(*told)
        summary = torch.cat(seen, 1)
        odds = self.direct(summary) + self.out(self.drop(F.relu(self.hidden(summary))))
        pooled = torch.logaddexp(odds[:, :1], odds[:, 1:]) + self.even
        return torch.cat([odds, pooled], 1)

    def plain(self) -> dict[str, Any]:
        # Both lowered alike, so that the odds of a pair are even where faults are as many as clean.
        bias = self.direct.bias + self.out.bias + self.even
        return {
            "sides": [self.english.plain(), self.arabic.plain()],
            "direct": plain(self.direct.weight),
            "hidden": plain(self.hidden.weight),
            "hidden_bias": plain(self.hidden.bias),
            "out": plain(self.out.weight),
            "out_bias": plain(bias),
        }


def batch(rows: Sequence[Inputs]) -> Batch:
    words, there = [], []
    for side in (0, 1):
        tensors = [torch.from_numpy(row[side]) for row in rows]
        words.append(nn.utils.rnn.pad_sequence(tensors, batch_first=True))
        ones = [torch.ones(len(item)) for item in tensors]
        there.append(nn.utils.rnn.pad_sequence(ones, batch_first=True))
    link = torch.zeros(len(rows), words[0].shape[1], words[1].shape[1])
    for padded, row in zip(link, rows, strict=True):
        padded[: row[2].shape[0], : row[2].shape[1]] = torch.from_numpy(row[2])
    return Batch(words, there, link, torch.from_numpy(np.stack([row[3] for row in rows])))


def plain(values: Any) -> Any:
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    return np.round(np.asarray(values, np.float64), 4).tolist()

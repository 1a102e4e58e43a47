"""Learn the space of translations (`checks.space`) from words that lexicon or dictionary link.

Used by checks_calibrate_context.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F  # noqa: N812

from parallel_corpus.encode.states import WordStates
from parallel_corpus.evidence.lexicon import TranslationLexicon, load_dictionary, tokens
from parallel_corpus.evidence.links import APART, HEARD, LISTED, STRENGTH, Words, channels
from parallel_corpus.language import script
from tests.benchmarks.checks_faults import Pair

Array = NDArray[np.float32]

DIMENSIONS = 96
EPOCHS = 6
RATE = 1e-3
DROPPED = 0.2
TOGETHER = 8  # pairs whose words are told from each other at once
_SHARP = 0.07  # temperature
# How strong a link of the lexicon must be, and what one of the dictionary is worth.
_LINKED, _LISTED = 0.1, 0.3


class Unit(NamedTuple):
    """A pair: states of English and of Arabic words, and which of them translate each other."""

    english: Array
    arabic: Array
    links: Array


def read_units(
    pairs: Sequence[Pair], lexicon: TranslationLexicon, states: WordStates
) -> list[Unit]:
    """What is to be learnt from pairs, vowel marks off."""
    sides = [pair.en for pair in pairs], [pair.ar for pair in pairs]
    texts = [[script.strip_marks(text) for text in side] for side in sides]
    words = [[Words(text, tuple(tokens(text))) for text in side] for side in texts]
    places = [[[(t.start, t.end) for t in item.tokens] for item in side] for side in words]
    read = [states(*side) for side in zip(texts, places, strict=True)]
    links = (_linked(*sides, lexicon) for sides in zip(*words, strict=True))
    return [Unit(*unit) for unit in zip(*read, links, strict=True)]


def _linked(english: Words, arabic: Words, lexicon: TranslationLexicon) -> Array:
    """1 where each of two words is what links the other best."""
    shape = len(english.tokens), len(arabic.tokens)
    seen = channels(
        english, arabic, (lexicon, load_dictionary()), np.zeros((3, *shape), np.float32)
    )
    strength = np.exp((seen[..., STRENGTH] - 1) * 3)
    score = np.where(strength > _LINKED, strength, 0) + _LISTED * (seen[..., LISTED] == 1)
    score += (seen[..., HEARD] > 0.9) - 0.001 * seen[..., APART]
    best = (score == score.max(axis=1, keepdims=True)) & (score == score.max(axis=0))
    return (best & (score > 0.02)).astype(np.float32)


def learn_space(units: Sequence[Unit]) -> dict[str, Any]:
    """A matrix a language, so that a word is nearer to its translation than to all other words of
    some sentences, as Dou and Neubig (2021) and contrastive learning have it."""
    torch.manual_seed(0)
    rng = random.Random(0)
    usual = [np.concatenate([unit[side] for unit in units]).mean(axis=0) for side in (0, 1)]
    sample = np.concatenate([unit[side] - usual[side] for unit in units[::4] for side in (0, 1)])
    spread = sample.std(axis=0)
    scaled = torch.from_numpy(sample / spread)
    _, directions = torch.linalg.eigh(scaled.T @ scaled / len(scaled))
    net = nn.ModuleList([nn.Linear(len(spread), DIMENSIONS, bias=False) for _ in usual])
    with torch.no_grad():  # what varies most is a better beginning than chance
        for side in net:
            side.weight.copy_(directions[:, -DIMENSIONS:].T)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    order = list(units)
    for epoch in range(EPOCHS):
        rng.shuffle(order)
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for start in range(0, len(order) - TOGETHER, TOGETHER):
            some = order[start : start + TOGETHER]
            rows = [
                torch.from_numpy((np.concatenate([unit[side] for unit in some]) - mean) / spread)
                for side, mean in enumerate(usual)
            ]
            links = torch.block_diag(*(torch.from_numpy(unit.links) for unit in some))
            loss = _apart(net, rows, links)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    print(f"space: loss {loss.item():.3f} of {len(units)} pairs", flush=True)
    return {
        language: _plain(side.weight.detach().numpy() / spread, mean)
        for language, side, mean in zip(("en", "ar"), net, usual, strict=True)
    }


def _apart(net: nn.ModuleList, rows: list[torch.Tensor], links: torch.Tensor) -> torch.Tensor:
    english, arabic = (
        F.normalize(side(F.dropout(row, DROPPED)), dim=-1)
        for side, row in zip(net, rows, strict=True)
    )
    score = english @ arabic.T / _SHARP
    return -(links * (score.log_softmax(1) + score.log_softmax(0))).sum() / links.sum()


def _plain(weight: Array, mean: Array) -> dict[str, Any]:
    bias = -weight @ mean
    return {"weight": np.round(weight, 4).tolist(), "bias": np.round(bias, 4).tolist()}

"""The sentence of a unit that no sentence of the other side goes with.

The sentences of both sides are aligned in order, once with one sentence allowed to stand alone and
once without (dynamic programming as in Gale and Church 1993, Computational Linguistics 19:1). Beads
gain by the cosine of their joined texts and lose by their lengths. Where a sentence was left out,
the first alignment is much better. Words of other sentences that resemble a lost one ("the husband
must ...", "the wife must ...") do not hide it here, as they do where single words are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parallel_corpus.evidence.coverage import Run
from parallel_corpus.evidence.lost_sentences import (
    Whole,
    median_odds,
    sentence_places,
)
from parallel_corpus.evidence.vectors import TextVectors

_BEADS = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2))
_JOINED = 3
_MOST = 12  # sentences of a side: a longer unit is a page, and was not aligned
_UNRELATED = 0.3  # cosine that two unrelated texts may have
_BY_LENGTH, _FARTHEST = 0.04, 25.0  # a squared step of Gale and Church's, and how many count
_MERGED = 0.06  # for each sentence joined to another
_ENGLISH_LONGER = 1.25  # English words for an Arabic one
_LEAST_GAIN, _MOST_GAIN = 0.3, 3.0
_LEAST_ODDS = -3.5  # log odds of the sentence's median word: with less it surely has counterparts
_LEAST = -1.0  # what gain and odds must exceed together
_NEVER = -1e9


@dataclass(frozen=True)
class _Beads:
    """What each run of sentences gains with each run of the other side, by first and count."""

    counts: tuple[int, int]
    gains: dict[tuple[int, int, int, int], float]


def unaligned_sentence(memory: TextVectors, whole: Whole, *, english: bool) -> Run | None:
    """Return the sentence of a side that is better left alone; None if each has its counterpart.

    Only a side of more sentences than the other is looked at. `english`: the side is English.
    """
    mine = list(sentence_places(whole.side, halves=False))
    theirs = list(sentence_places(whole.other))  # a sentence may be answered by two halves
    if not len(theirs) < len(mine) <= _MOST:
        return None
    odds = [median_odds(whole.side, place) for place in mine]
    if max(odds) <= _LEAST_ODDS:
        return None
    ratio = _ENGLISH_LONGER if english else 1 / _ENGLISH_LONGER
    beads = _beads(memory, whole, (mine, theirs), ratio)
    alone, place = _best(beads, alone=True)
    together, _ = _best(beads, alone=False)
    if place is None or together == _NEVER:
        return None
    gain = min(_MOST_GAIN, alone - together)
    if gain <= _LEAST_GAIN or odds[place] <= _LEAST_ODDS or gain + odds[place] <= _LEAST:
        return None
    return Run(*mine[place], odds[place], sentence=True)


def _beads(
    memory: TextVectors,
    whole: Whole,
    places: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    ratio: float,
) -> _Beads:
    keys, texts = [], []
    for side, sentences in zip((whole.side, whole.other), places, strict=True):
        for first in range(len(sentences)):
            for count in range(1, min(_JOINED, len(sentences) - first) + 1):
                start, end = sentences[first][0], sentences[first + count - 1][1]
                keys.append((side is whole.side, first, count, end - start + 1))
                texts.append(side.text[side.words[start].start : side.words[end].end])
    rows = memory.encode([text.strip() for text in texts])
    cut = sum(mine for mine, *_ in keys)
    cosines = rows[:cut] @ rows[cut:].T
    gains = {}
    for i, (_, first, count, length) in enumerate(keys[:cut]):
        for j, (_, other, number, words) in enumerate(keys[cut:]):
            if (count, number) in _BEADS:
                expected = words * ratio
                step = (length - expected) ** 2 / expected
                gain = float(cosines[i, j]) - _UNRELATED - _BY_LENGTH * min(step, _FARTHEST)
                gain -= _MERGED * (count + number - 2)
                gains[first, count, other, number] = gain * (count + number) / 2
    return _Beads((len(places[0]), len(places[1])), gains)


def _best(beads: _Beads, *, alone: bool) -> tuple[float, int | None]:
    """Return the gain of the best alignment, and which sentence stands alone in it.

    Of several that stand alone, the last one.
    """
    rows, columns = beads.counts
    best = np.full((rows + 1, columns + 1), _NEVER)
    left: dict[tuple[int, int], int | None] = {(0, 0): None}
    best[0, 0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            if best[i, j] == _NEVER:
                continue
            ways = [(1, 0, 0.0)] if alone and i < rows else []
            ways += [
                (count, number, beads.gains[i, count, j, number])
                for count, number in _BEADS
                if (i, count, j, number) in beads.gains
            ]
            for count, number, gain in ways:
                if best[i, j] + gain > best[i + count, j + number]:
                    best[i + count, j + number] = best[i, j] + gain
                    left[i + count, j + number] = i if number == 0 else left[i, j]
    return float(best[rows, columns]), left.get((rows, columns))

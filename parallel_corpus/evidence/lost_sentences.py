"""Whole sentences without a counterpart, in units of several sentences.

A sentence that was left out shows in all its words a little, where a clause shows in a few words
much. So the median word of content of each sentence is looked at, against what is usual in the
text: where sentences are translated freely throughout, none is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from parallel_corpus.evidence.coverage import Run
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.evidence.runs import has_content

_END = re.compile(r"[.؟!?;؛][\"'”’»)\]]*\s+")
_SHORTEST = 4  # words of content: what ends at "Mr." is no sentence
_LEAST = -1.1  # log odds of the median word of a sentence that is told
_ABOVE, _HIGH = (
    2.0,
    0.9,
)  # by how much it must exceed the ninth decile of the text's worst sentences
_FEW = 10  # units of several sentences that speak for the habit of all texts


def lost_sentences(sides: Sequence[ReadSide]) -> list[Run | None]:
    """Return of each text the sentence that surely has no counterpart, if there is one.

    The run's weight is the median of the log odds of the sentence's words of content, by the
    network. `sides` are the texts of one language of a bitext.
    """
    worst = [_worst(side) for side in sides]
    limit = _limit([run.weight for run in worst if run is not None])
    return [run if run is not None and run.weight > limit else None for run in worst]


def _limit(weights: Sequence[float]) -> float:
    if not weights:
        return _LEAST
    trust = len(weights) / (len(weights) + _FEW)
    own = float(np.quantile(weights, _HIGH)) + _ABOVE
    return max(_LEAST, trust * own + (1 - trust) * _LEAST)


def _worst(side: ReadSide) -> Run | None:
    """Find the sentence whose words fit worst; None for a text of one sentence."""
    found = []
    sentences = list(_sentences(side))
    for first, last in sentences if len(sentences) > 1 else ():
        inside = [i for i in range(first, last + 1) if has_content(side, i)]
        if len(inside) >= _SHORTEST:
            found.append(Run(first, last, float(np.median(side.network[inside])), sentence=True))
    return max(found, key=lambda run: (run.weight, -run.first), default=None)


def _sentences(side: ReadSide) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each sentence."""
    ends = [match.end() for match in _END.finditer(side.text)]
    starts = np.array([word.start for word in side.words])
    edges = [0, *np.searchsorted(starts, ends).tolist(), len(side.words)]
    for first, behind in itertools.pairwise(edges):
        if behind > first:
            yield first, behind - 1

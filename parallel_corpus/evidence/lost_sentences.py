"""Whole sentences without a counterpart, in units of several sentences.

A sentence that was left out shows in all its words a little, where a clause shows in a few words
much. So the median word of content of each sentence is looked at. Three things speak together: that
word's log odds; by how much the side is longer than the other makes one expect, against the habit
of the text; and whether it has more sentences. What is told is measured against what is usual in
the text: where sentences are translated freely throughout, none is. Its limits were chosen on eight
kinds of text, law to verse, with neighbouring sentences joined and one left out on either side.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parallel_corpus.evidence.coverage import Run
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.evidence.runs import has_content
from parallel_corpus.language import script, sentences
from parallel_corpus.support.remembered import remembered

_SEMICOLON = re.compile(r"[;؛]\s+")
_SHORTEST = 3  # words of content: what ends at "Mr." is no sentence
_LEAST_ODDS = -1.4  # log odds of the median word: with less the whole is said in other words
_LEAST = 0.0  # what a sentence that is told must exceed, see `_by_size`
# By how much it must exceed the median of the text's worst sentences. A higher quantile would make
# the faults of a text its habit: where three units in ten lack a sentence, none would be told.
_ABOVE = 4.0
_FEW = 10  # units of several sentences that speak for the habit of all texts
_BY_LENGTH, _SHORTER, _LONGER = 0.5, -2.0, 4.0  # a step of excess, and how many count
_BY_COUNT = 1.0  # that there are more sentences than on the other side, or fewer
_OWN_LENGTH, _SOME = 0.9, 20  # how much of a text's median excess is its habit, and how soon


@dataclass(frozen=True, slots=True)
class Whole:
    """One side of a unit beside the other, and how far it is longer than expected (`Coverage`)."""

    side: ReadSide
    other: ReadSide
    excess: float


def lost_sentences(wholes: Sequence[Whole]) -> list[Run | None]:
    """Return of each text the sentence that surely has no counterpart, if there is one.

    The run's weight is the median of the log odds of the sentence's words of content, by the
    network. `wholes` are the texts of one language of a bitext.
    """
    found = [_worst(whole.side) for whole in wholes]
    told = [i for i, run in enumerate(found) if run is not None]
    usual = _usual([wholes[i].excess for i in told])
    scores = {
        i: run.weight + _by_size(wholes[i], usual) for i, run in enumerate(found) if run is not None
    }
    limit = _limit(list(scores.values()))
    return [
        run if run and run.weight > _LEAST_ODDS and scores[i] > limit else None
        for i, run in enumerate(found)
    ]


def _usual(excesses: Sequence[float]) -> float:
    """Return the excess that is the text's habit; little of it where few units speak."""
    if not excesses:
        return 0.0
    return _OWN_LENGTH * float(np.median(excesses)) * len(excesses) / (len(excesses) + _SOME)


def _by_size(whole: Whole, usual: float) -> float:
    """Return what the length of a side and the number of its sentences say for a lost one."""
    longer = min(_LONGER, max(_SHORTER, whole.excess - usual))
    more = len(list(sentence_places(whole.side))) - len(list(sentence_places(whole.other)))
    return _BY_LENGTH * longer + _BY_COUNT * min(1, max(-1, more))


def _limit(scores: Sequence[float]) -> float:
    if not scores:
        return _LEAST
    trust = len(scores) / (len(scores) + _FEW)
    own = float(np.median(scores)) + _ABOVE
    return max(_LEAST, trust * own + (1 - trust) * _LEAST)


def _worst(side: ReadSide) -> Run | None:
    """Find the sentence whose words fit worst; None for a text of one sentence."""
    found = []
    all_ = list(sentence_places(side))
    for first, last in all_ if len(all_) > 1 else ():
        odds = median_odds(side, (first, last))
        if odds > -math.inf:
            found.append(Run(first, last, odds, sentence=True))
    return max(found, key=lambda run: (run.weight, -run.first), default=None)


def median_odds(side: ReadSide, place: tuple[int, int]) -> float:
    """Return the median log odds of a sentence's words of content; -inf where they are few."""
    inside = [i for i in range(place[0], place[1] + 1) if has_content(side, i)]
    return float(np.median(side.network[inside])) if len(inside) >= _SHORTEST else -math.inf


def sentence_places(side: ReadSide, *, halves: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each sentence, with `halves` of each half at a semicolon."""
    starts = [word.start for word in side.words]
    numbers = [0, *(bisect_left(starts, edge) for edge in _edges(side.text, halves)), len(starts)]
    for first, behind in itertools.pairwise(numbers):
        if behind > first:
            yield first, behind - 1


@remembered()  # the texts of a piece, which both kinds of lost sentences ask about
def _edges(text: str, halves: bool) -> tuple[int, ...]:
    """Return where the sentences of a text begin, with `halves` also what follows a semicolon."""
    arabic, latin = script.letters(text)
    starts = {start for start, _ in sentences.split(text, "ar" if arabic > latin else "en")}
    cuts = {match.end() for match in _SEMICOLON.finditer(text)} if halves else ()
    return tuple(sorted(starts.union(cuts)))

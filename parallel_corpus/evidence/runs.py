"""Runs of words that have no counterpart, made of the odds of single words.

A run is made of words whose odds lie above a low limit, with gaps of one word between them. It
needs a word of content; a word counts for less where a likely counterpart stands free elsewhere on
the other side, or where its own side says it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.coverage import Run
from parallel_corpus.evidence.readings import ReadSide
from parallel_corpus.language import script

LOWEST = -2.5  # log odds of a word that a run may have
_APART = 2  # places from one such word to the next: one word between them belongs to the run
_MOVED, _REPEATED = 1.5, 1.0  # what is taken off, in log odds
_FURTHER, _FEW = 0.25, 3  # the share that a run's further words add, and how many of them do
_SHORT = 2  # letters: a word of no more has no content

# Words that say nothing by themselves: without counterparts they are nothing missing.
_STOP = frozenset(
    word
    for line in (
        "the a an of and or to in on for with by from at as that which who whom this these those",
        "its their his her it is are be been was were has have had not no all any such other also",
        "into there here then than so very more most both each every may will shall should must",
        "can could would do does did doing being they them we our you your",
        "في من على إلى عن أن إن هذا هذه ذلك تلك التي الذي الذين وفي ومن وعلى وإلى وأن كما قد وقد",
        "ما لا مع أو ثم كل بين عند لدى أي هو هي هم وهو وهي كان كانت يكون تكون تم يتم بها به فيها",
        "فيه منها منه لها له عليها عليه وذلك كذلك أيضا أيضاً حيث بما فيما مما عما إليها إليه خلال",
        "بعد قبل غير ذات بشأن بأن بأنه أنه أنها لأن هناك هنا ولا وما فقد لقد إذا عندما",
    )
    for word in line.split()
)


def runs(side: ReadSide, odds: NDArray[np.floating]) -> tuple[Run, ...]:
    """Find the runs of one side, weightiest first; `odds` are those of its words, shape (words,).

    A run weighs what its surest word of content does, and a little for each further one.
    """
    counts = Counter(word.stem for word in side.words)
    found = []
    for first, last in _stretches(odds):
        inside = Counter(word.stem for word in side.words[first : last + 1])
        values = sorted(
            (
                float(odds[i])
                - _MOVED * bool(side.moved[i])
                - _REPEATED * (counts[side.words[i].stem] > inside[side.words[i].stem])
                for i in range(first, last + 1)
                if has_content(side, i)
            ),
            reverse=True,
        )
        if values:
            rest = (max(0.0, value - LOWEST) for value in values[1 : 1 + _FEW])
            found.append(Run(first, last, values[0] + _FURTHER * sum(rest)))
    return tuple(sorted(found, key=lambda run: (-run.weight, run.first)))


def has_content(side: ReadSide, i: int) -> bool:
    """Tell whether the word at `i` is a content word."""
    return is_content(side.text[side.words[i].start : side.words[i].end])


def is_content(word: str) -> bool:
    """Tell whether a word is a content word.

    >>> is_content("colour"), is_content("which"), is_content("التي")
    (True, False, False)
    """
    form = script.strip_marks(word).casefold()
    return len(form) > _SHORT and form not in _STOP


def _stretches(odds: NDArray[np.floating]) -> Sequence[tuple[int, int]]:
    """Return the first and last places of neighbouring words above the lowest odds."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(odds > LOWEST).tolist():
        if found and i - found[-1][1] <= _APART:
            found[-1] = found[-1][0], i
        else:
            found.append((i, i))
    return found

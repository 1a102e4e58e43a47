"""Which member of a list has no counterpart in the list of the other language.

The members of both lists are aligned in order, each English one with one to three Arabic ones, by
the cosine of the encoder (Needleman and Wunsch 1970). A member is lost where its neighbours are
well answered by Arabic members with nothing between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.lexicon import load_dictionary, load_translation_lexicon, tokens
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.language.coordination import arabic_members, english_lists, is_clause
from parallel_corpus.language.script import Offsets
from parallel_corpus.support.journal import say_once

_JOINED = 3  # Arabic members that one English member may be answered by
_PENALTY = 0.05  # for each member joined to another
_UNRELATED = 0.3  # cosine that two unrelated phrases may have
_ANSWERED = 0.5  # cosine of a member that surely has its counterpart
_TRANSLATED = 0.6  # what an entry of the dictionary counts for
_STRONG = 0.2  # strength of an entry of the lexicon that counts as much
_ELSEWHERE = 0.62  # cosine of a phrase that may well be the counterpart, in another place
_FREE = 0.4  # that of one that answers no other member, and may be a free translation
_SURE = 0.03  # by how much a phrase's own counterpart must be nearer to it
_SHARE = 0.45  # of the members must be answered: then the two are one list
_LONGEST = 4  # words of a member that may be reported
_RUN = 2  # members that may be lost in a row
_HEAD, _TAIL, _WORDS = 3, 4, 8  # words of the first, the last and any Arabic member
_MOST = 60  # members: longer lists are tables
_PAIRS = 20_000  # of members, English and Arabic, of all lists of a unit
_LISTS = 12  # of a side that are compared, each with each: a unit with more is a catalogue

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answer:
    """The Arabic members [first, end) that answer an English one, and how near they are."""

    first: int
    end: int
    cosine: float


@dataclass(frozen=True)
class _Lists:
    """Two aligned lists."""

    english: list[Offsets]
    arabic: list[Offsets]
    spans: list[tuple[int, int]]
    """Runs of Arabic members, as [first, end)."""
    cosines: Floats
    """Of English members with runs, shape (members, runs)."""
    answers: dict[int, Answer]


def lost_items(memory: TextVectors, english: str, arabic: str) -> list[Offsets]:
    """Return the members of English lists that the Arabic list lacks, by their places."""
    found = []
    lists = [items for items in english_lists(english) if len(items) <= _MOST]
    others = [members for members in arabic_members(arabic) if len(members) <= _MOST]
    if len(lists) * len(others) > _LISTS**2 or _members(lists) * _members(others) > _PAIRS:
        say_once("a pair with very many or very long lists is not searched for lost members")
        return []
    for items in lists:
        both = [_aligned(memory, (english, items), (arabic, members)) for members in others]
        # Where two clauses of the Arabic may be the list, a member is lost that both lack.
        lost = [set(_lost(two, english)) for two in both if _is_one_list(two)]
        found += [items[i] for i in sorted(set.intersection(*lost))] if lost else []
    return found


def _members(lists: list[list[Offsets]]) -> int:
    return sum(map(len, lists))


def _aligned(
    memory: TextVectors, english: tuple[str, list[Offsets]], arabic: tuple[str, list[Offsets]]
) -> _Lists:
    text, items = english
    last = len(items) - 1
    phrases = [" ".join(_words(text, item)) for item in items]
    phrases[0] = " ".join(phrases[0].split()[-_HEAD:])
    phrases[last] = " ".join(phrases[last].split()[:_TAIL])
    other, members = arabic
    spans = [
        (j, j + size)
        for j in range(len(members))
        for size in range(1, _JOINED + 1)
        if j + size <= len(members)
    ]
    runs = [
        " ".join(words[-_WORDS:] if j == 0 else words[:_WORDS])
        for j, k in spans
        for words in (_words(other, (members[j][0], members[k - 1][1])),)
    ]
    # "On grounds of race ...": of the ends of a list one word may be all that is a member.
    ends = [phrases[0].split()[-1:], phrases[last].split()[:1]]
    phrases += [" ".join(end) for end in ends]
    first = [k for k, (j, end) in enumerate(spans) if (j, end) == (0, 1)]
    runs += [" ".join(runs[k].split()[-1:]) for k in first]
    cosines = memory.vectors(phrases) @ memory.vectors(runs).T
    cosines = np.where(_known(phrases, runs), np.maximum(cosines, _TRANSLATED), cosines)
    for row, short in ((0, last + 1), (last, last + 2)):
        cosines[row] = np.maximum(cosines[row], cosines[short])
    for k in first:
        cosines[:, k] = np.maximum(cosines[:, k], cosines[:, len(spans)])
    cosines = cosines[: last + 1, : len(spans)]
    return _Lists(items, members, spans, cosines, _in_order(cosines, spans, len(members)))


def _known(phrases: list[str], runs: list[str]) -> NDArray[np.bool_]:
    """Tell which single words translate each other by the dictionary or the lexicon.

    That "race" is عرق no encoder of sentences tells.
    """
    strengths = load_translation_lexicon().strengths
    here = [[word.stem for word in tokens(phrase)] for phrase in phrases]
    there = [[word.stem for word in tokens(run)] for run in runs]
    found = np.zeros((len(here), len(there)), dtype=np.bool_)
    for i, own in enumerate(here):
        for k, other in enumerate(there):
            if len(own) == len(other) == 1:
                known = load_dictionary().matches(own, other)[0, 0] >= 1
                found[i, k] = known or strengths.get(own[0], {}).get(other[0], 0.0) >= _STRONG
    return found


def _words(text: str, place: Offsets) -> list[str]:
    return text[place[0] : place[1]].split()


def _in_order(cosines: Floats, spans: list[tuple[int, int]], count: int) -> dict[int, Answer]:
    """Return the best alignment in order, by English member."""
    column = {span: k for k, span in enumerate(spans)}
    best = np.zeros((len(cosines) + 1, count + 1))
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(cosines) + 1):
        for j in range(count + 1):
            ways = [(best[i - 1, j], (i - 1, j))] if i else []
            if j:
                ways.append((best[i, j - 1], (i, j - 1)))
            for size in range(1, min(_JOINED, j) + 1) if i else ():
                gain = cosines[i - 1, column[j - size, j]] - _UNRELATED - _PENALTY * (size - 1)
                ways.append((best[i - 1, j - size] + gain, (i - 1, j - size)))
            if ways:
                best[i, j], came[i, j] = max(ways, key=lambda way: way[0])
    answers = {}
    here = len(cosines), count
    while here in came:
        before = came[here]
        if before[0] < here[0] and before[1] < here[1]:
            span = before[1], here[1]
            answers[before[0]] = Answer(*span, float(cosines[before[0], column[span]]))
        here = before
    return answers


def _lost(lists: _Lists, english: str) -> list[int]:
    """Return the English members that are lost, where nothing seems to stand in another order."""
    if _added(lists) > _most_added(lists):
        return []
    found: list[int] = []
    for start, end in _gaps(lists):
        run = range(start, end)
        if len(run) <= _RUN:
            found += [i for i in run if _is_missing(lists, i, english)]
    return found


def _is_one_list(lists: _Lists) -> bool:
    """Tell whether enough members are well answered for the two lists to be one list."""
    sure = [i for i, answer in lists.answers.items() if answer.cosine >= _ANSWERED]
    return len(sure) >= max(3, _SHARE * len(lists.english))


def _added(lists: _Lists) -> int:
    """Count how many more members the Arabic has than the English, between answered ones.

    Where there are several, the order differs, and what seems lost stands there.
    """
    order = sorted(lists.answers)
    return sum(
        max(0, lists.answers[k].first - lists.answers[i].end - (k - i - 1))
        for i, k in pairwise(order)
    )


def _most_added(lists: _Lists) -> int:
    """Allow the Arabic so many more: in a long list some answer is not recognised."""
    return max(1, len(lists.english) // 8)


def _gaps(lists: _Lists) -> list[tuple[int, int]]:
    """Find runs [start, end) of unanswered members that the Arabic has fewer members for, or none.

    The members before and behind are well answered.
    """
    found = []
    order = [*sorted(lists.answers), len(lists.english)]
    for i, k in pairwise(order):
        before, after = lists.answers[i], lists.answers.get(k)
        until = after.first if after else len(lists.arabic)
        surely = before.cosine >= _ANSWERED and (after is None or after.cosine >= _ANSWERED)
        if surely and until - before.end < k - i - 1:
            found.append((i + 1, k))
    return found


def _is_missing(lists: _Lists, item: int, english: str) -> bool:
    """Tell whether a member is a plain phrase, and every phrase like it answers another member."""
    words = _words(english, lists.english[item])
    if len(words) > _LONGEST or is_clause(" ".join(words)) or any(c.isdigit() for c in str(words)):
        return False
    if item == len(lists.english) - 1 and "of" in words:
        return False  # "primary, secondary and tertiary levels of education"
    owned = {
        j: answer.cosine
        for answer in lists.answers.values()
        for j in range(answer.first, answer.end)
    }
    return all(
        all(
            cosine < _ELSEWHERE or owned[j] > cosine + _SURE
            if j in owned
            else cosine < _FREE or size > 1
            for j in range(first, end)
        )
        for (first, end), cosine in zip(lists.spans, lists.cosines[item].tolist(), strict=True)
        for size in (end - first,)
    )

"""Learn a lexicon from sentence pairs: IBM model 1 with a preference for the diagonal.

Brown et al. 1993 (Computational Linguistics 19:2); the diagonal after Dyer, Chahuneau and Smith
2013 (NAACL). Both directions are learnt, and the stronger of the two counts.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.evidence.lexicon.table import CODES, Counts, Strengths, TranslationLexicon

Pairs = Sequence[tuple[Sequence[str], Sequence[str]]]

_ROUNDS = 6
_DIAGONAL = 4.0
_LEAST = 0.004  # weaker translations are chance
_LONGEST = 100  # words: longer pairs teach little and cost much
_CELLS = 4_000_000  # some 200 MB while learning; the UN development set has 3.7 million
_FREQUENT = 3  # occurrences that a word needs to have counts of its own
_TRUSTED = 0.05  # weaker translations from a small corpus are chance
_RIDGE = 30.0
_LENGTH_WORDS = 1500


def learn(pairs: Pairs, *, seed: int = 3) -> TranslationLexicon:
    """Learn a lexicon from pairs of English and Arabic stems.

    What a code tells is counted on pairs that the strengths were not learnt from: each half of the
    pairs is looked at with what the other half teaches.
    """
    order = list(range(len(pairs)))
    random.Random(seed).shuffle(order)  # noqa: S311
    halves = [[pairs[i] for i in sorted(order[half::2])] for half in (0, 1)]
    english, arabic = _Tally(), _Tally()
    for mine, others in (halves, halves[::-1]):
        lexicon = TranslationLexicon(_strengths(others), *_vocabularies(others))
        _count(lexicon, mine, english, arabic, random.Random(seed))  # noqa: S311
    return TranslationLexicon(
        strengths=_strengths(pairs),
        english=english.counts(),
        arabic=arabic.counts(),
        english_length=_lengths([(en, ar) for en, ar in pairs]),
        arabic_length=_lengths([(ar, en) for en, ar in pairs]),
    )


def adapt(
    lexicon: TranslationLexicon, pairs: Pairs
) -> tuple[TranslationLexicon, TranslationLexicon]:
    """Return the lexicon with what this corpus teaches, as (for even pairs, for odd pairs).

    Even pairs are looked at with what the odd ones teach and the reverse: from itself a pair would
    learn that its fault is a translation.
    """

    def taught(others: Pairs) -> TranslationLexicon:
        strengths = {word: dict(known) for word, known in lexicon.strengths.items()}
        for word, learnt in _strengths(others).items():
            mine = strengths.setdefault(word, {})
            for other, weight in learnt.items():
                if weight >= _TRUSTED:
                    mine[other] = max(weight, mine.get(other, 0.0))
        return replace(lexicon, strengths=strengths)

    return taught(pairs[1::2]), taught(pairs[0::2])


class _Tally:
    """Counts of codes by word, in translations and in unrelated pairs."""

    def __init__(self) -> None:
        self._by_word: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros((2, CODES)))
        self._general = np.ones((2, CODES))

    def add(self, words: Sequence[str], codes: Sequence[int], *, apart: bool) -> None:
        for word, code in zip(words, codes, strict=True):
            self._by_word[word][int(apart), code] += 1
            self._general[int(apart), code] += 1

    def counts(self) -> Counts:
        table = {
            word: (seen[0].tolist(), seen[1].tolist())
            for word, seen in self._by_word.items()
            if seen[0].sum() >= _FREQUENT
        }
        # Scaled, as only shares are read, to keep the file small.
        general = np.maximum(1, 100000 * self._general / self._general.sum(axis=1, keepdims=True))
        return {**table, "": (general[0].tolist(), general[1].tolist())}


def _count(
    lexicon: TranslationLexicon, pairs: Pairs, english: _Tally, arabic: _Tally, rng: random.Random
) -> None:
    for en, ar in pairs:
        other_en, other_ar = pairs[rng.randrange(len(pairs))]
        fine = lexicon.codes(en, ar)
        english.add(en, fine[0], apart=False)
        arabic.add(ar, fine[1], apart=False)
        english.add(en, lexicon.codes(en, other_ar)[0], apart=True)
        arabic.add(ar, lexicon.codes(other_en, ar)[1], apart=True)


def _vocabularies(pairs: Pairs) -> tuple[Counts, Counts]:
    nothing: tuple[Sequence[float], Sequence[float]] = ((), ())
    return (
        {word: nothing for en, _ in pairs for word in en},
        {word: nothing for _, ar in pairs for word in ar},
    )


def _strengths(pairs: Pairs) -> Strengths:
    """Return the stronger of p(English | Arabic) and p(Arabic | English)."""
    usable = _affordable(pairs)
    found: Strengths = defaultdict(dict)
    if not usable:
        return found
    for given, said, share in _translations([(ar, en) for en, ar in usable]):
        found[said][given] = share
    for given, said, share in _translations(usable):
        found[given][said] = max(share, found[given].get(said, 0.0))
    return dict(found)


def _affordable(pairs: Pairs) -> Pairs:
    """Return pairs that are not too long, as many as memory allows: one cell per pair of words."""
    usable, cells = [], 0
    for en, ar in pairs:
        size = (len(en) + 1) * (len(ar) + 1)
        if max(len(en), len(ar)) <= _LONGEST and cells + size <= _CELLS:
            usable.append((en, ar))
            cells += size
    return usable


def _translations(pairs: Pairs) -> list[tuple[str, str, float]]:
    """Estimate (given, said, p(said | given)) by expectation maximisation, all above `_LEAST`."""
    given_ids: dict[str, int] = {"": 0}
    said_ids: dict[str, int] = {}
    givens, saids, slots, nearness, slot = [], [], [], [], 0
    for given, said in pairs:
        g = np.array([0, *(given_ids.setdefault(w, len(given_ids)) for w in given)])
        s = np.array([said_ids.setdefault(w, len(said_ids)) for w in said], dtype=np.int64)
        givens.append(np.tile(g, len(s)))
        saids.append(np.repeat(s, len(g)))
        slots.append(np.repeat(np.arange(slot, slot + len(s)), len(g)))
        nearness.append(_nearness(len(g) - 1, len(s)))
        slot += len(s)
    keys = np.concatenate(givens).astype(np.int64) * len(said_ids) + np.concatenate(saids)
    cells, cell_of = np.unique(keys, return_inverse=True)
    owner, where, prior = cells // len(said_ids), np.concatenate(slots), np.concatenate(nearness)
    share = np.full(len(cells), 1 / len(said_ids))
    for _ in range(_ROUNDS):
        weight = share[cell_of] * prior
        weight /= np.bincount(where, weight, slot)[where]
        count = np.bincount(cell_of, weight, len(cells))
        share = count / np.bincount(owner, count, len(given_ids))[owner]
    given_words, said_words = list(given_ids), list(said_ids)
    return [
        (given_words[owner[at]], said_words[cells[at] % len(said_ids)], float(share[at]))
        for at in np.flatnonzero((share > _LEAST) & (owner > 0))
    ]


def _nearness(given: int, said: int) -> NDArray[np.float64]:
    """Return how likely a word is to come from each place, the empty word first."""
    rows = (np.arange(said) + 0.5)[:, None] / max(said, 1)
    columns = (np.arange(given) + 0.5)[None, :] / max(given, 1)
    near = np.exp(-_DIAGONAL * np.abs(rows - columns))
    near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    return np.hstack([np.full((said, 1), 0.08), 0.92 * near]).ravel()


def _lengths(pairs: Pairs) -> dict[str, float]:
    """Fit how many words of the second language each stem of the first makes: ridge regression."""
    seen = Counter(word for first, _ in pairs for word in set(first))
    words = [word for word, _ in sorted(seen.items(), key=lambda kv: (-kv[1], kv[0]))]
    column = {word: i + 1 for i, word in enumerate(words[:_LENGTH_WORDS])}
    if not column:
        return {"": 1.0}
    size = len(column) + 1
    gram, right = np.zeros((size, size)), np.zeros(size)
    mean = sum(len(second) for _, second in pairs) / max(1, sum(len(first) for first, _ in pairs))
    for first, second in pairs:
        row = Counter(column.get(word, 0) for word in first)
        at, values = np.array(list(row)), np.array(list(row.values()), dtype=float)
        weight = 20 / max(3, len(first))
        gram[np.ix_(at, at)] += weight * np.outer(values, values)
        right[at] += weight * values * (len(second) - mean * len(first))
    off = np.linalg.solve(gram + _RIDGE * np.eye(size), right)
    return {"": mean + off[0], **{word: mean + off[i] for word, i in column.items()}}

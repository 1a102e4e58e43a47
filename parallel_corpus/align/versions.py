"""Two versions of one text, in one language, to what became of each paragraph.

Between a draft and the adopted text paragraphs are added, dropped, merged, split and moved, so the
pairing is not monotone: it is a global assignment (Kuhn-Munkres) on shared words, weighted by how
rare they are in the two texts, and on the cosine of centred sentence vectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.align.anchors import heaviest_chain
from parallel_corpus.encode import Encoder
from parallel_corpus.language import script
from parallel_corpus.model import Alignment, Bead, Document, Segment, fingerprint
from parallel_corpus.support.assignment import assign
from parallel_corpus.support.journal import stage

Matrix = NDArray[np.float64]
Words = Counter[str]

# Two paragraphs below this are two paragraphs, not an amended one: within one resolution, unrelated
# paragraphs of either language stay below 0.25, paragraphs amended to half their words above 0.45.
_SAME = 0.35
# Share of a left-over paragraph's words, by weight, that the rest of another must hold for the two
# to count as merged or split.
_HELD = 0.5
# ... and the share of a paragraph that its partner must have left over to look for it elsewhere.
_WORTH = 0.3
_WORD_SHARE = 0.6
_FEW = 8
_METHOD = "versions-1"


@dataclass(frozen=True, slots=True)
class _Version:
    """One version: its segments, the words of each, and how much each word tells."""

    segments: tuple[Segment, ...]
    words: tuple[Words, ...]
    weight: dict[str, float]

    def mass(self, words: Words) -> float:
        return sum(self.weight[word] * count for word, count in words.items())


@stage("compare versions of")
def align_versions(old: Document, new: Document, encoder: Encoder) -> Alignment:
    """Pair the segments of two versions of one text in one language.

    The older version is the source side, the newer the target side; beads come in the order of the
    newer text, dropped segments (1-0) last. Added paragraphs are 0-1, merged 2-1, split 1-2; a bead
    out of the common order has `moved=True`.
    """
    older, newer = _sides(old.segments, new.segments)
    likeness = _likeness(older, newer, encoder)
    pairs = _assign(likeness)
    old_of = {j: [i] for i, j in pairs}
    new_of = {i: [j] for i, j in pairs}
    _join_leftovers(older, newer, old_of, new_of)
    groups = _groups(len(newer.segments), old_of, new_of)
    moved = _moved(groups)
    beads = [_bead(older, newer, likeness, group, group in moved) for group in groups]
    used = {i for olds, _ in groups for i in olds}
    beads += [
        Bead(source=(segment.id,), target=())
        for i, segment in enumerate(older.segments)
        if i not in used
    ]
    texts = [segment.text for segment in (*old.segments, *new.segments)]
    return Alignment(
        pair=(f"{old.id}:{old.language}", f"{new.id}:{new.language}"),
        beads=tuple(beads),
        signature=fingerprint([_METHOD, encoder.name, *texts]),
    )


def _sides(old: Sequence[Segment], new: Sequence[Segment]) -> tuple[_Version, _Version]:
    words = [Counter(script.word_keys(segment.text)) for segment in (*old, *new)]
    seen: Counter[str] = Counter()
    for bag in words:
        seen.update(bag.keys())
    weight = {word: float(np.log((_FEW + len(words)) / count)) for word, count in seen.items()}
    older = _Version(tuple(old), tuple(words[: len(old)]), weight)
    return older, _Version(tuple(new), tuple(words[len(old) :]), weight)


def _likeness(older: _Version, newer: _Version, encoder: Encoder) -> Matrix:
    """Return how alike each old segment (row) is to each new one (column), 0-1."""
    rows, columns = len(older.segments), len(newer.segments)
    if not rows or not columns:
        return np.zeros((rows, columns))
    texts = [script.strip_marks(s.text) for s in (*older.segments, *newer.segments)]
    vectors = np.asarray(encoder.encode(texts), dtype=np.float64)
    # What all paragraphs share tells none apart; of a few, the mean is mostly they themselves.
    centred = vectors - vectors.mean(axis=0) * len(texts) / (len(texts) + _FEW)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    centred /= np.where(norms > 0, norms, 1)
    cosine = np.clip(centred[:rows] @ centred[rows:].T, 0, 1)
    olds, news = ([(words, side.mass(words)) for words in side.words] for side in (older, newer))
    overlap = np.array([[_overlap(older.weight, old, new) for new in news] for old in olds])
    return np.asarray(_WORD_SHARE * overlap + (1 - _WORD_SHARE) * cosine)


def _overlap(weight: dict[str, float], one: tuple[Words, float], two: tuple[Words, float]) -> float:
    """Return a weighted Dice coefficient, or nine tenths of containment where one text grew.

    Each has its words and their mass.
    """
    (old, a), (new, b) = one, two
    if not a or not b:
        return float(old == new)
    shared = sum(weight[word] * min(n, new[word]) for word, n in old.items() if word in new)
    return max(2 * shared / (a + b), 0.9 * shared / min(a, b) if shared > a / 2 else 0.0)


def _assign(likeness: Matrix) -> list[tuple[int, int]]:
    worth = np.where(likeness >= _SAME, likeness, 0)
    return [(i, j) for i, j in assign(worth, maximize=True) if worth[i, j] > 0]


def _join_leftovers(
    older: _Version, newer: _Version, old_of: dict[int, list[int]], new_of: dict[int, list[int]]
) -> None:
    """Join split and merged paragraphs: left-overs whose words another's partner did not take."""
    for left, side, own, other in ((newer, older, old_of, new_of), (older, newer, new_of, old_of)):
        for k in sorted(set(range(len(left.segments))) - set(own)):
            home = _home(left.words[k], side, left, other)
            if home is not None and len(own[other[home][0]]) == 1:
                other[home].append(k)
                own[k] = [home]


def _home(
    words: Words, side: _Version, opposite: _Version, partners: dict[int, list[int]]
) -> int | None:
    """Find the paired segment of `side` that holds `words` besides those of its partners."""
    mass = side.mass(words)
    best, held = None, _HELD
    for i in sorted(partners):
        rest = side.words[i].copy()
        for j in partners[i]:
            rest -= opposite.words[j]
        left = side.mass(rest)
        # The left-over paragraph may itself have grown, so the rest found in it counts as well.
        whole = left if left >= _WORTH * side.mass(side.words[i]) else mass
        share = side.mass(words & rest) / (min(mass, whole) or 1.0)
        if share > held:
            best, held = i, share
    return best


_Group = tuple[tuple[int, ...], tuple[int, ...]]


def _groups(
    columns: int, old_of: dict[int, list[int]], new_of: dict[int, list[int]]
) -> list[_Group]:
    groups: list[_Group] = []
    for j in range(columns):
        olds = tuple(sorted(old_of.get(j, ())))
        news = tuple(sorted(new_of[olds[0]])) if olds else (j,)
        if news[0] == j:
            groups.append((olds, news))
    return groups


def _moved(groups: list[_Group]) -> set[_Group]:
    """Return the groups outside a longest run whose old order agrees with the new order."""
    paired = [group for group in groups if group[0]]
    olds = np.array([group[0][0] for group in paired], dtype=np.int64)
    kept = heaviest_chain(np.arange(len(paired)), olds, np.ones(len(paired), np.float32))
    return set(paired) - {paired[index] for index, _ in kept}


def _bead(older: _Version, newer: _Version, likeness: Matrix, group: _Group, moved: bool) -> Bead:
    olds, news = group
    if not olds:
        return Bead(source=(), target=(newer.segments[news[0]].id,))
    score = max(float(likeness[i, j]) for i in olds for j in news)
    others = [likeness[i, j] for i in olds for j in range(likeness.shape[1]) if j not in news]
    others += [likeness[i, j] for j in news for i in range(likeness.shape[0]) if i not in olds]
    return Bead(
        source=tuple(older.segments[i].id for i in olds),
        target=tuple(newer.segments[j].id for j in news),
        score=round(score, 4),
        margin=round(max(0.0, score - float(max(others, default=0.0))), 4),
        moved=moved,
    )

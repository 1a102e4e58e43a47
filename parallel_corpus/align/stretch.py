"""Two stretches of text as the search is given them, and the path it finds between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from parallel_corpus.align.arrays import Doubles, Ints
from parallel_corpus.align.candidates import Candidates
from parallel_corpus.align.corridor import PAD, make_corridor
from parallel_corpus.align.features import linked_features, plain_features
from parallel_corpus.align.grid import CellEvidence, offset
from parallel_corpus.align.lattice import Lattice
from parallel_corpus.align.links import Links
from parallel_corpus.align.neighbourhood import SHARPNESS, SKIP_ON, likely_beads
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.spans import SpanTable
from parallel_corpus.align.weights import load_weights
from parallel_corpus.encode.words import Words
from parallel_corpus.support.journal import say_once

# What a bead costs, in expected right beads: one that is seldom right is not worth a place.
BEAD_COST = 0.3
# Beads that are less likely by the first links are not asked again.
_LEAST = 1e-5


@dataclass(frozen=True, slots=True)
class IndexBead:
    """A bead by line numbers (0-based); see `model.Bead` for score, margin and moved.

    `meaning` is its cosine weighted by the balance of lengths.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
    margin: float = 0.0
    moved: bool = False
    meaning: float = field(default=0.0, compare=False, repr=False)

    def shifted(self, lines: int, columns: int, *, moved: bool = False) -> IndexBead:
        """Return the same bead in a text of which this one's begins at the given lines."""
        source = tuple(line + lines for line in self.source)
        target = tuple(line + columns for line in self.target)
        return replace(self, source=source, target=target, moved=self.moved or moved)


@dataclass(frozen=True)
class Stretch:
    """Two sides with all evidence for pairing their lines."""

    source: SpanTable
    target: SpanTable
    options: AlignOptions
    words: tuple[Words, Words] | None = None
    structure: CellEvidence | None = None

    def part(self, sources: slice, targets: slice) -> Stretch:
        """Return the same for lines `sources` and `targets` only (slices with both ends given)."""
        words = self.words
        return replace(
            self,
            source=self.source.part(sources),
            target=self.target.part(targets),
            words=words and (words[0].part(sources), words[1].part(targets)),
            structure=offset(self.structure, sources.start, targets.start),
        )

    def likely_beads(self) -> Candidates:
        """Stage 1, repeated in a wider corridor where its path runs along the edge of the first."""
        rows, columns = len(self.source), len(self.target)
        if not rows or not columns:
            i, j = np.arange(1, rows + 1), np.arange(1, columns + 1)
            skips = Candidates.alike(i, 0 * i, 1, 0), Candidates.alike(0 * j, j, 0, 1)
            return Candidates.joined(skips)
        shapes = self.options.shapes
        for pad in (PAD, 4 * PAD):
            corridor = make_corridor(self.source.units, self.target.units, pad)
            beads = likely_beads(self.source, self.target, corridor, shapes, self.structure)
            lattice = Lattice(beads)
            if not lattice.is_connected:
                say_once(
                    "lines that are much the same for long stretches are paired in their order"
                )
                beads = Candidates.joined([beads, self._in_order(beads)])
                lattice = Lattice(beads)
            path = first_path(lattice)
            if not corridor.touched_by(beads.i[path], beads.j[path]):
                break
        return beads

    def _in_order(self, known: Candidates) -> Candidates:
        """Return beads of one line a side, and skips between, from beginning to end.

        Those that are known already are left out.
        """
        rows, columns = len(self.source), len(self.target)
        steps = np.arange(1, max(rows, columns) + 1)
        i, j = steps * rows // len(steps), steps * columns // len(steps)
        n, m = np.diff(i, prepend=0), np.diff(j, prepend=0)
        cosines = np.einsum("kd,kd->k", self.source.units[i - 1], self.target.units[j - 1])
        none = np.zeros(len(steps), np.float32)
        path = Candidates(i, j, n, m, np.where(n & m, cosines, none), none, none)
        return path.some(~np.isin(path.keys(columns), known.keys(columns)))

    def decide(self, beads: Candidates) -> list[IndexBead]:
        """Stage 2: the path of most expected right beads among the likely ones.

        Every line stands in one of them, a skipped line on its own.
        The links between words depend on where the path says that they should be, so they are
        computed twice: given stage 1's path, then given the path they led to.
        """
        lattice = Lattice(beads)
        path = first_path(lattice)
        links = None
        if self.words is not None and min(map(len, self.words)) > 0:
            links = Links(*self.words, (beads.i[path], beads.j[path]))
        weights = load_weights("linked" if links else "plain")
        for turn in range(2):
            features = plain_features(beads)
            if links:
                features |= linked_features(beads, links.masses((beads.i[path], beads.j[path])))
            found = lattice.posterior(weights.scores(features)).beads
            posterior = _grouped(beads, found)
            before, path = path, lattice.best(posterior - BEAD_COST)
            if turn or not links or np.array_equal(before, path):
                break
            kept = found > _LEAST
            kept[path] = True
            beads, path = beads.some(kept), (np.cumsum(kept) - 1)[path]
            lattice = Lattice(beads)
        return _chosen(beads, weights.calibrated(posterior), path)


def first_path(lattice: Lattice) -> Ints:
    """Stage 1's path of the highest score.

    Not that of the most expected right beads: where a long block is left out, a line beside it
    might stand anywhere in it, and each of many places takes a little away from the right one.
    """
    beads = lattice.beads
    scores = SHARPNESS * (beads.meaning + beads.structure) + np.where(beads.paired, 0, SKIP_ON)
    return lattice.best(scores.astype(np.float64))


def _grouped(beads: Candidates, posterior: Doubles) -> Doubles:
    """Return a skipped line's probability, whatever the place among the other side's lines."""
    result = posterior.copy()
    for own, other in ((beads.n, beads.m), (beads.m, beads.n)):
        skips = np.flatnonzero(other == 0)
        lines = (beads.i if own is beads.n else beads.j)[skips] - 1
        result[skips] = np.bincount(lines, posterior[skips])[lines]
    return np.minimum(result, 1.0)


def _chosen(beads: Candidates, posterior: Doubles, path: Ints) -> list[IndexBead]:
    rivals = _rivals(beads, posterior, path)
    found = []
    for k in path.tolist():
        i, j, n, m = (int(column[k]) for column in (beads.i, beads.j, beads.n, beads.m))
        best = max([*rivals[0][i - n : i], *rivals[1][j - m : j]])
        score = float(posterior[k])
        found.append(
            IndexBead(
                tuple(range(i - n, i)),
                tuple(range(j - m, j)),
                round(min(1.0, score), 4),
                round(min(1.0, max(0.0, score - best)), 4),
                meaning=float(beads.meaning[k]),
            )
        )
    return found


def _rivals(beads: Candidates, posterior: Doubles, path: Ints) -> tuple[list[float], list[float]]:
    """Return the probability of each line's likeliest bead other than the chosen one."""
    other = posterior.copy()
    other[path] = 0
    found = []
    for end, size, beyond in ((beads.i, beads.n, beads.m), (beads.j, beads.m, beads.n)):
        best = np.zeros(int(end.max(initial=0)))
        skipped = np.zeros(len(best), dtype=bool)
        skipped[end[path][(beyond[path] == 0)] - 1] = True
        for back in range(int(size.max(initial=0))):
            held = np.flatnonzero(size > back)
            lines = end[held] - 1 - back
            rival = np.where((beyond[held] == 0) & skipped[lines], 0, other[held])
            np.maximum.at(best, lines, rival)
        found.append(best.tolist())
    return found[0], found[1]

"""How well the spans of a bead agree, for a whole window of the search at once.

A bead of n source and m target lines scores `agreement * balance - length - bead - support`:

- agreement mixes the cosine of the two spans' vectors with that of their words (`lexicon`);
- balance falls with the ratio r of the shorter side to the longer (in bytes, scaled by the
  documents' ratio), as in Bertalign's log2(1 + r) (Liu & Zhu 2023); the parabola r (4 - r) / 3
  agrees with that logarithm to 0.01. `length` charges |log r| besides (Gale & Church 1993);
- bead is a small constant. The score is not multiplied by the bead's size: a large bead earns
  no more than a small one, and that is what keeps beads small;
- support charges every line that has little to do with the other side. Without it a line that
  nobody translated hides in its neighbour's bead, where a sum over the span does not see it.

All are sums over rectangles of line-by-line values, so that two prefix sums serve all shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from parallel_corpus.align.grid import CellEvidence, Grid, Window, padded, similarities
from parallel_corpus.align.lexicon import WordEvidence
from parallel_corpus.align.options import AlignOptions
from parallel_corpus.align.spans import Floats, Side, inverse_lengths
from parallel_corpus.align.support import Lines, Support

# Ratios beyond e to the power of this are all equally absurd.
_MAX_LOG_RATIO = 2.0
_KEPT_BYTES = 350_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Scores of a window before support is charged, and the grids that the charge is made from."""

    scores: Floats
    meaning: Grid
    words: Grid | None


@dataclass(frozen=True)
class BeadScorer:
    """Scores every bead that ends in a window.

    Beads with more than `options.max_size` lines in all score minus infinity. A run of unpaired
    lines costs `options.skip` for the first and `skip_more` for every further one: what is left
    out is often left out in blocks. `floor` is the similarity below which a line counts as
    unsupported; None switches that charge off.
    """

    source: Side
    target: Side
    options: AlignOptions
    words: WordEvidence | None = None
    structure: CellEvidence | None = None
    floor: float | None = None
    _word_norms: tuple[Floats, Floats] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        norms = None
        if self.words is not None:
            norms = (
                inverse_lengths(self.words.source_weights, self.size),
                inverse_lengths(self.words.target_weights, self.size),
            )
        object.__setattr__(self, "_word_norms", norms)

    @property
    def size(self) -> int:
        """The largest number of lines on one side of a bead."""
        return self.options.max_size - 1

    def draft(self, window: Window) -> Draft:
        """Agreement, balance and structure: the part that does not depend on `floor`."""
        size, options = self.size, self.options
        meaning = Grid(similarities(self.source, self.target, window, size), size)
        scores = self._scaled(
            meaning.rectangles(), self.source.inverse_norms, self.target.inverse_norms, window
        )
        words = None
        if self.words is not None and self._word_norms is not None:
            words = Grid(padded(self.words, window, size), size)
            shared = self._scaled(words.rectangles(), *self._word_norms, window)
            shared *= np.float32(options.word_weight)
            scores *= np.float32(1 - options.word_weight)
            scores += shared
        self._balance(scores, window)
        if self.structure is not None:
            scores += _bonus(self.structure, window, size)
        return Draft(scores, meaning, words)

    def finish(self, draft: Draft, window: Window) -> Floats:
        """Scores by [end row, n - 1, m, end column]: the draft's, less what support charges,
        with the skips priced and beads too large ruled out.
        """
        size, options = self.size, self.options
        n, m = np.arange(1, size + 1)[:, None], np.arange(0, size + 1)[None, :]
        too_large = np.where(n + m > options.max_size, -np.inf, 0).astype(np.float32)
        scores = draft.scores + too_large[..., None]
        if self.floor is not None and options.support_charge:
            support = Support(self.floor, options.support_charge, options.word_support)
            support.charge(scores, draft.meaning, draft.words, *self._lines(window))
        runs = options.skip + options.skip_more * np.arange(size, dtype=np.float32)
        scores[:, :, 0, :] = runs[None, :, None]
        return scores

    def _lines(self, window: Window) -> tuple[Lines, Lines]:
        weights = (None, None) if self._word_norms is None else self._word_norms
        return (
            Lines(
                window.first - self.size + 1,
                self.source.inverse_norms[1, 1:],
                None if weights[0] is None else weights[0][1, 1:] ** 2,
                self.target.inverse_norms[:, window.low : window.high + 1],
            ),
            Lines(
                window.low - self.size,
                self.target.inverse_norms[1, 1:],
                None if weights[1] is None else weights[1][1, 1:] ** 2,
                self.source.inverse_norms[:, window.first + 1 : window.last + 1],
            ),
        )

    def _scaled(self, sums: Floats, mine: Floats, yours: Floats, window: Window) -> Floats:
        sums *= mine[1:, window.first + 1 : window.last + 1].T[:, :, None, None]
        sums *= yours[:, window.low : window.high + 1][None, None]
        return sums

    def _balance(self, scores: Floats, window: Window) -> None:
        ratio = (
            self.source.log_lengths[1:, window.first + 1 : window.last + 1].T[:, :, None, None]
            - self.target.log_lengths[:, window.low : window.high + 1][None, None]
        )
        np.abs(ratio, out=ratio)
        np.minimum(ratio, _MAX_LOG_RATIO, out=ratio)
        charge = ratio * np.float32(self.options.length_charge)
        charge += np.float32(self.options.bead_charge)
        np.negative(ratio, out=ratio)
        np.exp(ratio, out=ratio)
        scores *= ratio
        ratio -= 4
        scores *= ratio
        scores *= np.float32(-1 / 3)
        scores -= charge


def _bonus(evidence: CellEvidence, window: Window, size: int) -> Floats:
    """Evidence a bead's cells hold, by the number of lines on its longer side."""
    bonus = Grid(padded(evidence, window, size), size).rectangles()
    n, m = np.arange(1, size + 1)[:, None], np.arange(0, size + 1)[None, :]
    bonus /= np.maximum(n, m)[None, :, :, None].astype(np.float32)
    return bonus


class ScoredWindows:
    """Scores of a corridor's windows; drafts are kept as far as memory allows."""

    def __init__(
        self,
        scorer: BeadScorer,
        windows: Sequence[Window],
        drafts: dict[int, Draft] | None = None,
    ) -> None:
        self.scorer = scorer
        self.windows = windows
        self._drafts: dict[int, Draft] = {} if drafts is None else drafts
        self._room = _KEPT_BYTES - sum(draft.scores.nbytes for draft in self._drafts.values())

    def __getitem__(self, number: int) -> Floats:
        window = self.windows[number]
        draft = self._drafts.get(number)
        if draft is None:
            draft = self.scorer.draft(window)
            self._room -= draft.scores.nbytes
            if self._room >= 0:
                self._drafts[number] = draft
        return self.scorer.finish(draft, window)

    def with_floor(self, floor: float) -> ScoredWindows:
        """The same windows with support charged below `floor`; drafts are shared."""
        return ScoredWindows(replace(self.scorer, floor=floor), self.windows, self._drafts)

"""What of one side has no counterpart on the other: the evidence word by word, and in runs.

Evidence on each word comes from the lexicon (does one of its translations stand there?), the
encoder on single words (is anything there that means nearly this?), and, for names, their sound.
Each speaks as a log likelihood ratio, and the heaviest run of words by their sum is the best
candidate for an omission or an addition. Leave-one-span-out then asks the encoder about the whole
sentence: drop the run, and if the similarity rises, the run was not covered.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode import knows_words
from parallel_corpus.evidence.lexicon import Token, TranslationLexicon, tokens
from parallel_corpus.evidence.lexicon.transliteration import sounds_like
from parallel_corpus.evidence.vectors import TextVectors
from parallel_corpus.evidence.word_vectors import closest, word_vectors
from parallel_corpus.language import script
from parallel_corpus.model import Span

# Log likelihood ratio of "not covered" by the best cosine of a word with the other side's words,
# in the deciles of the two together; UN development set, see tests/benchmarks/checks_calibrate.py.
COSINES = (0.44, 0.51, 0.59, 0.67, 0.75, 0.80, 0.83, 0.86, 0.91)
BY_COSINE = (2.8, 1.8, 0.65, 0.05, -0.4, -0.5, -0.55, -0.6, -0.9, -1.4)
NAME_HEARD = -1.5
_PRIOR = math.log(0.05 / 0.95)  # of a word taken at random from a translation: not covered
_RUNS = 2
LARGEST = 4_000_000
"""The words of one side times those of the other: beyond, words are not compared one by one."""
_NAMES = 200  # names of a pair that are listened for

_SPAN = 4  # words: a shorter run is tried with its neighbours, one word moves no vector


_Text = tuple[str, tuple[Token, ...]]
_Evidence = tuple[list[float], list[float]]  # the lexicon's, and all


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that together have no counterpart; `weight` is the sum of evidence."""

    first: int
    last: int
    weight: float
    sentence: bool = False
    """Whether it is a whole sentence, told by its median word."""


@dataclass(frozen=True)
class Side:
    """One side of a unit: its words, and the evidence that each has no counterpart."""

    text: str
    words: tuple[Token, ...]
    evidence: tuple[float, ...]
    runs: tuple[Run, ...]
    lexical: tuple[float, ...] = ()
    """What of the evidence is the lexicon's."""

    @property
    def weight(self) -> float:
        return self.runs[0].weight if self.runs else 0.0

    @property
    def mean(self) -> float:
        return sum(self.evidence) / len(self.evidence) if self.evidence else 0.0

    @property
    def covered(self) -> float:
        """The expected share of the words that have a counterpart, 0-1."""
        if not self.evidence:
            return 1.0
        apart = (1 / (1 + math.exp(-(value + _PRIOR))) for value in self.evidence)
        return 1 - sum(apart) / len(self.evidence)

    def span(self, run: Run) -> Span:
        start, end = self.words[run.first].start, self.words[run.last].end
        return Span(start, end, self.text[start:end])

    def without(self, run: Run) -> str:
        """Return the text without the run, which is widened to at least four words."""
        missing = max(0, _SPAN - (run.last - run.first + 1))
        first = max(0, run.first - (missing + 1) // 2)
        last = min(len(self.words) - 1, run.last + missing // 2)
        return self.text[: self.words[first].start] + self.text[self.words[last].end :]


@dataclass(frozen=True)
class Coverage:
    """Both sides of a unit, the similarity of the whole, and how far lengths are from expected.

    `source_excess` is how many standard steps (square roots of words) the source is longer than
    the target makes one expect; positive where something may be missing from the target.
    """

    source: Side
    target: Side
    similarity: float
    source_excess: float
    target_excess: float


def cover(
    memory: TextVectors, pairs: Sequence[tuple[str, str]], lexicon: TranslationLexicon
) -> list[Coverage]:
    """Measure the coverage of each pair of (source, target) texts, without leave-one-span-out."""
    source_language = memory.source_language
    source = [tuple(tokens(text)) for text, _ in pairs]
    target = [tuple(tokens(text)) for _, text in pairs]
    wholes = zip(
        memory.vectors([text for text, _ in pairs]),
        memory.vectors([text for _, text in pairs]),
        strict=True,
    )
    similarities = [float(one @ other) for one, other in wholes]
    with_words = knows_words(memory.encoder)
    vectors = word_vectors(memory, pairs, (source, target))
    found = []
    for texts, here, there, similarity in zip(pairs, source, target, similarities, strict=True):
        sides = (texts[0], here), (texts[1], there)
        if is_too_large(here, there) or not with_words:
            evidence = _nothing(here), _nothing(there)
        elif source_language == "en":
            evidence = _evidence(lexicon, *sides, vectors)
        else:
            evidence = _evidence(lexicon, *sides[::-1], vectors)[::-1]
        found.append(_coverage(memory, lexicon, sides, evidence, similarity))
    return found


def know_words(memory: TextVectors, pairs: Sequence[tuple[str, str]]) -> None:
    """Have the single words of all pairs encoded, as `cover` does for those that it is given."""
    source, target = ([tuple(tokens(text)) for text in side] for side in zip(*pairs, strict=True))
    word_vectors(memory, pairs, (source, target))


def is_too_large(here: Sequence[Token], there: Sequence[Token]) -> bool:
    """Tell whether two texts have too many words to compare each with each."""
    return len(here) * len(there) > LARGEST


def _nothing(words: Sequence[Token]) -> _Evidence:
    return [0.0] * len(words), [0.0] * len(words)


def _coverage(
    memory: TextVectors,
    lexicon: TranslationLexicon,
    sides: tuple[_Text, _Text],
    evidence: tuple[_Evidence, _Evidence],
    similarity: float,
) -> Coverage:
    here, there = ([word.stem for word in words] for _, words in sides)
    expected = lexicon.expected_length(memory.target_language, there)
    expected_back = lexicon.expected_length(memory.source_language, here)
    return Coverage(
        source=_side(*sides[0], *evidence[0]),
        target=_side(*sides[1], *evidence[1]),
        similarity=similarity,
        source_excess=_excess(len(here), expected, len(there), expected_back),
        target_excess=_excess(len(there), expected_back, len(here), expected),
    )


def _excess(length: int, expected: float, other: int, other_expected: float) -> float:
    """Compute how much longer this side is than the other leads one to expect."""
    ahead = (length - expected) / math.sqrt(expected)
    behind = (other - other_expected) / math.sqrt(other_expected)
    return (ahead - behind) / 2


def _side(
    text: str, words: tuple[Token, ...], lexical: Sequence[float], evidence: Sequence[float]
) -> Side:
    return Side(text, words, tuple(evidence), tuple(_runs(evidence)), tuple(lexical))


def _runs(evidence: Sequence[float]) -> list[Run]:
    """Find the heaviest runs, none overlapping, heaviest first (Kadane's algorithm, repeated)."""
    rest = list(evidence)
    found: list[Run] = []
    while len(found) < _RUNS:
        run = heaviest(rest)
        if run is None:
            break
        found.append(run)
        rest[run.first : run.last + 1] = [-math.inf] * (run.last - run.first + 1)
    return found


def heaviest(values: Sequence[float]) -> Run | None:
    """Find the run with the greatest positive sum (Kadane), None where no value is positive."""
    best: Run | None = None
    start, total = 0, 0.0
    for i, value in enumerate(values):
        if total <= 0:
            start, total = i, 0.0
        total += value
        if total > 0 and (best is None or total > best.weight):
            best = Run(start, i, total)
    return best


def _evidence(
    lexicon: TranslationLexicon,
    english: _Text,
    arabic: _Text,
    vectors: Mapping[str, NDArray[np.float32]],
) -> tuple[_Evidence, _Evidence]:
    """Return the evidence on each English and each Arabic word."""
    stems = [word.stem for word in english[1]], [word.stem for word in arabic[1]]
    codes = lexicon.codes(*stems)
    en = lexical_en = lexicon.evidence("en", stems[0], codes[0])
    ar = lexical_ar = lexicon.evidence("ar", stems[1], codes[1])
    if en and ar:
        nearest = closest(vectors, *stems)
        en, ar = _add(en, nearest[0]), _add(ar, nearest[1])
        _hear_names(english, arabic, en, ar)
    return (lexical_en, en), (lexical_ar, ar)


def _add(evidence: list[float], cosines: Iterable[float]) -> list[float]:
    return [
        value + BY_COSINE[bisect_right(COSINES, float(cosine))]
        for value, cosine in zip(evidence, cosines, strict=True)
    ]


def _hear_names(english: _Text, arabic: _Text, en: list[float], ar: list[float]) -> None:
    """Mark a name and a word of the other side that sounds like it as covering each other."""
    names = {name: at for name, at in _forms(english, en).items() if name[:1].isupper()}
    others = _forms(arabic, ar)
    for name, at in islice(names.items(), _NAMES):
        for other, there in others.items():
            if sounds_like(name, other):
                for i in at:
                    en[i] = min(en[i], NAME_HEARD)
                for j in there:
                    ar[j] = min(ar[j], NAME_HEARD)


def _forms(text: _Text, evidence: Sequence[float]) -> dict[str, list[int]]:
    """Return the words that seem not to be covered, as they are written, and where each stands."""
    found: dict[str, list[int]] = {}
    for i, word in enumerate(text[1]):
        if evidence[i] > 0:
            found.setdefault(text[0][word.start : word.end], []).append(i)
    return found


def rises(
    memory: TextVectors, pairs: Sequence[tuple[str, str]], coverages: Sequence[Coverage]
) -> list[tuple[float, float]]:
    """Leave out each side's heaviest runs in turn, and return the largest rise in similarity.

    (source, target), 0 where there is no run; negative where every run is needed.
    """
    texts: list[str] = []
    for item in coverages:
        for side in (item.source, item.target):
            texts += [script.strip_marks(side.without(run)) for run in side.runs]
    if not texts:
        return [(0.0, 0.0)] * len(coverages)
    # Not remembered: nobody asks for these again, and they are most of what is ever encoded.
    vectors = iter(memory.encode(texts))
    opposite = (
        memory.vectors([target for _, target in pairs]),
        memory.vectors([source for source, _ in pairs]),
    )
    found = []
    for i, item in enumerate(coverages):
        best = []
        for side, other in zip((item.source, item.target), opposite, strict=True):
            gains = [float(next(vectors) @ other[i]) - item.similarity for _ in side.runs]
            best.append(max(gains, default=0.0))
        found.append((best[0], best[1]))
    return found

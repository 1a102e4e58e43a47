"""What words in their context add to the coverage: does anything there mean this, as used here?

A single word's vector knows neither its sense nor its neighbours. Encoders that know words in
context (see `encode.context`) are asked for the best match of each word on the other side, as
SimAlign (Jalili Sabet et al. 2020) and BERTScore (Zhang et al. 2020) do, and the answer joins the
evidence of the lexicon. It takes the place of leave-one-span-out: it finds as much, and more of
what was put in from elsewhere, in the same time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parallel_corpus import script
from parallel_corpus.checks.coverage import Coverage, Side, heaviest
from parallel_corpus.checks.lexicon import Token
from parallel_corpus.encode.context import ContextualEncoder

# Half the log likelihood ratio of "in an unrelated sentence" by the best cosine of a word in
# context, in the deciles of related and unrelated together: half, since neighbours share what they
# say. 240 clean and 240 neighbouring UN pairs, 25,928 words.
_COSINES = (0.15, 0.21, 0.27, 0.34, 0.48, 0.61, 0.69, 0.76, 0.82)
_BY_COSINE = np.array((3.63, 3.0, 1.99, 1.38, 0.28, -0.85, -1.37, -1.61, -1.98, -2.23))
_WINDOWS = 3, 7  # words: a phrase, a clause


def in_context(
    encoder: ContextualEncoder, pairs: Sequence[tuple[str, str]], coverages: Sequence[Coverage]
) -> list[tuple[list[float], list[float]]]:
    """What the models see of the source and of the target of each pair, besides its coverage."""
    sides = [side for item in coverages for side in (item.source, item.target)]
    texts = [script.strip_marks(text) for pair in pairs for text in pair]
    vectors = iter(encoder.encode_in_context(texts, [_places(side) for side in sides]))
    found = []
    for item in coverages:
        here, there = next(vectors), next(vectors)
        cosines = here @ there.T if here.size and there.size else np.zeros((0, 0), np.float32)
        found.append((_seen(item.source, cosines), _seen(item.target, cosines.T)))
    return found


def _places(side: Side) -> list[tuple[int, int]]:
    """Where the words stand once vowel marks and tatweel, which the encoder never sees, are off."""
    if script.strip_marks(side.text) == side.text:
        return [(word.start, word.end) for word in side.words]
    return [_place(side.text, word) for word in side.words]


def _place(text: str, word: Token) -> tuple[int, int]:
    return len(script.strip_marks(text[: word.start])), len(script.strip_marks(text[: word.end]))


def _seen(side: Side, cosines: NDArray[np.float32]) -> list[float]:
    """The heaviest phrase and clause, the heaviest run (as a logarithm) and the mean."""
    evidence = np.asarray(side.evidence)
    if cosines.size:
        evidence = evidence + _BY_COSINE[np.searchsorted(_COSINES, cosines.max(axis=1))]
    if not evidence.size:
        return [0.0, 0.0, 0.0, 0.0]
    run = heaviest(evidence.tolist())
    return [
        *(_heaviest_of(evidence, size) for size in _WINDOWS),
        math.log1p(run.weight) if run else 0.0,
        float(evidence.mean()),
    ]


def _heaviest_of(evidence: NDArray[np.float64], size: int) -> float:
    size = min(size, len(evidence))
    return float(np.convolve(evidence, np.ones(size), "valid").max())

"""Words in their context: what the embedded encoder makes of a word and its neighbours in place.

The encoder (Yang et al. 2019, the convolutional multilingual model) adds up one state a token and
sends the sum through a small network; the same network takes the sum over any few neighbours. So a
word's vector in context costs no further pass over the text. Matching such vectors across languages
follows SimAlign (Jalili Sabet et al. 2020) and BERTScore (Zhang et al. 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.layers import normal
from parallel_corpus.encode.protocol import Encoder, Vectors

Places = Sequence[tuple[int, int]]
"""Where words stand in a text: (start, end) offsets, in order."""

_NEIGHBOURS = 2  # on either side of a word: a state alone says too little of what it means
_GAP = 2  # rows between texts: the widest convolution sees two tokens to either side
_ROWS = 512


class ContextualEncoder(Encoder, Protocol):
    """An encoder that also knows words in context: one unit row a word of each text."""

    def encode_in_context(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]: ...


def contextual(encoder: Encoder) -> ContextualEncoder | None:
    """The encoder, where it (or the one it wraps) has words in context, else None."""
    inner: Any = getattr(encoder, "contextual", encoder)
    return cast("ContextualEncoder", inner) if hasattr(inner, "encode_in_context") else None


class WordsInContext:
    """Vectors of words in context from the arrays and the tokenizer of the embedded encoder."""

    def __init__(self, backend: Any, tokenizer: Any) -> None:
        self._net = backend
        self._tokenizer = tokenizer  # one that remembers, see `tokenizer`
        ends = tokenizer.encode("a", out_type=int, add_bos=True, add_eos=True)
        self._first, self._last = ends[0], ends[-1]

    def __call__(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]:
        with one_thread():
            return self._all(texts, words)

    def _all(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]:
        found: list[Vectors] = []
        batch: list[tuple[list[int], list[tuple[int, int]]]] = []
        rows = 0
        for text, places in zip(texts, words, strict=True):
            item = self._tokens(text, places)
            if batch and rows + len(item[0]) > _ROWS:
                found += self._batch(batch)
                batch, rows = [], 0
            batch.append(item)
            rows += len(item[0]) + _GAP
        return found + self._batch(batch)

    def _tokens(self, text: str, places: Places) -> tuple[list[int], list[tuple[int, int]]]:
        ids, spans = words_of(text, places, self._word)
        return [self._first, *ids, self._last], [(begin + 1, end + 1) for begin, end in spans]

    def _word(self, word: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(word, out_type=int, add_bos=False, add_eos=False)
        return ids

    def _batch(self, batch: list[tuple[list[int], list[tuple[int, int]]]]) -> list[Vectors]:
        if not batch:
            return []
        starts = np.cumsum([_GAP, *(len(ids) + _GAP for ids, _ in batch)])
        inside = np.zeros(starts[-1], dtype=bool)
        tokens = np.zeros(starts[-1], dtype=np.int64)
        for (ids, _), start in zip(batch, starts, strict=False):
            tokens[start : start + len(ids)] = ids
            inside[start : start + len(ids)] = True
        states = self._states(tokens, inside)
        sums, found = [], []
        for (ids, spans), start in zip(batch, starts, strict=False):
            sums.append(_around(states[start : start + len(ids)], spans))
        vectors = self._finish(np.concatenate(sums))
        at = 0
        for part in sums:
            found.append(vectors[at : at + len(part)])
            at += len(part)
        return found

    def _states(self, tokens: NDArray[np.int64], inside: NDArray[np.bool_]) -> Vectors:
        """One state a token, before the pooling."""
        net = self._net
        chunk = tokens % len(net.scale)
        plain = net.table[tokens] * net.scale[chunk, None] + net.lo[chunk, None]
        low = normal(plain @ net.proj_W + net.proj_b, net.ln_g_all, net.ln_b_all, net.eps)
        branches = [plain]
        for i, branch in enumerate(np.split(low, 3, axis=1)):
            x, left = (
                branch,
                i,
            )  # the branches see 2, 3 and 5 tokens: none, one and two before their own
            for weight, bias in ((net.w1[i], net.b1[i]), (net.w2[i], net.b2[i])):
                x = x * inside[:, None]
                width = len(weight) // x.shape[1]
                seen = np.hstack([np.roll(x, left - k, axis=0) for k in range(width)])
                x = x + np.maximum(seen @ weight + bias, 0)
            branches.append(x)
        states = normal(np.hstack(branches), net.ln_g, net.ln_b, net.eps)
        return np.asarray(states @ net.cnn_W + net.cnn_b, dtype=np.float32)

    def _finish(self, sums: Vectors) -> Vectors:
        """What follows the pooling: unit rows."""
        net = self._net
        first = np.maximum(sums @ net.p1 + np.maximum(sums @ net.d0, 0) @ net.d1, 0)
        rows = np.tanh(first @ net.p3 + np.maximum(first @ net.d2, 0) @ net.d3)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, net.eps), dtype=np.float32)


def one_thread() -> AbstractContextManager[Any]:
    """One BLAS thread within: more make the encoders many times slower on busy cores."""
    from threadpoolctl import threadpool_limits

    return cast("AbstractContextManager[Any]", threadpool_limits(limits=1, user_api="blas"))


def words_of(
    text: str, places: Places, tokenize: Callable[[str], Sequence[int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """The tokens of a text, and for each word which of them are its own.

    For tokenizers whose tokens never cross white space: a text's are those of its parts one after
    the other; the words of one part ("child-centred") share its tokens.
    """
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    parts: list[tuple[int, int, int]] = []
    at = 0
    for part in text.split():
        at = text.index(part, at) + len(part)
        begin = len(ids)
        ids += tokenize(part)
        parts.append((at, begin, max(len(ids), begin + 1)))
    i = 0
    for start, _ in places:
        while i < len(parts) - 1 and parts[i][0] <= start:
            i += 1
        spans.append((parts[i][1], parts[i][2]))
    return ids, spans


def _around(states: Vectors, spans: Sequence[tuple[int, int]]) -> Vectors:
    """The pooled state of each word, its neighbours and the two ends of the text."""
    ends = states[0] + states[-1]
    rows = []
    for i in range(len(spans)):
        near = spans[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]
        begin, end = near[0][0], near[-1][1]
        rows.append((states[begin:end].sum(axis=0) + ends) / np.sqrt(end - begin + 2))
    return np.asarray(rows, dtype=np.float32).reshape(-1, states.shape[1])

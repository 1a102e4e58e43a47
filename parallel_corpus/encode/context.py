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
from parallel_corpus.encode.protocol import Encoder, Places, Vectors
from parallel_corpus.encode.tokenizer import LONGEST_WORD

_Item = tuple[list[int], list[tuple[int, int]]]  # the tokens of a text, those of each word

_NEIGHBOURS = 2  # on either side of a word: a state alone says too little of what it means
_TOKENS = 384  # at a time: the rows of so many stay in the processor's cache
_LONG = 4096  # tokens of a text that is read in pieces
_PIECE = 1024
_HEARD = 8
_SEEN = ((0, 2), (-1, 3), (-2, 5))  # each convolution's first token, from its own, and their number


class ContextualEncoder(Encoder, Protocol):
    """An encoder that also knows words in context: one unit row a word of each text."""

    def encode_in_context(self, texts: Sequence[str], words: Sequence[Places]) -> list[Vectors]: ...


def contextual(encoder: Encoder) -> ContextualEncoder | None:
    """Return the encoder, where it (or the one it wraps) has words in context, else None."""
    inner: Any = getattr(encoder, "contextual", encoder)
    return cast("ContextualEncoder", inner) if hasattr(inner, "encode_in_context") else None


class WordsInContext:
    """Vectors of texts and of their words from the arrays and the tokenizer of the encoder.

    One pass over a text's tokens serves both.
    """

    def __init__(self, backend: Any, tokenizer: Any) -> None:
        self._net = backend
        self._tokenizer = tokenizer  # one that remembers, see `tokenizer`
        ends = tokenizer.encode("", out_type=int, add_bos=True, add_eos=True)
        self._first, *self._empty, self._last = ends

    def __call__(
        self, texts: Sequence[str], words: Sequence[Places]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return unit rows of the texts, and for each text those of its words."""
        found: list[Vectors] = []
        batch: list[_Item] = []
        tokens = 0
        with one_thread():
            for text, places in zip(texts, words, strict=True):
                item = self._tokens(text, places)
                if len(item[0]) > _LONG:
                    found += self._batch(batch) if batch else ()
                    found.append(self._in_pieces(item))
                    batch, tokens = [], 0
                    continue
                if batch and tokens + len(item[0]) > _TOKENS:
                    found += self._batch(batch)
                    batch, tokens = [], 0
                batch.append(item)
                tokens += len(item[0])
            if batch:
                found += self._batch(batch)
        width = self._net.p3.shape[1]
        vectors = np.array([rows[0] for rows in found], np.float32).reshape(-1, width)
        return vectors, [rows[1:] for rows in found]

    def _tokens(self, text: str, places: Places) -> _Item:
        ids, spans = words_of(text, places, self._word)
        spans = [(begin + 1, end + 1) for begin, end in spans]
        return [self._first, *(ids or self._empty), self._last], spans

    def _word(self, word: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(word, out_type=int, add_bos=False, add_eos=False)
        return ids

    def _batch(self, batch: Sequence[_Item]) -> list[Vectors]:
        """Return for each text its vector, then those of its words."""
        lengths = np.array([len(ids) for ids, _ in batch])
        starts = np.concatenate([[0], np.cumsum(lengths)])
        states = self._states(np.concatenate([ids for ids, _ in batch]), starts)
        rows = [
            _sums(states[start:end], spans)
            for (_, spans), start, end in zip(batch, starts, starts[1:], strict=False)
        ]
        sums = np.concatenate([part for part, _ in rows])
        counts = np.concatenate([part for _, part in rows])[:, None]
        net = self._net
        vectors = self._finish((sums @ net.cnn_W + counts * net.cnn_b) / np.sqrt(counts))
        return np.split(vectors, np.cumsum([len(part) for part, _ in rows])[:-1])

    def _in_pieces(self, item: _Item) -> Vectors:
        """Encode one long text as `_batch` does, in memory that does not grow with its length."""
        ids, spans = item
        net = self._net
        begin, end = _neighbourhoods(spans)
        wanted = np.unique(np.concatenate([begin, end, [len(ids)]]))
        known = np.zeros((len(wanted), net.cnn_W.shape[1]))
        total, ends = np.zeros(net.cnn_W.shape[1]), 0.0
        for at in range(0, len(ids), _PIECE):
            # A state hears tokens at most `_HEARD` away: with so much overlap it is exact.
            first, last = max(0, at - _HEARD), min(len(ids), at + _PIECE + _HEARD)
            piece = self._states(np.array(ids[first:last]), np.array([0, last - first]))
            # Projected at once: the projection of a sum is the sum of projections.
            rows = piece[at - first : at - first + _PIECE] @ net.cnn_W + net.cnn_b
            if at == 0:
                ends = ends + rows[0]
            if at + _PIECE >= len(ids):
                ends = ends + rows[-1]
            sums = np.vstack([total, total + rows.cumsum(axis=0, dtype=np.float64)])
            here = (wanted >= at) & (wanted <= at + len(rows))
            known[here] = sums[wanted[here] - at]
            total = sums[-1]
        words = known[np.searchsorted(wanted, end)] - known[np.searchsorted(wanted, begin)] + ends
        counts = np.concatenate([[len(ids)], end - begin + 2])[:, None]
        pooled = (np.concatenate([total[None], words]) / np.sqrt(counts)).astype(np.float32)
        found = [self._finish(pooled[k : k + _PIECE]) for k in range(0, len(pooled), _PIECE)]
        return np.concatenate(found)

    def _states(self, tokens: NDArray[np.int64], starts: NDArray[np.int64]) -> Vectors:
        """Return one row a token, before its projection and the pooling.

        Texts do not see each other.
        """
        net, count = self._net, len(tokens)
        chunk = tokens % len(net.scale)
        width = net.table.shape[1]
        size = net.w2[0].shape[1]
        states = np.empty((count, width + len(_SEEN) * size), dtype=np.float32)
        plain = states[:, :width]
        np.copyto(plain, net.table[tokens])
        plain *= net.scale[chunk, None]
        plain += net.lo[chunk, None]
        low = normal(plain @ net.proj_W + net.proj_b, net.ln_g_all, net.ln_b_all, net.eps)
        own = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        rows = np.zeros((count + 1, size), dtype=np.float32)  # the last stands for no token
        for i, (first, seen) in enumerate(_SEEN):
            places = np.arange(count)[:, None] + np.arange(first, first + seen)
            inside = (places >= starts[own, None]) & (places < starts[own + 1, None])
            places = np.where(inside, places, count)
            x = low[:, i * size : (i + 1) * size]
            for weight, bias in ((net.w1[i], net.b1[i]), (net.w2[i], net.b2[i])):
                rows[:count] = x
                heard = rows[places].reshape(count, -1) @ weight
                heard += bias
                np.maximum(heard, 0, out=heard)
                heard += x
                x = heard
            states[:, width + i * size : width + (i + 1) * size] = x
        return normal(states, net.ln_g, net.ln_b, net.eps)

    def _finish(self, sums: Vectors) -> Vectors:
        """Return what follows the pooling: unit rows."""
        net = self._net
        first = np.maximum(sums @ net.p1 + np.maximum(sums @ net.d0, 0) @ net.d1, 0)
        rows = np.tanh(first @ net.p3 + np.maximum(first @ net.d2, 0) @ net.d3)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, net.eps), dtype=np.float32)


def one_thread() -> AbstractContextManager[Any]:
    """Return one BLAS thread within: more make the encoders many times slower on busy cores."""
    from threadpoolctl import threadpool_limits

    return cast("AbstractContextManager[Any]", threadpool_limits(limits=1, user_api="blas"))


def words_of(
    text: str, places: Places, tokenize: Callable[[str], Sequence[int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the tokens of a text, and for each word which of them are its own.

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
        ids += tokenize(part[:LONGEST_WORD])
        parts.append((at, begin, max(len(ids), begin + 1)))
    if not parts:  # Nothing but marks, which no encoder sees: read it as a full stop.
        ids = list(tokenize("."))
        return ids, [(0, len(ids))] * len(places)
    i = 0
    for start, _ in places:
        while i < len(parts) - 1 and parts[i][0] <= start:
            i += 1
        spans.append((parts[i][1], parts[i][2]))
    return ids, spans


def _sums(states: Vectors, spans: Sequence[tuple[int, int]]) -> tuple[Vectors, Vectors]:
    """Return the sum of a text's tokens, and for each word those of its neighbours and both ends.

    Also how many tokens each row sums.
    """
    begin, end = _neighbourhoods(spans)
    total = np.zeros((len(states) + 1, states.shape[1]), dtype=np.float32)
    np.cumsum(states, axis=0, out=total[1:])
    words = total[end] - total[begin]
    words += states[0] + states[-1]
    counts = np.concatenate([[len(states)], end - begin + 2]).astype(np.float32)
    return np.concatenate([total[-1:], words]), counts


def _neighbourhoods(
    spans: Sequence[tuple[int, int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first token of each word's neighbours, and the one after their last."""
    at = np.array(spans, np.int64).reshape(-1, 2)
    near = np.arange(len(at))
    begin = at[np.maximum(near - _NEIGHBOURS, 0), 0]
    return begin, at[np.minimum(near + _NEIGHBOURS, len(at) - 1), 1]

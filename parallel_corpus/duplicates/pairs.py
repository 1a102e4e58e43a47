"""Pairs that come back: the same source translated twice, or two sources with one translation."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from parallel_corpus.duplicates.similarity import (
    VALUES,
    Signatures,
    Sketcher,
    band_size,
    jaccard,
    near,
    shingles,
)
from parallel_corpus.language import script
from parallel_corpus.support.spool import Spool, spool_folder

LocatedPair = tuple[str, str, str, str]
"""Document, id, source text, target text."""

Kind = Literal["other translation", "same translation", "drifted"]
"""The same source translated otherwise; another source translated the same; nearly the same source,
whose translations differ far more than the sources do."""

_SHINGLE = 2  # words
_DRIFT = 0.2  # by how much translations are less alike than their sources
_BATCH = 1000  # rows written at once
_RENDERINGS = 10  # of one source, the most frequent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands first, its texts, and how often it stands so."""

    document: str
    id: str
    source: str
    target: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class TwinPairs:
    """Pairs that belong together, the most frequent first; similarities run from 0 to 1.

    Of several renderings `target_similarity` is that of the first with the one least like it.
    """

    kind: Kind
    source_similarity: float
    target_similarity: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Twins by their rows: texts stay on disk until they are shown."""

    kind: Kind
    source: float
    target: float
    rows: tuple[tuple[int, int], ...]
    """(row, how often)."""

    @property
    def rank(self) -> tuple[int, float, tuple[tuple[int, int], ...]]:
        return get_args(Kind).index(self.kind), -abs(self.source - self.target), self.rows


class Repeats:
    """What repeats in a bitext: iterate for `TwinPairs`, those that differ most first, by kind.

    `pairs` is how many pairs were compared, `same` how many stood before word by word on both
    sides, `alike` how many near pairs are translated as alike as their sources are. Memory holds
    some 300 bytes a pair; texts are on disk.
    """

    def __init__(self, folder: Path, threshold: float, least_words: int) -> None:
        self.pairs = self.same = self.alike = 0
        self._threshold, self._least = threshold, least_words
        self._rows = Spool(folder / "rows")
        self._sources, self._targets = array("Q"), array("Q")
        self._found: list[_Found] = []
        self._shingles = lru_cache(maxsize=4096)(self._shingles_of)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[TwinPairs]:
        for item in self._found:
            rows = self._rows.take(row for row, _ in item.rows)
            places = (
                Place(document, name, source, target, count)
                for (document, name, source, target), (_, count) in zip(
                    rows, item.rows, strict=True
                )
            )
            yield TwinPairs(item.kind, round(item.source, 4), round(item.target, 4), tuple(places))

    def take(self, rows: Iterable[LocatedPair]) -> None:
        """Read `rows` and compare them."""
        first, signatures = self._read(rows)
        usual = self._same_source()
        self._near_sources(first, signatures, usual)
        self._found.sort(key=lambda item: item.rank)

    def _read(self, rows: Iterable[LocatedPair]) -> tuple[list[int], Signatures]:
        """Keep the rows that are long enough; sketch each source once."""
        sketch, seen = Sketcher(), set[int]()
        first: list[int] = []
        sketched = bytearray()
        rows = iter(rows)
        while batch := list(islice(rows, _BATCH)):
            kept = []
            for row in batch:
                words, target = script.word_keys(row[2]), script.word_keys(row[3])
                if len(words) < self._least or not target:
                    continue
                source = _number(words)
                if source not in seen:
                    seen.add(source)
                    first.append(len(self._sources))
                    sketched += sketch(shingles(words, _SHINGLE)).tobytes()
                self._sources.append(source)
                self._targets.append(_number(target))
                kept.append(row)
            self._rows.extend(kept)
        self.pairs = len(self._sources)
        return first, np.frombuffer(sketched, dtype=np.uint32).reshape(len(first), VALUES)

    def _same_source(self) -> dict[int, int]:
        """Note what is translated in more than one way; give a source's usual row by its first."""
        sources, targets = (
            np.frombuffer(side, np.uint64) for side in (self._sources, self._targets)
        )
        order = np.lexsort((np.arange(len(sources)), sources)).tolist() if len(sources) else []
        usual: dict[int, int] = {}
        for _, group in groupby(order, key=lambda row: int(sources[row])):
            rows = list(group)
            if len(rows) == 1:
                continue
            renderings: dict[int, list[int]] = {}
            for row in rows:
                renderings.setdefault(int(targets[row]), []).append(row)
            self.same += len(rows) - len(renderings)
            ranked = sorted(renderings.values(), key=lambda found: (-len(found), found[0]))
            usual[rows[0]] = ranked[0][0]
            if len(ranked) > 1:
                ranked = ranked[:_RENDERINGS]
                least = min(self._likeness(ranked[0][0], found[0], 1) for found in ranked[1:])
                places = tuple((found[0], len(found)) for found in ranked)
                self._found.append(_Found("other translation", 1.0, least, places))
        return usual

    def _near_sources(
        self, first: list[int], signatures: Signatures, usual: dict[int, int]
    ) -> None:
        for i, j in near(signatures, band_size(self._threshold)):
            one, other = (usual.get(first[k], first[k]) for k in (i, j))
            source = self._likeness(one, other, 0)
            if source < self._threshold:
                continue
            target = self._likeness(one, other, 1)
            rows = ((one, 1), (other, 1))
            if self._targets[one] == self._targets[other]:
                self._found.append(_Found("same translation", source, 1.0, rows))
            elif source - target > _DRIFT:
                self._found.append(_Found("drifted", source, target, rows))
            else:
                self.alike += 1

    def _likeness(self, one: int, other: int, side: int) -> float:
        return jaccard(self._shingles(one)[side], self._shingles(other)[side])

    def _shingles_of(self, row: int) -> tuple[frozenset[str], frozenset[str]]:
        _, _, source, target = self._rows[row]
        return (
            shingles(script.word_keys(source), _SHINGLE),
            shingles(script.word_keys(target), _SHINGLE),
        )


@contextmanager
def repeats(
    rows: Iterable[LocatedPair], *, threshold: float = 0.7, least_words: int = 4
) -> Iterator[Repeats]:
    """Find what repeats among `rows`; texts are in a temporary folder until the block ends.

    Sources are near from a similarity of `threshold`: the share of their two-word sequences that
    both have. Shorter ones than `least_words` say too little to be translated one way.
    """
    with spool_folder() as folder:
        found = Repeats(folder, threshold, least_words)
        found.take(rows)
        yield found


def _number(words: list[str]) -> int:
    """Return 64 bits of a hash: two texts of ten million collide once in 370,000 corpora."""
    data = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")

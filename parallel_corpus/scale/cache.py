"""Chains that were built before, by the hash of all that determines them."""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from pathlib import Path

from parallel_corpus.chains import CheckedChain
from parallel_corpus.errors import CorpusError
from parallel_corpus.export.atomic import replacing

_VARIABLE = "PARALLEL_CORPUS_CACHE"
_DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Where PARALLEL_CORPUS_CACHE says, or the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get(_VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("parallel-corpus")


class ChainCache:
    """Results in `folder`, one file a chain.

    A file that was cut short or changed, or stands under another's name, is found by its checksum
    and taken for absent. The files are pickles: the folder belongs to the user who builds, like
    any program of theirs. A cache that cannot be written costs time, never the result.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "chains"

    def load(self, key: str) -> CheckedChain | None:
        """What was built under `key`; None where there is nothing that can be trusted."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        checksum, body = data[:_DIGEST], data[_DIGEST:]
        if _checksum(key, body) != checksum:
            return None
        try:
            result = pickle.loads(body)  # noqa: S301 - our own file, see above
        except Exception:  # noqa: BLE001 - whatever another version's pickle may raise
            return None
        return result if isinstance(result, CheckedChain) else None

    def store(self, key: str, result: CheckedChain) -> None:
        """Keep `result`, whole or not at all."""
        body = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
        with suppress(OSError, CorpusError):
            self._path(key).parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path(key)) as file:
                file.write(_checksum(key, body) + body)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.chain"


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + body).digest()

"""What was built before, by the hash of all that determines it."""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from parallel_corpus.build.results import CheckedChain
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Finding
from parallel_corpus.support.atomic import replacing
from parallel_corpus.support.files import read_control

_VARIABLE = "PARALLEL_CORPUS_CACHE"
_DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Return the folder that PARALLEL_CORPUS_CACHE names, or the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get(_VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("parallel-corpus")


class ChainCache:
    """Results in `folder`: a file a chain, and one for what all chains together showed.

    A file that was cut short or changed, or stands under another's name, is found by its checksum
    and taken for absent. The files are pickles, which can run code: files and folders that
    belong to somebody else, or that others may write to, are not read. A cache that cannot be
    written costs time, never the result.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "chains"
        self._whole = folder / "corpora"

    def load(self, key: str) -> CheckedChain | None:
        """Load what was built under `key`; None where nothing there can be trusted."""
        result = _load(self._path(key))
        return result if isinstance(result, CheckedChain) else None

    def store(self, key: str, result: CheckedChain) -> None:
        """Keep `result`, whole or not at all."""
        _store(self._path(key), result)

    def load_whole(self, keys: Sequence[str]) -> tuple[Finding, ...] | None:
        """Load what the chains with these keys showed together; None where it is unknown."""
        found = _load(self._whole_path(keys))
        if isinstance(found, tuple) and all(isinstance(item, Finding) for item in found):
            return found
        return None

    def store_whole(self, keys: Sequence[str], findings: Sequence[Finding]) -> None:
        """Keep what the chains with these keys showed together."""
        _store(self._whole_path(keys), tuple(findings))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.chain"

    def _whole_path(self, keys: Sequence[str]) -> Path:
        key = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        return self._whole / f"{key}.findings"


def _load(path: Path) -> Any:
    try:
        if not all(map(_only_ours, (path, path.parent, path.parent.parent))):
            return None
        data = read_control(path)
    except (CorpusError, OSError):
        return None
    checksum, body = data[:_DIGEST], data[_DIGEST:]
    if _checksum(path, body) != checksum:
        return None
    try:
        return pickle.loads(body)  # noqa: S301 - our own file, see above
    except Exception:  # noqa: BLE001 - whatever another version's pickle may raise
        return None


def _only_ours(path: Path) -> bool:
    """Tell whether nobody else may write to a file or folder (always, where that is unknown)."""
    if not hasattr(os, "geteuid"):
        return True
    status = path.stat(follow_symlinks=False)
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _store(path: Path, result: object) -> None:
    body = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    with suppress(OSError, CorpusError):
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(path) as file:
            if hasattr(os, "fchmod"):  # not on Windows
                os.fchmod(file.fileno(), 0o600)  # whatever the umask: see `_only_ours`
            file.write(_checksum(path, body) + body)


def _checksum(path: Path, body: bytes) -> bytes:
    # With the name, so that a file under another's is not taken for that one.
    return hashlib.sha256(path.name.encode() + b"\0" + body).digest()

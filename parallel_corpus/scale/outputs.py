"""What earlier builds wrote, so that files of a document that is gone do not stay behind.

The list stands in the cache, not among the results: a result that says where it once lay would not
be the same bytes everywhere. Without the list old files stay, which is harmless.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from parallel_corpus.errors import CorpusError
from parallel_corpus.export.atomic import write_text

_log = logging.getLogger(__name__)


def remove_outdated(
    out: Path, written: Iterable[Path], cache: Path, *, kind: str = "", complete: bool = True
) -> None:
    """Remove from `out` what the last build of this `kind` wrote there and this one did not.

    Only what still is as it was written: a file that somebody changed or put there stays. Where
    this build is not `complete`, nothing is removed: a document that failed may come back.
    """
    hashes = {path.name: _hash(path) for path in written if path.parent == out}
    place = f"{out.resolve()}\n{kind}".encode()
    book = cache / "outputs" / f"{hashlib.sha256(place).hexdigest()}.json"
    before = _load(book)
    if not complete:
        hashes = {**before, **hashes}
    for name, known in sorted(before.items()):
        path = out / name
        # Nothing but names of files in this very folder, whatever the list may say.
        if name in hashes or Path(name).name != name or path.is_symlink():
            continue
        if _hash(path) == known:
            with suppress(OSError):
                path.unlink()
                _log.info("removed %s: no build writes it any more", name)
    with suppress(CorpusError):  # a list that cannot be written leaves old files, no more
        write_text(book, json.dumps(hashes, sort_keys=True))


def _load(book: Path) -> dict[str, str]:
    try:
        known = json.loads(book.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {k: v for k, v in known.items() if isinstance(v, str)}


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

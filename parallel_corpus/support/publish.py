"""A folder of results that is of one run, or says that it is not.

Files are made in a folder inside, and take their places together when all are there. Whoever is
killed before leaves the old results as they were; a run killed in the moment in which files
change places leaves UNFINISHED.txt, and the next run puts it right. SHA256SUMS names the files
of the run, so that `sha256sum -c SHA256SUMS` says whether they are still whole.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.atomic import write_text
from parallel_corpus.support.files import make_own_folder, read_control, refuse_over, sync_folder
from parallel_corpus.support.together import apart, waiting

if TYPE_CHECKING:
    from filelock import BaseFileLock

SEAL = "SHA256SUMS"
UNFINISHED = "UNFINISHED.txt"
STAGING = ".writing"

_LOCK = "lock"
_PATIENCE = 60.0  # seconds that a run waits for another's turn to end
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\\0]+)")
_SAYS = (
    "A run was interrupted while it put its files here in place of an older run's: what you see\n"
    "is of two runs. Start it again; this file goes away when the folder is whole.\n"
)
_HINT = "Check that the folder can be written to and that the disk has room, or name another"


@contextmanager
def publishing(
    out: str | Path, *, whole: bool = True, inputs: Collection[Path] = ()
) -> Iterator[Path]:
    """Give a folder to write into; when the block ends well, its files move to `out`.

    Inside `together.together` they move with all that is written there; then the first that writes
    to `out` says what `whole` and `inputs` are.

    Runs on one `out` take turns. With `whole`, the results are all that a run gives: files of the
    run before that are not among them, and that nobody has changed since, are removed. Without,
    they are added to what stands there. File names are plain: results have no folders.

    Raises CorpusError where the folder cannot be written to, another run does not end, or a file
    would take the place of one of `inputs`.
    """
    out = Path(out)
    with ExitStack() as stack:
        made = partial(_published, out, whole, inputs)
        held = waiting()
        staging = held.folder(out, made) if held else stack.enter_context(made())
        with apart():
            yield staging


@contextmanager
def _published(out: Path, whole: bool, inputs: Collection[Path]) -> Iterator[Path]:
    try:
        with _turn(out) as staging:
            try:
                yield staging
                for name in (*_made(staging), SEAL, UNFINISHED):
                    refuse_over(out / name, inputs)
                _take_places(staging, out, whole)
            except CorpusError as error:
                # The place that its reader knows, not the one where the file was in the making.
                shown = error.where.replace(str(staging), str(out))
                raise type(error)(error.what, where=shown, hint=error.hint) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusError(f"cannot be written to: {reason}", where=out, hint=_HINT) from error


def refuse_unwritable(out: str | Path) -> None:
    """Raise CorpusError where `out` cannot be made or written to, before any work is done."""
    out = Path(out)
    there = out
    while not (there.exists() or there.is_symlink() or there == there.parent):
        there = there.parent
    if not there.is_dir():
        what = "is a file, not a folder" if there.exists() else "is a link to nowhere"
        raise CorpusError(what, where=there, hint="Name another folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise CorpusError("cannot be written to", where=there, hint=_HINT)


def results_beside(corpus: Path) -> Path:
    """Return the folder `alignments` beside a corpus, where results go unless another is named.

    Raises CorpusError for a link in its place: whoever packed the corpus may have put it there.
    """
    out = corpus.resolve().parent / "alignments"
    if out.is_symlink():
        hint = f"If its place is where the results should go, name it: -o {out}"
        raise CorpusError("is a link", where=out, hint=hint)
    return out


def read_seal(out: Path) -> dict[str, set[str]]:
    """Read the files that SHA256SUMS in `out` names, with their hashes; none where it is damaged.

    A run that was interrupted leaves the old hash of a file and the new.
    """
    try:
        lines = read_control(out / SEAL).decode("utf-8").splitlines()
    except (CorpusError, OSError, UnicodeDecodeError):
        return {}
    found: dict[str, set[str]] = {}
    for match in map(_LINE.fullmatch, lines):
        if match and match[2] not in (".", "..", SEAL, UNFINISHED):
            found.setdefault(match[2], set()).add(match[1])
    return found


@contextmanager
def _turn(out: Path) -> Iterator[Path]:
    """Give an empty folder in `out` that belongs to this run alone until the block ends."""
    staging, new = out / STAGING, not out.exists()
    try:
        lock = _wait_for(staging)
        try:
            _clear(staging)
            yield staging
        finally:
            _clear(staging)
            # While the lock is held: a waiting run sees that the file is gone and makes another.
            with suppress(OSError):
                (staging / _LOCK).unlink()
            lock.release()
    finally:
        with suppress(OSError):
            staging.rmdir()  # which fails, as it should, where another run is in it
        with suppress(OSError):
            if new:
                out.rmdir()  # and where there are results


def _wait_for(staging: Path) -> BaseFileLock:
    from filelock import FileLock, Timeout

    while True:
        make_own_folder(staging)
        lock = FileLock(staging / _LOCK, timeout=_PATIENCE)
        try:
            lock.acquire()
        except Timeout:
            raise CorpusError(
                "another run is writing to this folder",
                where=staging.parent,
                hint="Wait until it has ended, or name another folder with -o",
            ) from None
        except FileNotFoundError:  # the run before this one has just removed it
            continue
        return lock


def _clear(staging: Path) -> None:
    """Remove what a killed run left behind."""
    make_own_folder(staging)
    for path in staging.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _LOCK:
            path.unlink()


def _made(staging: Path) -> list[str]:
    return sorted(path.name for path in staging.iterdir() if path.name != _LOCK)


def _take_places(staging: Path, out: Path, whole: bool) -> None:
    sums = {name: _sha256(staging / name) for name in _made(staging)}
    for name in (*sums, SEAL, UNFINISHED):
        # Before anything is moved: a file cannot take the place of a folder.
        if (out / name).is_dir() and not (out / name).is_symlink():
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder")
    before = read_seal(out)
    ours = {name: digest for name in before if (digest := _unchanged(out / name, before[name]))}
    # All that needs room on the disk is written before anything is moved.
    says = write_text(staging / UNFINISHED, _SAYS)
    both = write_text(staging / f"{SEAL}.both", _seal({*ours.items(), *sums.items()}))
    last = write_text(staging / SEAL, _seal((sums if whole else ours | sums).items()))
    _put(says, out / UNFINISHED)
    if whole or before:
        # First both runs', so that whatever happens next is known to be ours.
        _put(both, out / SEAL)
    for name in sums:
        (staging / name).replace(out / name)
    if whole:
        # What only the run before gave; what somebody has changed since is theirs, and stays.
        for name in ours.keys() - sums.keys():
            (out / name).unlink()
    if whole or before:
        _put(last, out / SEAL)
    (out / UNFINISHED).unlink()
    sync_folder(out)


def _put(made: Path, path: Path) -> None:
    """Move a file to `path`, and make that durable."""
    made.replace(path)
    sync_folder(path.parent)


def _unchanged(path: Path, known: Collection[str]) -> str:
    """Return the hash of a file that we wrote and nobody changed; "" for others."""
    if not path.is_file() or path.is_symlink():
        return ""
    digest = _sha256(path)
    return digest if digest in known else ""


def _seal(sums: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The notebooks and the data that they read, as they come with the package."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.errors import CorpusError
from parallel_corpus.support.atomic import replacing

_FOLDERS = ("notebooks", "data")
_PACKAGE = Path(__file__).parents[1]
_TAKEN = frozenset({".ipynb", ".toml", ".tsv", ".jsonl", ".txt", ".csv"})


@dataclass(frozen=True, slots=True)
class Copied:
    """The files that were written, and those that were there already and are left as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def copy_notebooks(folder: str | Path) -> Copied:
    """Copy the notebooks to `folder`/notebooks, and the texts that they read to `folder`/data.

    No file is overwritten. Raises CorpusError where the package came without them, `folder` cannot
    be written to, or a link below it leads elsewhere.
    """
    folder, root = Path(folder), _root()
    written, kept = [], []
    for path in _files(root):
        copy = folder / path.relative_to(root)
        _refuse_links(copy.parent, folder)
        if copy.exists() or copy.is_symlink():
            kept.append(copy)
            continue
        with path.open("rb") as source, replacing(copy) as target:
            shutil.copyfileobj(source, target)
        written.append(copy)
    return Copied(tuple(written), tuple(kept))


def _refuse_links(inner: Path, folder: Path) -> None:
    """Raise CorpusError where a link stands between `folder` and `inner`: whoever packed `folder`
    may have put it there."""
    for path in (inner, *inner.parents):
        if path == folder:
            return
        if path.is_symlink():
            raise CorpusError("is a link", where=path, hint="Name another folder, or remove it")


def _root() -> Path:
    """Return the folder that has them: within an installed package, or the root of a checkout."""
    for root in (_PACKAGE / "samples", _PACKAGE.parent):
        if any((root / "notebooks").glob("*.ipynb")) and (root / "data" / "corpus.toml").is_file():
            return root
    raise CorpusError(
        "the notebooks did not come with this copy of the package",
        hint="Install a wheel or a source archive of parallel-corpus",
    )


def _files(root: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        found = (path for path in (root / name).rglob("*") if path.is_file())
        yield from sorted(path for path in found if _is_sample(path.relative_to(root)))


def _is_sample(path: Path) -> bool:
    return path.suffix in _TAKEN and not any(part.startswith(".") for part in path.parts)

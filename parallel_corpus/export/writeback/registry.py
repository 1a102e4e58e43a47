"""One registry of the formats that findings are written into, and the one way to write them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.export.writeback import formats as formats_folder
from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.read.formats import read_bitext, read_lines
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.safely import opened
from parallel_corpus.support.atomic import replacing
from parallel_corpus.support.spool import drafting, spool_folder
from parallel_corpus.support.units import find_units


def find_write_backs(package: str = formats_folder.__name__) -> dict[str, WriteBack]:
    """Import every module of `package` and return its formats by ending, in order.

    Raises TypeError for a module without a `WRITE_BACK`.
    """
    found = []
    for module, known in find_units(package, "WRITE_BACK"):
        if not isinstance(known, WriteBack):
            raise TypeError(f"{module} has no WRITE_BACK: every file there is a format")
        found.append(known)
    found.sort(key=lambda format_: (format_.order, format_.name))
    return {ending: format_ for format_ in found for ending in format_.endings}


WRITE_BACK: Mapping[str, WriteBack] = find_write_backs()
"""What findings can be written into, by the file's ending."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that findings were written into: how many, and at how many of its units."""

    path: Path
    notes: int
    units: int


def refuse_write_back(path: Path, out: Path) -> WriteBack:
    """Return the format of `path`, before any work is done.

    Raises SettingsError where it has no place for findings, or `out` is the file itself or of
    another format.
    """
    format_ = WRITE_BACK.get(path.suffix.lower())
    if format_ is None:
        raise SettingsError(
            f"findings cannot be written into a {path.suffix or 'file without an ending'}",
            where=path,
            hint=f"They can into {', '.join(WRITE_BACK)}; -o writes tables and a report",
        )
    if out.exists() and path.exists() and out.samefile(path):
        raise SettingsError(
            "would be written over itself", where=path, hint="Give --write-back another name"
        )
    if out.suffix.lower() != path.suffix.lower():
        raise SettingsError(
            f"is to have the ending {path.suffix}, as the file that is checked",
            where=out,
            hint="To write another format: parallel-corpus export",
        )
    return format_


def write_back(
    path: str | Path, out: str | Path, notes: NotedUnits, *, columns: Columns | None = None
) -> Written:
    """Write the file `path` with `notes` in it to `out`, whole or not at all.

    What is written is read again, and put in its place only where it holds the texts that `path`
    holds. Raises ReadError, SettingsError (see `refuse_write_back`), CorpusError.
    """
    path, out = Path(path), Path(out)
    format_ = refuse_write_back(path, out)
    with spool_folder() as folder:
        draft = folder / path.name
        with opened(path) as original, drafting(draft) as file:
            format_.write(original, path, file, notes)
        if _digest(draft, columns) != _digest(path, columns):
            raise CorpusError(
                "its texts would not be the same with the findings in it; nothing was written",
                where=path,
                hint="This is a fault of this program: please report it, with the file",
            )
        with draft.open("rb") as file, replacing(out) as placed:
            shutil.copyfileobj(file, placed)
    return Written(out, len(notes), len(notes.by_unit))


def _digest(path: Path, columns: Columns | None) -> str:
    """Hash ids, texts and places of a bitext; of a Word document its lines without comments."""
    digest = hashlib.sha256()
    if path.suffix.lower() == ".docx":
        for line in read_lines(path):
            if line.place != "comment":
                digest.update(repr((line.text, line.place, line.kind)).encode())
        return digest.hexdigest()
    for row in read_bitext(path, columns=columns):
        digest.update(repr((row.id, row.source, row.target, row.at)).encode())
    return digest.hexdigest()

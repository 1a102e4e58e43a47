"""Bring the texts that a person changed in a table back into the file that it was made of."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.export.writeback.entries import refuse, translated
from parallel_corpus.export.writeback.markup import Markup
from parallel_corpus.export.writeback.splices import Splice, copy_spliced
from parallel_corpus.export.writeback.texts import Texts, Wanted
from parallel_corpus.read.formats import read_bitext
from parallel_corpus.read.formats.delimited import Columns
from parallel_corpus.read.formats.po import MAX_PO
from parallel_corpus.read.formats.rows import BitextRow, LeftOut
from parallel_corpus.read.formats.safely import opened
from parallel_corpus.support.atomic import replacing
from parallel_corpus.support.spool import drafting, spool_folder

ENDINGS = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".txml", ".po")
"""The formats whose texts can be changed in place."""


@dataclass
class Updated:
    """A file with new texts: how many segments changed, and what could not be brought back."""

    path: Path
    changed: int = 0
    left: LeftOut = field(default_factory=LeftOut)


def update_texts(
    original: Path, edited: Path, out: Path, *, columns: Columns | None = None
) -> Updated:
    """Write `original` to `out` with the texts that differ in `edited`; tags and all else stay.

    Rows belong together by their ids, those of one id in their order; a row without an id is known
    by its number. Memory grows with the number of rows of `edited`. What was written is read
    again before it takes its place. Raises ReadError, SettingsError, CorpusError.
    """
    _refuse(original, edited, out)
    updated = Updated(out)
    texts = dict(_keyed(read_bitext(edited, columns=columns)))
    wanted = {}
    for key, row in _keyed(read_bitext(original)):
        new = texts.pop(key, None)
        if new is None or row.at is None:
            continue
        for language, before, after in (
            ("en", row.source, new.source), ("ar", row.target, new.target)
        ):  # fmt: skip
            if after != before:
                wanted[row.at.unit, row.at.part, language] = (before, after)
    for row in texts.values():
        updated.left.add("rows that are not in the file", row.where)
    with spool_folder() as folder:
        draft = folder / original.name
        with opened(original) as file, drafting(draft) as written:
            splices, found = _splices(file, original, wanted)
            copy_spliced(file, splices, written)
        missed = wanted.keys() - found
        for unit, _, language in sorted(missed):
            what = f"changed texts ({language}) that have no place beside the segment's tags"
            updated.left.add(what, f"{original.name}, unit {unit}")
        done = {key: after for key, (_, after) in wanted.items() if key not in missed}
        _refuse_other(original, draft, done)
        with draft.open("rb") as file, replacing(out) as placed:
            shutil.copyfileobj(file, placed)
    updated.changed = len(done)
    return updated


def _splices(
    file: BinaryIO, path: Path, wanted: Wanted
) -> tuple[list[Splice], set[tuple[int, str, str]]]:
    """Return what is to change in the file, and which of `wanted` have their place there."""
    if path.suffix.lower() == ".po":
        data = file.read(MAX_PO + 1)
        refuse(data, path)
        return translated(data, wanted)
    markup = Markup(file, str(path))
    visitor = Texts(markup, wanted)
    splices = markup.visit(visitor)
    return splices, visitor.done - set(visitor.missed)


def _keyed(rows: Iterable[BitextRow]) -> Iterator[tuple[tuple[str, int], BitextRow]]:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        name = row.id or str(number)
        seen[name] += 1
        yield (name, seen[name]), row


def _refuse(original: Path, edited: Path, out: Path) -> None:
    if original.suffix.lower() not in ENDINGS:
        raise SettingsError(
            f"texts cannot be changed in a {original.suffix or 'file without an ending'}",
            where=original,
            hint=f"They can in {', '.join(ENDINGS)}; for a corpus: parallel-corpus decide",
        )
    for path in (original, edited):
        if out.exists() and path.exists() and out.samefile(path):
            raise SettingsError("would be written over", where=path, hint="Give -o another name")


def _refuse_other(original: Path, draft: Path, done: dict[tuple[int, str, str], str]) -> None:
    """Raise CorpusError where `draft` does not hold the texts that are wanted."""
    for old, new in zip_longest(read_bitext(original), read_bitext(draft)):
        wanted = old
        if old is not None and old.at is not None:
            unit, part = old.at.unit, old.at.part
            wanted = replace(
                old,
                source=done.get((unit, part, "en"), old.source),
                target=done.get((unit, part, "ar"), old.target),
            )
        if wanted is None or new is None or _texts(wanted) != _texts(new):
            raise CorpusError(
                "its texts would not be what the table says, so nothing was written",
                where=original,
                hint="This is a fault of this program: please report it, with both files",
            )


def _texts(row: BitextRow) -> tuple[str, str, str]:
    return row.id, row.source, row.target

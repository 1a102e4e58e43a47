"""PO files: translator's comments above the entry, and `fuzzy` where it needs review.

A comment begins with "# parallel-corpus: "; those of an earlier run are replaced. Line ends and
the encoding stay as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.entries import (
    OURS,
    Entry,
    codec_of,
    entries,
    line_end,
    refuse,
)
from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.notes import Note, NotedUnits
from parallel_corpus.export.writeback.splices import Splice, copy_spliced
from parallel_corpus.read.formats.po import MAX_PO


def write_po_comments(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write a PO file with `notes` as comments. Raises ReadError."""
    data = original.read(MAX_PO + 1)
    refuse(data, path)
    end, charset = line_end(data), codec_of(data)
    splices: list[Splice] = []
    for number, entry in enumerate(entries(data), start=1):
        splices += [Splice(a, b) for a, b in entry.ours]
        here = notes.at(number)
        lines = [f"{OURS.decode()}{_labelled(note)}" for note in here]
        new = b"".join(line.encode(charset, "backslashreplace") + end for line in lines)
        if new:
            splices.append(Splice(entry.start, entry.start, new))
        if any(note.review for note in here) and not entry.fuzzy:
            splices.append(_fuzzy(entry, end))
    copy_spliced(original, splices, out)


def _labelled(note: Note) -> str:
    return f"[{note.part}] {note.sentence}" if note.part else note.sentence


def _fuzzy(entry: Entry, end: bytes) -> Splice:
    if entry.flags >= 0:
        return Splice(entry.flags + 2, entry.flags + 2, b" fuzzy,")
    return Splice(entry.message, entry.message, b"#, fuzzy" + end)


WRITE_BACK = WriteBack(
    "PO", write_po_comments, (".po",), 6, "translator's comments of the entry", "fuzzy"
)

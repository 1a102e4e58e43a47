"""PO files: translator's comments above the entry, and `fuzzy` where it needs review.

A comment begins with "# parallel-corpus: "; those of an earlier run are replaced. Line ends and
the encoding stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.errors import ReadError
from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.notes import Note, NotedUnits
from parallel_corpus.export.writeback.splices import Splice, copy_spliced
from parallel_corpus.read.formats.po import MAX_PO

_OURS = b"# parallel-corpus: "
_TRANSLATION = re.compile(rb"\s*msgstr[\s\"\[]")
_FUZZY = re.compile(rb"#,.*\bfuzzy\b")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]+)")


@dataclass(slots=True)
class _Entry:
    """The head of an entry: where it begins, and the places of its flags and of its message."""

    start: int
    flags: int = -1
    fuzzy: bool = False
    message: int = -1
    ours: list[tuple[int, int]] = field(default_factory=list)


def write_po_comments(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write a PO file with `notes` as comments. Raises ReadError."""
    data = original.read(MAX_PO + 1)
    if len(data) > MAX_PO:
        raise ReadError(f"is larger than {MAX_PO // 2**20} MB", where=path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadError(
            "is in UTF-16, which gettext does not read", where=path, hint="Save it as UTF-8"
        )
    end = b"\r\n" if b"\r\n" in data[:4096] else b"\n"
    charset = _charset(data)
    splices: list[Splice] = []
    for number, entry in enumerate(_entries(data), start=1):
        splices += [Splice(a, b) for a, b in entry.ours]
        here = notes.at(number)
        lines = [f"{_OURS.decode()}{_labelled(note)}" for note in here]
        new = b"".join(line.encode(charset, "backslashreplace") + end for line in lines)
        if new:
            splices.append(Splice(entry.start, entry.start, new))
        if any(note.review for note in here) and not entry.fuzzy:
            splices.append(_fuzzy(entry, end))
    copy_spliced(original, splices, out)


def _labelled(note: Note) -> str:
    return f"[{note.part}] {note.sentence}" if note.part else note.sentence


def _fuzzy(entry: _Entry, end: bytes) -> Splice:
    if entry.flags >= 0:
        return Splice(entry.flags + 2, entry.flags + 2, b" fuzzy,")
    return Splice(entry.message, entry.message, b"#, fuzzy" + end)


def _entries(data: bytes) -> Iterator[_Entry]:
    """Yield the entries that are not obsolete, in order, the header among them.

    An entry's head begins after a blank line, an obsolete entry or the translation before it.
    """
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    entry, translated = _Entry(at), False
    for line in data[at:].splitlines(keepends=True):
        head = line.lstrip()
        apart = not head or head.startswith(b"#~")
        begins = translated and not head.startswith((b'"', b"msgstr"))
        if apart or begins:
            if entry.message >= 0 and translated:
                yield entry
                entry, translated = _Entry(at), False
            if apart and entry.message < 0:
                entry = _Entry(at + len(line), ours=entry.ours)
        if not apart:
            _take(entry, line, head, at)
            translated = translated or bool(_TRANSLATION.match(line))
        at += len(line)
    if entry.message >= 0:
        yield entry


def _take(entry: _Entry, line: bytes, head: bytes, at: int) -> None:
    if head.startswith(_OURS):
        entry.ours.append((at, at + len(line)))
    elif head.startswith(b"#,"):
        entry.flags = at if entry.flags < 0 else entry.flags
        entry.fuzzy = entry.fuzzy or bool(_FUZZY.match(head))
    elif head.startswith((b"msgctxt", b"msgid")) and entry.message < 0:
        entry.message = at


def _charset(data: bytes) -> str:
    stated = _CHARSET.search(data[:4096])
    name = stated[1].decode("ascii") if stated else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


WRITE_BACK = WriteBack(
    "PO", write_po_comments, (".po",), 5, "translator's comments of the entry", "fuzzy"
)

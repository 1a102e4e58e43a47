"""PO files (gettext): messages with contexts, plurals, fuzzy and obsolete entries told apart.

translate-toolkit (GPL-2.0-or-later, in active upkeep by Weblate) reads them: polib, the small
alternative, has had no release since 2023 and takes no other string tables.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.cells import from_xml, visible
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, UnitPlace
from parallel_corpus.read.formats.safely import opened

MAX_PO = 64 * 2**20
"""Bytes that are read at once, whatever their encoding; a longer file is read as a stream of UTF-8.
"""
KEPT = "parallel-corpus "
"""What an extracted comment begins with that holds, as JSON, what PO has no place for."""
TOLD = "parallel-corpus: "
"""What a translator's comment begins with that tells a finding to people."""
_CHUNK = 2000
_LANGUAGE = re.compile(r'^"Language:\s*([A-Za-z0-9_-]+)', re.MULTILINE)
_SOURCE = re.compile(r'^"X-Source-Language:\s*([A-Za-z0-9_-]+)', re.MULTILINE)


def read_po(
    path: Path, source: str = "en", target: str = "ar", *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Yield a row a message, a row a form of a plural; fuzzy ones have the state "initial".

    The messages are taken to be in `source`, as gettext has it. Raises ReadError.
    """
    left = left or LeftOut()
    number = entries = 0
    forms, turned = 2, False
    for unit in _units(path):
        number += 1
        if number == 1 and unit.isheader():
            forms, turned = _header(unit, path, source, target)
        where = f"{path.name}, entry {number}"
        if unit.isobsolete():
            left.add("obsolete entries", where)
            continue
        entries += not unit.isblank() or unit.isheader()
        if not unit.isheader():
            for form, row in enumerate(_rows(unit, number, where, forms, turned=turned)):
                part = str(form) if unit.hasplural() else ""
                yield replace(row, at=UnitPlace(entries, part))
    if not number:
        raise ReadError("holds no messages", where=path, hint="Is it a PO file?")


def language_of(head: str) -> str:
    """Return the language that the head of a PO file says it is translated into, "" for none.

    >>> language_of('"Language: ar_EG\\\\n"')
    'ar'
    """
    stated = _LANGUAGE.search(head)
    return base(stated[1]) if stated else ""


def tags_of(head: str) -> tuple[str, str] | None:
    """Return the language tags of source and target that the head of a PO file states."""
    stated, source = _LANGUAGE.search(head), _SOURCE.search(head)
    if stated is None or base(stated[1]) not in ("en", "ar"):
        return None
    target = stated[1].replace("_", "-")
    other = "en" if base(target) == "ar" else "ar"
    return (source[1].replace("_", "-") if source else other), target


def _header(unit: Any, path: Path, source: str, target: str) -> tuple[int, bool]:
    """Return how many forms a plural has, and whether the messages are in `target`."""
    text = str(unit.target)
    stated = re.search(r"nplurals\s*=\s*(\d)", text)
    named = re.search(r"^Language:[ \t]*(\S+)", text, re.MULTILINE)
    language = base(named[1]) if named else ""
    if language and language not in (source, target):
        raise ReadError(f"is a translation into {language}", where=path)
    return int(stated[1]) if stated else 2, language == source


def _units(path: Path) -> Iterator[Any]:
    """Yield the entries of a file, parsed some thousand lines at a time."""
    from translate.storage import pypo

    for lines in _chunks(path):
        try:
            store: Any = pypo.pofile()
            store.parse("".join(lines).encode("utf-8", "replace"))
        except Exception as error:
            raise ReadError(
                f"is not a whole PO file: {error}", where=path, hint="Try msgfmt --check on it"
            ) from error
        yield from store.units


def _chunks(path: Path) -> Iterator[list[str]]:
    """Yield the lines of a file in pieces that end where an entry does, before a blank line."""
    held: list[str] = []
    translated = False
    with opened(path) as file:
        for line in _lines(file, path):
            if len(held) >= _CHUNK and translated and not line.strip():
                yield held
                held, translated = [], False
            held.append(line)
            # A line of a string may begin with msgstr only behind its quotation mark.
            translated = translated or line.startswith(("msgstr", "#~ msgstr"))
            translated = translated and not line.startswith(("msgid", "msgctxt"))
    if held:
        yield held


def _lines(file: BinaryIO, path: Path) -> Iterator[str]:
    data = file.read(MAX_PO + 1)
    if len(data) <= MAX_PO:
        # Not splitlines, which cuts at signs that PO takes for text.
        yield from io.StringIO(decode(data, str(path)), newline="\n")
        return
    file.seek(0)
    try:
        yield from io.TextIOWrapper(file, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is larger than {MAX_PO // 2**20} MB and not in UTF-8",
            where=path,
            hint="msgconv -t UTF-8 converts it",
        ) from error


def _rows(unit: Any, number: int, where: str, forms: int, *, turned: bool) -> Iterator[BitextRow]:
    context = str(unit.getcontext() or "")
    label = context or str(number)
    fuzzy = bool(unit.isfuzzy())
    sources = _strings(unit.source)
    targets = _strings(unit.target)
    kept, notes = _kept(unit)
    for i, translation in enumerate(targets or [""]):
        one = sources[0] if len(sources) == 1 or _is_singular(i, forms) else sources[1]
        one = from_xml(one, str(kept.pop("source-controls", "")))
        other = from_xml(translation, str(kept.pop("target-controls", "")))
        sides = (other, one) if turned else (one, other)
        yield row_from_record(
            {
                "id": f"{label}[{i}]" if len(sources) > 1 else label,
                "source": sides[0],
                "target": sides[1],
                "notes": [*notes, *(["fuzzy"] if fuzzy and not kept else [])],
                "props": {"context": context} if context else {},
                **kept,
                "state": _state(translation, fuzzy=fuzzy, written=kept.get("state")),
            },
            where=where,
        )


def _state(translation: str, *, fuzzy: bool, written: Any) -> Any:
    """Return the state of an entry: the one `written` beside it, unless its mark says otherwise.

    People mark an entry as fuzzy, or take the mark away, in programs that know nothing of the
    comment which the state stands in.
    """
    if written is not None and (fuzzy == (written == "initial") or not translation.strip()):
        return written
    if fuzzy:
        return "initial"
    return "final" if translation.strip() else ""


def _kept(unit: Any) -> tuple[dict[str, Any], list[str]]:
    """Return what this project kept of a row in a comment, and the other comments."""
    lines = str(unit.getnotes("developer") or "").split("\n")
    ours = [line.removeprefix(KEPT) for line in lines if line.startswith(KEPT)]
    try:
        kept = json.loads(ours[0]) if ours else {}
    except (ValueError, RecursionError):
        kept = {}
    if not ours or not isinstance(kept, dict):
        return {}, _strings(unit.getnotes())
    written = kept.pop("notes", [])
    told = str(unit.getnotes("translator") or "").split("\n")
    people = "\n".join(line for line in told if not line.startswith(TOLD))
    if isinstance(written, list) and people == "\n".join(note_lines(map(str, written))):
        return kept, written
    return kept, [people] if people else []


def note_lines(notes: Iterable[str]) -> list[str]:
    """Return the lines of comments that notes are written as.

    >>> note_lines(["a\\nb", "c"])
    ['a', 'b', 'c']
    """
    return [line.strip() for note in notes for line in visible(note).splitlines()]


def _is_singular(index: int, forms: int) -> bool:
    """Tell whether a plural's form is the one for one: Arabic's six forms begin with that for none.

    >>> _is_singular(1, 6), _is_singular(0, 2)
    (True, True)
    """
    return index == (1 if forms > 2 else 0)


def _strings(value: Any) -> list[str]:
    forms = getattr(value, "strings", None)
    return [str(form) for form in forms] if forms else [str(value)] if value else []


READERS = (Reader("bitext", (".po",), read_po, frozenset({"left"})),)

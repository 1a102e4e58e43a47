"""PO files (gettext): messages with contexts, plurals, fuzzy and obsolete entries told apart.

translate-toolkit (GPL-2.0-or-later, in active upkeep by Weblate) reads them: polib, the small
alternative, has had no release since 2023 and takes no other string tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.records import row_from_record
from parallel_corpus.read.formats.rows import BitextRow, LeftOut, UnitPlace
from parallel_corpus.read.formats.safely import opened

MAX_PO = 64 * 2**20


def read_po(
    path: Path, source: str = "en", target: str = "ar", *, left: LeftOut | None = None
) -> Iterator[BitextRow]:
    """Yield a row a message, a row a form of a plural; fuzzy ones have the state "initial".

    The messages are taken to be in `source`, as gettext has it. Raises ReadError.
    """
    left = left or LeftOut()
    store = _parsed(path)
    header = store.parseheader() if store.units else {}
    stated = re.search(r"nplurals\s*=\s*(\d)", header.get("Plural-Forms", ""))
    forms = int(stated[1]) if stated else 2
    language = base(header.get("Language", ""))
    if language and language not in (source, target):
        raise ReadError(f"is a translation into {language}", where=path)
    entries = 0
    for number, unit in enumerate(store.units, start=1):
        where = f"{path.name}, entry {number}"
        if unit.isobsolete():
            left.add("obsolete entries", where)
            continue
        entries += not unit.isblank() or unit.isheader()
        if not unit.isheader():
            rows = _rows(unit, number, where, forms, turned=language == source)
            for form, row in enumerate(rows):
                part = str(form) if unit.hasplural() else ""
                yield replace(row, at=UnitPlace(entries, part))


def _parsed(path: Path) -> Any:
    from translate.storage import pypo

    with opened(path, limit=MAX_PO) as file:
        text = decode(file.read(), str(path))
    try:
        store: Any = pypo.pofile()
        store.parse(text.encode("utf-8"))
    except Exception as error:
        raise ReadError(
            f"is not a whole PO file: {error}", where=path, hint="Try msgfmt --check on it"
        ) from error
    if not store.units:
        raise ReadError("holds no messages", where=path, hint="Is it a PO file?")
    return store


def _rows(unit: Any, number: int, where: str, forms: int, *, turned: bool) -> Iterator[BitextRow]:
    context = str(unit.getcontext() or "")
    label = context or str(number)
    fuzzy = bool(unit.isfuzzy())
    sources = _strings(unit.source)
    targets = _strings(unit.target)
    for i, translation in enumerate(targets or [""]):
        one = sources[0] if len(sources) == 1 or _is_singular(i, forms) else sources[1]
        sides = (translation, one) if turned else (one, translation)
        yield row_from_record(
            {
                "id": f"{label}[{i}]" if len(sources) > 1 else label,
                "source": sides[0],
                "target": sides[1],
                "state": "initial" if fuzzy else ("final" if translation.strip() else ""),
                "notes": [*_strings(unit.getnotes()), *(["fuzzy"] if fuzzy else [])],
                "props": {"context": context} if context else {},
            },
            where=where,
        )


def _is_singular(index: int, forms: int) -> bool:
    """Whether a plural's form is the one for one: Arabic, of six forms, begins with that for none.

    >>> _is_singular(1, 6), _is_singular(0, 2)
    (True, True)
    """
    return index == (1 if forms > 2 else 0)


def _strings(value: Any) -> Sequence[str]:
    forms = getattr(value, "strings", None)
    return [str(form) for form in forms] if forms else [str(value)] if value else []


READERS = (Reader("bitext", (".po",), read_po, frozenset({"left"})),)

"""A glossary: terms that must be rendered in given ways. Read from CSV or TBX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.checks.lexicon import tokens
from parallel_corpus.errors import ReadError

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept: an English term and every Arabic rendering that is accepted."""

    english: str
    arabic: tuple[str, ...]


def read_glossary(path: Path) -> tuple[Entry, ...]:
    """The entries of a CSV (columns `en`, `ar`; several renderings parted by |) or TBX file.

    Raises ReadError for what is neither, or has no entries.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"the glossary cannot be read: {error.strerror}", where=path, hint="Check its name"
        ) from error
    entries = _tbx(data, path) if data.lstrip()[:1] == b"<" else _csv(data, path)
    if not entries:
        raise ReadError(
            "the glossary has no entries", where=path, hint="A CSV needs the columns en and ar"
        )
    return tuple(entries)


def _csv(data: bytes, path: Path) -> list[Entry]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("the glossary is not UTF-8", where=path, hint="Save it so") from error
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names, rows = table.fieldnames or (), list(table)
    except csv.Error as error:
        raise ReadError(
            f"the glossary is no CSV: {error}",
            where=f"{path}:{table.line_num}",
            hint="A quotation mark may be open; marks inside a cell are doubled",
        ) from error
    if not {"en", "ar"} <= set(names):
        raise ReadError(
            "the glossary's first line does not name the columns en and ar",
            where=f"{path}:1",
            hint="Write en,ar as its first line; several renderings are parted by |",
        )
    return [
        Entry(row["en"].strip(), _renderings(row["ar"]))
        for row in rows
        if (row["en"] or "").strip() and _renderings(row["ar"])
    ]


def _renderings(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _tbx(data: bytes, path: Path) -> list[Entry]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            f"the glossary is no valid TBX: {error}", where=path, hint="Export it once more"
        ) from error
    found = []
    for concept in root.iter("{*}termEntry", "{*}conceptEntry"):
        terms: dict[str, list[str]] = {"en": [], "ar": []}
        for section in concept.iter("{*}langSet", "{*}langSec"):
            language = (section.get(_LANGUAGE) or "")[:2].casefold()
            for term in section.iter("{*}term"):
                if language in terms and term.text and term.text.strip():
                    terms[language].append(term.text.strip())
        if terms["ar"]:
            found += [Entry(english, tuple(terms["ar"])) for english in terms["en"]]
    return found


def find_phrase(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where a phrase stands in a text in whatever inflection: its stems, in order, side by side.

    >>> find_phrase("الاعتداء الجنسي", "ضحايا للاعتداءات الجنسية")
    [(6, 24)]
    """
    wanted = [word.stem for word in tokens(phrase)]
    words = tokens(text)
    stems = [word.stem for word in words]
    return [
        (words[i].start, words[i + len(wanted) - 1].end)
        for i in range(len(words) - len(wanted) + 1)
        if wanted and stems[i : i + len(wanted)] == wanted
    ]


def as_entries(terms: Iterable[object]) -> tuple[Entry, ...]:
    """Entries, or pairs of English and Arabic as settings may give them."""
    found = []
    for term in terms:
        if isinstance(term, Entry):
            found.append(term)
        elif isinstance(term, Sequence) and len(term) == 2:
            english, arabic = term
            found.append(Entry(english, (arabic,) if isinstance(arabic, str) else tuple(arabic)))
    return tuple(found)

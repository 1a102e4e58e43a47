"""Glossaries: TBX (ISO 30042, of 2008 and of 2019), CSV or TSV, and Excel workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.delimited import Columns, read_delimited
from parallel_corpus.read.formats.languages import base
from parallel_corpus.read.formats.reader import Reader
from parallel_corpus.read.formats.rows import BitextRow, GlossaryEntry
from parallel_corpus.read.formats.safely import local_name, opened, place, stream_xml
from parallel_corpus.read.formats.tmx import plain_text
from parallel_corpus.read.formats.xlsx import read_xlsx

V3 = "{urn:iso:std:iso:30042:ed-2}"
_BETWEEN_TERMS = re.compile("[;؛|]")
_ABSTRACT = ("{*}descrip", "{*}descripGrp/{*}descrip")


def read_table(
    path: Path, source: str = "en", target: str = "ar", *, columns: Columns | None = None
) -> Iterator[GlossaryEntry]:
    """Yield a concept a row; several terms in a cell are parted by ; or |. Raises ReadError."""
    return _concepts(read_delimited(path, source, target, columns=columns))


def read_workbook(
    path: Path, source: str = "en", target: str = "ar", *, columns: Columns | None = None
) -> Iterator[GlossaryEntry]:
    """Yield a concept a row of a workbook's sheets, as `read_table` does. Raises ReadError."""
    return _concepts(read_xlsx(path, source, target, columns=columns))


def _concepts(rows: Iterable[BitextRow]) -> Iterator[GlossaryEntry]:
    for number, row in enumerate(rows, start=1):
        terms = _terms(row.source), _terms(row.target)
        if not all(terms):
            hint = "Fill it in, or take the line out"
            raise ReadError("a term has no counterpart", where=row.where, hint=hint)
        yield GlossaryEntry(row.id or str(number), *terms, notes=row.notes, where=row.where)


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in _BETWEEN_TERMS.split(cell) if term.strip())


def read_tbx(path: Path, source: str = "en", target: str = "ar") -> Iterator[GlossaryEntry]:
    """Read concepts that have terms in both languages, in order. Raises ReadError."""
    seen: set[str] = set()
    roots = ("martif", f"{V3}tbx", "tbx")
    tags = ("termEntry", f"{V3}conceptEntry", "conceptEntry")
    with opened(path) as file:
        for number, entry in enumerate(stream_xml(file, roots, tags, str(path)), start=1):
            terms, deprecated = _language_terms(entry)
            seen |= terms.keys()
            if terms.get(source) and terms.get(target):
                yield GlossaryEntry(
                    id=entry.get("id") or str(number),
                    source=terms[source],
                    target=terms[target],
                    definition=_description(entry, "definition"),
                    domain=_description(entry, "subjectField"),
                    notes=tuple(plain_text(note, set()) for note in entry.iterfind("{*}note")),
                    where=place(entry, path.name, number),
                    deprecated=deprecated.get(target, ()),
                )
    if not {source, target} <= seen:
        raise ReadError(
            f"holds no {source}-{target} terms; its languages: {', '.join(sorted(seen)) or 'none'}",
            where=path,
        )


Terms = dict[str, tuple[str, ...]]
"""Terms by language."""


def _language_terms(entry: etree._Element) -> tuple[Terms, Terms]:
    """Return the terms of a concept in each language, and the deprecated ones."""
    found: Terms = {}
    deprecated: Terms = {}
    for section in (*entry.iterfind("{*}langSet"), *entry.iterfind("{*}langSec")):
        language = base(
            section.get("{http://www.w3.org/XML/1998/namespace}lang") or section.get("lang")
        )
        for known in (found, deprecated):
            known.setdefault(language, ())
        for term in section.iterfind(".//{*}term"):
            text = plain_text(term, set()).strip()
            if text:
                known = deprecated if _is_deprecated(term) else found
                known[language] = (*known[language], text)
    return found, deprecated


def _is_deprecated(term: etree._Element) -> bool:
    """Tell whether a term is one not to use any more (ISO 30042, administrativeStatus)."""
    section = term.getparent()
    while section is not None and local_name(section) in ("termGrp", "ntig"):
        section = section.getparent() if local_name(section) == "termGrp" else section
        if section is not None and local_name(section) == "ntig":
            break
    if section is None:
        return False
    stated = [
        (note.text or "").lower()
        for note in section.iterfind(".//{*}termNote")
        if "tatus" in (note.get("type") or "")
    ]
    stated += [(e.text or "").lower() for e in section.iterfind("{*}administrativeStatus")]
    return any(status.startswith(("deprecated", "superseded")) for status in stated)


def _description(entry: etree._Element, kind: str) -> str:
    for way in _ABSTRACT:
        for description in entry.iterfind(f".//{way}[@type='{kind}']"):
            return plain_text(description, set()).strip()
    return ""


READERS = (
    Reader("glossary", (".csv", ".tsv"), read_table, frozenset({"columns"})),
    Reader("glossary", (".tbx",), read_tbx),
    Reader("glossary", (".xlsx",), read_workbook, frozenset({"columns"})),
)

"""Make ids of segments and take them apart; hash texts.

An id reads `document:language:place`; `document@witness` owns a further copy of a text. A place
is letters and a number (`title`, `pre7`, `op18`, `note1`), with `.s2` behind it for a sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_PLACE = re.compile(r"([a-z]+)(\d[0-9a-z]*)?(\.[a-rt-z]x*|\.[a-z]+)*(?:\.s(\d+))?")

_ROW = re.compile(r"p(\d{1,12})(?:\.s\d+)?\Z")


def segment_id(document: str, language: str, place: str, witness: str = "") -> str:
    """Make the id of a segment.

    >>> segment_id("ipu143-adopted", "en", "op18")
    'ipu143-adopted:en:op18'
    >>> segment_id("ipu143-adopted", "en", "op18", witness="print")
    'ipu143-adopted@print:en:op18'
    """
    owner = f"{document}@{witness}" if witness else document
    return f"{owner}:{language}:{place}"


def document_of(ref: str) -> str:
    """Return the document that a segment id belongs to, its witness included.

    >>> document_of("ipu143-adopted:en:op18")
    'ipu143-adopted'
    """
    return ref.rsplit(":", 2)[0]


def language_of(ref: str) -> str:
    """Return the language that a segment id names.

    >>> language_of("ipu143-adopted:en:op18")
    'en'
    """
    return ref.rsplit(":", 2)[1]


def text_of(ref: str) -> str:
    """Return the document and language that a segment id names: everything but its place.

    >>> text_of("ipu143-adopted:en:op18")
    'ipu143-adopted:en'
    """
    return ref.rpartition(":")[0]


def place_of(ref: str) -> str:
    """Return the place that a segment id names.

    >>> place_of("ipu143-adopted:en:op18.s2")
    'op18.s2'
    """
    return ref.rsplit(":", 1)[-1]


def row_of(ref: str) -> int:
    """Return the number of the row of a bitext that a segment id names; 0 for what is no row's.

    >>> row_of("memory:en:p12"), row_of("memory:ar:p12.s2"), row_of("new:en:title"), row_of("")
    (12, 12, 0, 0)
    """
    found = _ROW.match(place_of(ref))
    return int(found[1]) if found else 0


def place_kind(place: str) -> str:
    """Return the letters of a place, "s" for a sentence. Raises ValueError for what is no place.

    >>> place_kind("op18"), place_kind("op18.s2"), place_kind("title")
    ('op', 's', 'title')
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        raise ValueError(f"not a place: {place!r}")
    return "s" if match[4] else match[1]


def fingerprint(texts: Iterable[str]) -> str:
    """Hash texts, their order included, to 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]

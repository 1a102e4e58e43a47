"""Parts of other formats in a Word document (altChunk), which Word puts in place on opening it."""

from __future__ import annotations

import re

from parallel_corpus.read.decode import decode
from parallel_corpus.read.formats.html import render_html
from parallel_corpus.read.formats.numbering import W
from parallel_corpus.read.formats.safely import Archive

RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_chunks(archive: Archive) -> dict[str, str]:
    """Return the text of embedded parts in HTML or plain text, by the id of their relation."""
    parts = [n for n in archive.names() if re.fullmatch(r"(?i)word/.*\.(?:x?html?|txt)", n)]
    if not parts:
        return {}
    texts = {name: _chunk_text(archive.read(name), name) for name in parts}
    related: dict[str, str] = {}
    if archive.has("word/_rels/document.xml.rels"):
        for relation in archive.xml("word/_rels/document.xml.rels"):
            target = "word/" + (relation.get("Target") or "").lstrip("/").removeprefix("word/")
            if target in texts:
                related[relation.get("Id") or ""] = texts.pop(target)
    if len(texts) == 1 and not related:
        # A relation is missing; there is but one part that can be meant.
        [only] = texts.values()
        return dict.fromkeys(_chunk_ids(archive), only)
    return related


def _chunk_ids(archive: Archive) -> list[str]:
    chunks = archive.xml("word/document.xml").iter(f"{W}altChunk")
    return [chunk.get(f"{RELATED}id") or "" for chunk in chunks]


def _chunk_text(data: bytes, name: str) -> str:
    text = decode(data, name)
    if name.lower().endswith(".txt"):
        return text
    return "\n".join(line.text for line in render_html(text) if line.text and not line.aside)

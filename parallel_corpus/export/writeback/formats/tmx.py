"""TMX 1.1 to 1.4: a note for people and a prop with the whole finding, before the variants.

They are what `export --to tmx` writes; those of an earlier run are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, element
from parallel_corpus.export.writeback.notes import Note, NotedUnits
from parallel_corpus.export.writeback.splices import copy_spliced

_FINDING = "x-finding"


@dataclass(slots=True)
class _Unit:
    """A <tu> while it is read: where its variants begin, and what may be an earlier run's."""

    variants: int = 0
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    findings: list[tuple[int, int, str]] = field(default_factory=list)


class _Units(Visitor):
    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.number = 0
        self.unit = _Unit()

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == "tu":
            self.unit = _Unit()
        elif above and above[-1].name == "tu":
            if tag.name == "tuv":
                self.unit.variants = self.unit.variants or tag.start
            elif tag.name == "note" or tag.attributes.get("type") == _FINDING:
                self.markup.hear(tag)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if tag.name == "tu":
            self.number += 1
            self._finish()
        elif above and above[-1].name == "tu" and tag.text:
            known = self.unit.notes if tag.name == "note" else self.unit.findings
            known.append((tag.start, self.markup.element_end(tag, at), "".join(tag.text)))

    def _finish(self) -> None:
        unit, markup = self.unit, self.markup
        told = {_head(text) for _, _, text in unit.findings}
        ours = [(a, b) for a, b, text in unit.notes if " ".join(text.split(" ")[:2]) in told]
        for start, end in sorted([*ours, *((a, b) for a, b, _ in unit.findings)]):
            markup.remove(start, markup.space_after(end))
        notes = self.notes.at(self.number)
        if notes and unit.variants:
            space = markup.indent(unit.variants)
            markup.insert(unit.variants, "".join(text + space for text in _elements(notes)))


def _elements(notes: Sequence[Note]) -> list[str]:
    return [
        *(element("note", note.sentence) for note in notes),
        *(element("prop", note.json, {"type": _FINDING}) for note in notes),
    ]


def _head(text: str) -> str:
    """Return what the note begins with that says a finding for people."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return f"{record.get('code')} {record.get('severity')}:" if isinstance(record, dict) else ""


def write_tmx_notes(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write a memory with `notes` in its units. Raises ReadError."""
    markup = Markup(original, str(path))
    copy_spliced(original, markup.visit(_Units(markup, notes)), out)


WRITE_BACK = WriteBack("TMX", write_tmx_notes, (".tmx",), 1, "notes of the unit")

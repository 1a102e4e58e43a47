"""What the checks found in an OmegaT project: a table of issues, and notes in its memory.

OmegaT keeps one note a segment, and shows it beside the segment. A person's own words in it stay;
lines that begin with "[parallel-corpus]" are ours, and replaced by the next run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from os.path import samestat
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.export.delimited import write_table
from parallel_corpus.export.records import registered
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, element
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.splices import Splice, copy_spliced
from parallel_corpus.read.formats.safely import opened
from parallel_corpus.read.omegat import SourceTexts
from parallel_corpus.support.atomic import replacing

OURS = "[parallel-corpus] "
COLUMNS = ("severity", "code", "name", "message", "source", "target", "in_source")


@dataclass(frozen=True, slots=True)
class Noted:
    """A memory with notes, how many segments have one of ours, and the memory as it was."""

    memory: Path
    units: int
    backup: Path


def issues(checked: CheckedBitext, texts: SourceTexts) -> Iterator[dict[str, str]]:
    """Yield the findings, worst first, with the texts by which OmegaT's search finds the segment.

    `in_source` is "no" for a segment that no source text holds any more: OmegaT does not show it.
    """
    about = {ref for finding in checked.findings for ref in (*finding.source, *finding.target)}
    known = {
        segment.id: segment.text
        for piece, _ in checked.pieces()
        for unit in piece.units
        for segment in (*unit.source, *unit.target)
        if segment.id in about
    }
    for finding in checked.findings:
        name, severity = registered(finding)
        source = "\n".join(known.get(ref, "") for ref in finding.source)
        held = texts.holds(source) if source else None
        yield {
            "severity": severity,
            "code": finding.code,
            "name": name,
            "message": finding.message,
            "source": source,
            "target": "\n".join(known.get(ref, "") for ref in finding.target),
            "in_source": {True: "yes", False: "no", None: ""}[held],
        }


def write_issues(path: Path, checked: CheckedBitext, texts: SourceTexts) -> Path:
    """Write the issues as a CSV table that a spreadsheet opens."""
    return write_table(path, COLUMNS, issues(checked, texts))


def write_notes(memory: Path, notes: NotedUnits) -> Noted:
    """Put `notes` into a project's memory; the old one stays beside it, named as OmegaT names its.

    OmegaT must not have the project open: it would write over the notes when it saves.
    """
    backup = memory.with_name(f"{memory.name}.{datetime.now():%Y%m%d%H%M}.bak")
    with opened(memory) as original:
        markup = Markup(original, str(memory))
        splices = markup.visit(_Notes(markup, notes))
        with _kept(memory, original, backup), replacing(memory) as file:
            copy_spliced(original, splices, file)
    return Noted(memory, len(notes.by_unit), backup)


@contextmanager
def _kept(memory: Path, original: BinaryIO, backup: Path) -> Iterator[None]:
    """Keep a copy of a memory that is replaced; none where that failed and it is as it was."""
    before = memory.stat()
    new = backup.is_symlink() or not backup.exists()
    if new:
        original.seek(0)
        with replacing(backup) as copy:
            shutil.copyfileobj(original, copy)
        original.seek(0)
    try:
        yield
    except BaseException:
        if new and samestat(before, memory.stat()):
            backup.unlink(missing_ok=True)
        raise


class _Notes(Visitor):
    """Gives each unit one note: what a person wrote, then a line for each finding."""

    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.number = 0
        self.variants = 0
        self.note: tuple[Tag, int, int] | None = None

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == "tu":
            self.variants, self.note = 0, None
        elif above and above[-1].name == "tu":
            if tag.name == "tuv":
                self.variants = self.variants or tag.start
            elif tag.name == "note":
                self.markup.hear(tag)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if tag.name == "note" and above and above[-1].name == "tu":
            self.note = tag, at, self.markup.element_end(tag, at)
        elif tag.name == "tu":
            self.number += 1
            self._finish()

    def _finish(self) -> None:
        lines = [f"{OURS}{note.sentence}" for note in self.notes.at(self.number)]
        if self.note is None:
            if lines and self.variants:
                space = self.markup.indent(self.variants)
                self.markup.insert(self.variants, element("note", "\n".join(lines)) + space)
            return
        tag, _, after = self.note
        said = "".join(tag.text).split("\n")
        own = [line for line in said if not line.startswith(OURS)]
        if own == said and not lines:
            return
        if not lines and not any(own):
            self.markup.remove(tag.start, self.markup.space_after(after))
            return
        text = "\n".join([*(own if any(own) else ()), *lines])
        opening = self.markup.tag_text(tag.start).removesuffix("/>").removesuffix(">").rstrip()
        new = self.markup.encoded(f"{opening}>{escape(text)}</note>")
        self.markup.splices.append(Splice(tag.start, after, new))

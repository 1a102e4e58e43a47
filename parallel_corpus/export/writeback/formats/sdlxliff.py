"""Trados Studio's SDLXLIFF: comments on the segments, as Studio shows them.

A comment is defined at the head of the file (<cmt-defs>), and marked round the text that it is
about; here, round the segment of the target. Those of an earlier run are replaced.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, element, qualified
from parallel_corpus.export.writeback.notes import Note, NotedUnits
from parallel_corpus.export.writeback.splices import copy_spliced
from parallel_corpus.export.writeback.transunits import TransUnit, TransUnits
from parallel_corpus.read.formats.xliff import OURS, SDL

_SDL = f"{{{SDL}}}"
_SEVERITY = {"error": "High", "warning": "Medium", "info": "Low"}
_COMMENT = "x-sdl-comment"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, OURS)


class _Segments(TransUnits):
    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup, notes)
        self.made: list[tuple[str, Sequence[Note]]] = []
        self.head: int = 0
        self.info: tuple[Tag, int, int] | None = None
        self.info_children = 0
        self.definitions: tuple[Tag, int, int] | None = None
        self.after_repetitions = 0
        self.ours: dict[str, tuple[int, int]] = {}
        self.others = 0

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if not self.head and len(above) == 1:
            self.head = tag.start
        super().start(tag, above)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        if self.unit is None:
            self._head_element(tag, above, at)
        elif tag.attributes.get("mtype") == _COMMENT:
            self._unmark(tag, at)
        super().end(tag, above, at)

    def _head_element(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        end = self.markup.element_end
        self.info_children += bool(above) and above[-1].name == f"{_SDL}doc-info"
        if tag.name == f"{_SDL}doc-info":
            self.info = tag, at, end(tag, at)
        elif tag.name == f"{_SDL}rep-defs":
            self.after_repetitions = end(tag, at)
        elif tag.name == f"{_SDL}cmt-defs":
            self.definitions = tag, at, end(tag, at)
        elif tag.name == f"{_SDL}cmt-def":
            if _is_ours(tag.attributes.get("id", "")):
                self.ours[tag.attributes["id"]] = tag.start, end(tag, at)
            else:
                self.others += 1

    def _unmark(self, tag: Tag, at: int) -> None:
        """Take the mark of a comment of an earlier run off, and leave what it is round."""
        if tag.attributes.get(f"{_SDL}cid", "") in self.ours:
            self.markup.remove(tag.start, self.markup.tag_end(tag.start))
            self.markup.remove(at, self.markup.element_end(tag, at))

    def finish(self, unit: TransUnit, at: int) -> None:
        del at
        by_part: dict[str, list[Note]] = {}
        for note in self.notes.at(unit.number):
            by_part.setdefault(note.part, []).append(note)
        for part, notes in by_part.items():
            self._mark(unit, part, notes)

    def _mark(self, unit: TransUnit, part: str, notes: Sequence[Note]) -> None:
        only = next(iter(unit.segments.values())) if len(unit.segments) == 1 else None
        place = unit.segments.get(part) or only or unit.texts.get("target")
        if place is None or self.markup.is_empty(place[0]):
            return
        tag, content_end, _ = place
        name = qualified(tag.prefix, "mrk")
        key = _key(unit.number, part, notes[0].sentence)
        self.made.append((key, notes))
        mark = f'<{name} mtype="{_COMMENT}" xmlns:sdl="{SDL}" sdl:cid="{key}">'
        self.markup.insert(self.markup.tag_end(tag.start), mark)
        self.markup.insert(content_end, f"</{name}>")

    def define(self) -> None:
        """Put the definitions of the comments in at the head; take an earlier run's out."""
        markup, holder = self.markup, self.definitions
        if holder and self.ours and not self.others:
            alone = self.info is not None and self.info_children == 1
            tag, _, after = self.info if alone and self.info else holder
            markup.remove(tag.start, after)
            holder = None
            self.info = None if alone else self.info
        else:
            for start, end in self.ours.values():
                markup.remove(start, end)
        comments = "".join(self._definition(key, notes) for key, notes in self.made)
        whole = f'<cmt-defs xmlns="{SDL}">{comments}</cmt-defs>'
        if not comments:
            return
        if holder:
            markup.append(holder[0], holder[1], comments)
        elif self.info is None:
            markup.insert(self.head, f'<doc-info xmlns="{SDL}">{whole}</doc-info>')
        elif self.markup.is_empty(self.info[0]):
            markup.append(self.info[0], self.info[1], whole)
        else:
            start = markup.tag_end(self.info[0].start)
            markup.insert(self.after_repetitions or start, whole)

    def _definition(self, key: str, notes: Sequence[Note]) -> str:
        date = f"{self.notes.when.removesuffix('Z')}.0000000+00:00"
        comments = "".join(
            element(
                "Comment",
                note.sentence,
                {
                    "severity": _SEVERITY[note.severity],
                    "user": OURS,
                    "date": date,
                    "version": "1.0",
                },
            )
            for note in notes
        )
        space = f' xmlns="{SDL}"'
        return f'<cmt-def{space} id="{key}"><Comments xmlns="">{comments}</Comments></cmt-def>'


def _key(unit: int, part: str, sentence: str) -> str:
    """Name a comment: the last twelve digits say that it is ours."""
    made = uuid.uuid5(_NAMES, f"{unit} {part} {sentence}")
    return f"{str(made)[:24]}{_NAMES.hex[-12:]}"


def _is_ours(key: str) -> bool:
    return key.endswith(f"-{_NAMES.hex[-12:]}")


def write_sdlxliff_comments(
    original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits
) -> None:
    """Write Studio's file with `notes` as comments. Raises ReadError."""
    markup = Markup(original, str(path))
    visitor = _Segments(markup, notes)
    markup.visit(visitor)
    visitor.define()
    copy_spliced(original, markup.splices, out)


WRITE_BACK = WriteBack(
    "SDLXLIFF", write_sdlxliff_comments, (".sdlxliff",), 3, "comments on the segment"
)

"""TXML of Wordfast Pro 3: comments of the segment by "parallel-corpus".

Those of an earlier run are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.format import WriteBack
from parallel_corpus.export.writeback.markup import Markup, Tag, Visitor, element
from parallel_corpus.export.writeback.notes import NotedUnits
from parallel_corpus.export.writeback.splices import copy_spliced
from parallel_corpus.read.formats.xliff import OURS


@dataclass(slots=True)
class _Segment:
    """A segment while it is read: its comments' element with its end, ours, and other people's."""

    tag: Tag
    comments: tuple[Tag, int] | None = None
    ours: list[tuple[int, int]] = field(default_factory=list)
    others: int = 0


class _Segments(Visitor):
    def __init__(self, markup: Markup, notes: NotedUnits) -> None:
        super().__init__(markup)
        self.notes = notes
        self.number = 0
        self.segment: _Segment | None = None

    def start(self, tag: Tag, above: Sequence[Tag]) -> None:
        if tag.name == "segment":
            self.segment = _Segment(tag)

    def end(self, tag: Tag, above: Sequence[Tag], at: int) -> None:
        segment = self.segment
        if segment is None:
            return
        if tag is segment.tag:
            self.number += 1
            self._finish(segment, at)
            self.segment = None
        elif tag.name == "comments" and above[-1] is segment.tag:
            segment.comments = tag, at
        elif tag.name == "comment" and above[-1].name == "comments":
            if tag.attributes.get("creationid") == OURS:
                segment.ours.append((tag.start, self.markup.element_end(tag, at)))
            else:
                segment.others += 1

    def _finish(self, segment: _Segment, at: int) -> None:
        markup, holder = self.markup, segment.comments
        if holder and segment.ours and not segment.others:
            markup.remove(holder[0].start, markup.element_end(*holder))
            holder = None
        else:
            for start, end in segment.ours:
                markup.remove(start, end)
        stamp = "".join(sign for sign in self.notes.when if sign not in "-:")
        told = {"creationid": OURS, "creationdate": stamp, "type": "text"}
        texts = "".join(
            element("comment", note.sentence, told) for note in self.notes.at(self.number)
        )
        if texts and holder:
            markup.append(*holder, texts)
        elif texts:
            markup.append(segment.tag, at, f"<comments>{texts}</comments>")


def write_txml_comments(original: BinaryIO, path: Path, out: BinaryIO, notes: NotedUnits) -> None:
    """Write Wordfast's file with `notes` as comments. Raises ReadError."""
    markup = Markup(original, str(path))
    copy_spliced(original, markup.visit(_Segments(markup, notes)), out)


WRITE_BACK = WriteBack("TXML", write_txml_comments, (".txml",), 5, "comments of the segment")

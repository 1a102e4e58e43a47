"""Segments, with their ids and sources, from the lines of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parallel_corpus.model import Segment, Source, segment_id
from parallel_corpus.read.formats import PlacedLine
from parallel_corpus.read.lines import Line
from parallel_corpus.read.structure import Placed
from parallel_corpus.read.text_file import TextFile
from parallel_corpus.settings import TextSettings


@dataclass(frozen=True, slots=True)
class SegmentMaker:
    """Makes the segments of one text: their ids, and where in the file they stand."""

    document: str
    text: TextSettings
    file: TextFile

    def __call__(self, placed: Placed) -> Segment:
        """Make the segment of a block whose place is known."""
        lines = placed.block.lines
        return self._make(placed.place, placed.block.raw, placed.number, lines)

    def furniture(self, line: Line, count: int) -> Segment:
        """Make the segment of a line that is no part of the flow of the text."""
        kind = line.kind if isinstance(line, PlacedLine) and line.aside else "furniture"
        return self._make(f"{kind}{count}", line.text, None, (line,))

    def _make(self, place: str, raw: str, number: str | None, lines: Sequence[Line]) -> Segment:
        first, last = lines[0], lines[-1]
        own = [line.line for line in lines if isinstance(line, PlacedLine) and line.line]
        where = first.place if isinstance(first, PlacedLine) and not own else ""
        return Segment(
            id=segment_id(self.document, self.text.language, place, self.text.witness),
            language=self.text.language,
            place=place,
            raw=raw,
            text=raw,
            number=number,
            source=Source(
                self.file.name,
                self.file.sha256,
                own[0] if own else first.number,
                own[-1] if own else last.number,
                where,
            ),
        )

"""The footnotes and endnotes of a Word document, read where the text refers to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats.numbering import W
from parallel_corpus.read.formats.safely import DAMAGED

_DEEPEST = 20  # notes in one another; Word allows none


@dataclass
class Notes:
    """The notes of a document, numbered as the text first refers to them."""

    where: str
    bodies: Mapping[tuple[str, str], etree._Element]
    """Of each note, by "footnotes" or "endnotes" and its id."""
    lines: list[tuple[str, str]] = field(default_factory=list)
    """Each note's text behind its mark, and its place."""
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _within: int = 0

    def mark(self, kind: str, number: str, text: Callable[[etree._Element], str]) -> str:
        """Return the mark of a note, "" where there is none; `text` reads a paragraph.

        A note is read once, however often it is referred to: two that refer to each other would
        have no end. Raises ReadError for notes within notes without end.
        """
        body = self.bodies.get((kind, number))
        if body is None:
            return ""
        if (kind, number) not in self._numbers:
            self._numbers[kind, number] = len(self._numbers) + 1
            self._read(self._numbers[kind, number], body, text)
        return f"[^{self._numbers[kind, number]}]"

    def _read(self, at: int, body: etree._Element, text: Callable[[etree._Element], str]) -> None:
        if self._within == _DEEPEST:
            raise ReadError("its notes refer to one another", where=self.where, hint=DAMAGED)
        self._within += 1
        self.lines.append(("", ""))
        paragraphs = (text(p).strip() for p in body.iter(f"{W}p"))
        self.lines[at - 1] = (f"[^{at}]: " + "\n".join(filter(None, paragraphs)), f"note {at}")
        self._within -= 1

"""A document's plain rendition: paragraphs parted by blank lines, each line with its place."""

from __future__ import annotations

from collections.abc import Sequence

from parallel_corpus.language.script import script_of
from parallel_corpus.read.formats.rows import Kind, PlacedLine


class Rendition:
    """Gathers paragraphs; `lines` are what the structure reader takes."""

    def __init__(self) -> None:
        self._lines: list[PlacedLine] = []

    @property
    def lines(self) -> list[PlacedLine]:
        return self._lines

    def add(self, text: str, place: str, *, page: int = 0, kind: Kind = "text") -> None:
        """A paragraph, perhaps of several lines, with a blank line above it."""
        if not text.strip():
            return
        if self._lines:
            self._append("", place, page, "blank")
        for line in text.split("\n"):
            self._append(line, place, page, kind)

    def line(self, text: str, place: str, *, page: int = 0) -> None:
        """A line as it stands, where lines and not paragraphs are known; it may be blank."""
        self._append(text, place, page, "text" if text.strip() else "blank")

    def table(self, rows: Sequence[Sequence[str]], place: str) -> None:
        """A table's cells: column by column where two columns are two languages, else by row."""
        width = max(map(len, rows), default=0)
        cells = [(i, j, row[j]) for i, row in enumerate(rows) for j in range(len(row))]
        if width == 2 and is_bitext_table(rows):
            cells.sort(key=lambda cell: (cell[1], cell[0]))
        for i, j, text in cells:
            self.add(text, f"{place}, row {i + 1}, column {j + 1}", kind="cell")

    def _append(self, text: str, place: str, page: int, kind: Kind) -> None:
        number = len(self._lines) + 1
        self._lines.append(PlacedLine(number, text, place=place, page=page, kind=kind))


def is_bitext_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table's two columns are in two scripts.

    >>> is_bitext_table([["Peace", "سلام"], ["War", "حرب"]])
    True
    """
    pairs = [(script_of(row[0]), script_of(row[1])) for row in rows if len(row) == 2]
    apart = sum(one is not None and other is not None and one != other for one, other in pairs)
    return apart > 0 and apart * 3 >= 2 * sum(bool(one and other) for one, other in pairs)

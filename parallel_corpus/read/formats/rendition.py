"""A document's plain rendition: paragraphs parted by blank lines, each line with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parallel_corpus.language.script import script_of
from parallel_corpus.model import Language
from parallel_corpus.read.formats.rows import Kind, PlacedLine


class Rendition:
    """Gathers paragraphs; `lines` are what the structure reader takes."""

    def __init__(self) -> None:
        self._lines: list[PlacedLine] = []

    @property
    def lines(self) -> list[PlacedLine]:
        return self._lines

    def add(
        self,
        text: str,
        place: str,
        *,
        page: int = 0,
        kind: Kind = "text",
        line: int = 0,
        joined: bool = False,
    ) -> None:
        """Add a paragraph, perhaps of several lines, with a blank line above it.

        `line` is the first line's number in the file; `joined` says that its lines are one
        paragraph, however they look.
        """
        if not text.strip():
            return
        if self._lines:
            self._append("", place, page, "blank")
        for i, one in enumerate(text.split("\n")):
            self._append(one, place, page, kind, line + i if line else 0, joined and i > 0)

    def line(self, text: str, place: str, *, page: int = 0) -> None:
        """Add a line as it stands, where lines and not paragraphs are known; it may be blank."""
        self._append(text, place, page, "text" if text.strip() else "blank")

    def table(
        self, rows: Sequence[Sequence[str]], place: str, *, lines: Sequence[int] = ()
    ) -> None:
        """Add a table's cells: by column where its columns are two languages, else by row.

        Numbers beside two languages are kept aside; `lines` are the rows' numbers in the file.
        """
        columns = language_columns(rows)
        cells = [(i, j, row[j]) for i, row in enumerate(rows) for j in range(len(row))]
        if columns:
            cells.sort(key=lambda cell: (columns.get(cell[1], len(cell)), cell[1], cell[0]))
        for i, j, text in cells:
            kind: Kind = "data" if columns and script_of(text) is None else "cell"
            where = f"{place}, row {i + 1}, column {j + 1}"
            self.add(text, where, kind=kind, line=lines[i] if lines else 0, joined=bool(lines))

    def _append(
        self,
        text: str,
        place: str,
        page: int,
        kind: Kind,
        line: int = 0,
        joined: bool = False,
    ) -> None:
        number = len(self._lines) + 1
        self._lines.append(PlacedLine(number, text, place, page, kind, line, joined))


def language_columns(rows: Sequence[Sequence[str]]) -> dict[int, int]:
    """Order a bilingual table's columns by language; empty where it is not bilingual.

    >>> language_columns([["1", "Peace", "سلام"], ["2", "War", "حرب"]])
    {1: 0, 2: 1}
    """
    width = max(map(len, rows), default=0)
    found: dict[int, Language] = {}
    for j in range(width):
        scripts = [script_of(row[j]) for row in rows if j < len(row)]
        known = Counter(script for script in scripts if script)
        language, count = known.most_common(1)[0] if known else (None, 0)
        # A column of numbers, of which few have a letter, is in no language.
        if language and 3 * count >= 2 * known.total() and 2 * known.total() >= len(rows):
            found[j] = language
    if set(found.values()) != {"en", "ar"}:
        return {}
    sides = [[row[j] for row in rows if j < len(row)] for j in found]
    pairs = [[a, b] for i, a in enumerate(sides) for b in sides[i + 1 :]]
    if not any(is_bitext_table(list(zip(*pair, strict=False))) for pair in pairs):
        return {}
    order = list(dict.fromkeys(found.values()))
    return {j: order.index(language) for j, language in found.items()}


def is_bitext_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table's two columns are in two scripts.

    >>> is_bitext_table([["Peace", "سلام"], ["War", "حرب"]])
    True
    """
    pairs = [(script_of(row[0]), script_of(row[1])) for row in rows if len(row) == 2]
    apart = sum(one is not None and other is not None and one != other for one, other in pairs)
    return apart > 0 and apart * 3 >= 2 * sum(bool(one and other) for one, other in pairs)

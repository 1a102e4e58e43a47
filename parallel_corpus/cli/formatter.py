"""--help that fits terminals narrower than click thinks possible."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import click

_WIDEST = 80
_NARROWEST = 24  # columns of text; in fewer, words would be cut
_TERMS = 30  # columns that terms take at most, and a third of what there is


class Formatter(click.HelpFormatter):
    """click's formatter writes 50 columns in a terminal of 40, and definitions of 10."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        if width is None:
            there = min(shutil.get_terminal_size().columns, max_width or _WIDEST)
            width = max(there - 2, _NARROWEST)
        super().__init__(indent_increment, width, max_width)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _TERMS, col_spacing: int = 2
    ) -> None:
        """Write terms with their definitions; a long term stands on a line of its own."""
        narrow = self.width < _WIDEST - 2
        super().write_dl(rows, min(col_max, self.width // 3) if narrow else col_max, col_spacing)


class Context(click.Context):
    """A context whose help fits."""

    formatter_class = Formatter

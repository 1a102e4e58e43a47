"""What a format is: its name, its writer, and what of a unit does not come back from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from parallel_corpus.export.options import Exported, Options
from parallel_corpus.read.formats.rows import BitextRow

Write = Callable[[Path, Iterable[BitextRow], Options], list[Exported]]
"""Called with the path without its ending, the rows and the options."""

TABLE_LOSES = ("props", "findings' spans", "line ends in notes")
"""What does not come back from a table."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that bitexts are written in.

    `loses` names fields of BitextRow; "findings' spans" means that code, severity and message
    come back, but not where in the text. `order` is its place in lists, `use` says what reads it,
    `beside` holds the endings of further files.
    """

    name: str
    write: Write
    ending: str
    order: int
    loses: tuple[str, ...] = ()
    use: str = ""
    beside: tuple[str, ...] = ()

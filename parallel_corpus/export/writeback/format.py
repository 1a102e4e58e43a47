"""What a format that findings are written into is: its name, its endings and its writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from parallel_corpus.export.writeback.notes import NotedUnits

Write = Callable[[BinaryIO, Path, BinaryIO, NotedUnits], None]
"""Called with the original, its path for messages, what is written, and the notes."""


@dataclass(frozen=True, slots=True)
class WriteBack:
    """A format that findings are written into.

    `seen` says where people see them; `review` what marks a unit as needing review, "" for nothing.
    """

    name: str
    write: Write
    endings: tuple[str, ...]
    order: int
    seen: str
    review: str = ""

"""What a file of another program holds, before the project gives it structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["", "initial", "translated", "reviewed", "final"]
"""How far the work on a translation is, in XLIFF 2.1's words; "" where the file does not say."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a document, and where it stands.

    `number` counts lines (text) or paragraphs (DOCX, HTML) from 1; `page` is 1-based, 0 where
    the format has no pages. `kind` is what the file itself says of the line: "text", "heading",
    "list", "note" (foot- and endnotes), "header", "footer", "cell".
    """

    text: str
    number: int
    page: int = 0
    kind: str = "text"

    def where(self, path: object) -> str:
        """
        >>> Line("x", 7, page=2).where("a.pdf"), Line("x", 7).where("a.txt")
        ('a.pdf:page 2, line 7', 'a.txt:7')
        """
        return (
            f"{path}:page {self.page}, line {self.number}"
            if self.page
            else (f"{path}:{self.number}")
        )


@dataclass(frozen=True, slots=True)
class BitextRow:
    """One unit of a bitext: a source text and its target text, either may be empty.

    The segment ids, score (0-1), margin (0-1) and findings are there when the project itself
    wrote the file; `findings` are records with the keys of findings.jsonl. `where` says which
    file and line or unit the row came from.
    """

    id: str
    source: str
    target: str
    source_ids: tuple[str, ...] = ()
    target_ids: tuple[str, ...] = ()
    score: float | None = None
    margin: float | None = None
    method: str = ""
    moved: bool = False
    state: State = ""
    notes: tuple[str, ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    props: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A concept with its terms in both languages; the first term of each is the preferred one."""

    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    definition: str = ""
    domain: str = ""
    notes: tuple[str, ...] = ()
    where: str = ""

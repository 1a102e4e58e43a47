"""What a file of another program holds, before the project gives it structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from parallel_corpus.read.formats.inline import Inline
from parallel_corpus.read.lines import Line

State = Literal["", "initial", "translated", "reviewed", "final"]
"""How far the work on a translation is, in XLIFF 2.1's words; "" where the file does not say."""

Kind = Literal[
    "text", "heading", "note", "cell", "blank", "code", "markup", "data", "hidden", "margin"
]
ASIDE = frozenset(("code", "markup", "data", "hidden", "margin"))
"""Kinds of lines that belong to the file and not to its running text: code, tags and link targets,
values of settings, hidden text, and what stands on every page (headers, footers, navigation)."""


@dataclass(frozen=True, slots=True)
class PlacedLine(Line):
    """A line of a document's plain rendition, and where in the file it comes from.

    `number` counts the lines of the rendition; `place` says it in the file's own terms
    ("page 3", "paragraph 12", "table 1, row 2"); `page` is 1-based, 0 where there are no pages.
    `line` is the file's own line, 0 where it has none; `joined` says that the line goes on with the
    paragraph above.
    """

    place: str = ""
    page: int = 0
    kind: Kind = "text"
    line: int = 0
    joined: bool = False

    @property
    def aside(self) -> bool:
        """Tell whether the line is kept, but is not running text."""
        return self.kind in ASIDE


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """Where a row stands in its file, for those who write something beside it.

    `unit` counts from 1 what the format calls a unit, in the file's order: <tu>, <trans-unit>,
    <unit>, a PO entry that is not obsolete, a line of a table. `part` names what is in it: a
    segment's mid or id, a plural's form, the sheet and the target's column ("Sheet1!3").
    `shown` is the number by which the translation program shows the segment, "" for none; `codes`
    says that there are inline codes in the file which the texts are without.
    """

    unit: int
    part: str = ""
    shown: str = ""
    codes: bool = False


@dataclass(frozen=True, slots=True)
class BitextRow:
    """One unit of a bitext: a source text and its target text, either may be empty.

    The segment ids, score (0-1), margin (0-1) and findings are there when the project itself
    wrote the file; `findings` are records with the keys of findings.jsonl. `where` says which
    file and line or unit the row came from, `at` which unit, for programs; `inline`
    holds the codes that the texts are without. Two rows of different files may be equal.
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
    at: UnitPlace | None = field(default=None, compare=False)
    inline: Inline | None = field(default=None, compare=False)


class LeftOut:
    """What a reader left out of a bitext, by kind: how many, and where the first stands."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, what: str, where: str) -> None:
        """Note one more thing of the kind `what` ("obsolete entries")."""
        count, first = self._found.get(what, (0, where))
        self._found[what] = count + 1, first

    def lines(self) -> list[str]:
        """
        >>> left = LeftOut()
        >>> left.add("obsolete entries", "a.po, entry 7")
        >>> left.lines()
        ['obsolete entries: 1 (first: a.po, entry 7)']
        """
        return [f"{what}: {n:,} (first: {first})" for what, (n, first) in self._found.items()]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A concept with its terms in both languages; the first term of each is the preferred one.

    `deprecated` are terms of the target language that are not to be used any more.
    """

    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    definition: str = ""
    domain: str = ""
    notes: tuple[str, ...] = ()
    where: str = ""
    deprecated: tuple[str, ...] = ()

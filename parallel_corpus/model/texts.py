"""The nouns of one text: where it came from, its segments, what was repaired in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from parallel_corpus.model.ids import document_of, place_kind

Language = Literal["en", "ar"]
"""ISO 639-1 code. The project knows exactly two languages."""

LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "ar": "Arabic"}
"""What the languages are called in messages."""

Status = Literal["applied", "proposed", "rejected"]
Origin = Literal["ocr", "layout", "markup", "human", "unknown"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from: a file, its content's SHA-256, and 1-based inclusive lines.

    `place` says it in the file's own terms where it has no lines of its own ("page 3").

    >>> str(Source("law.txt", first_line=41)), str(Source("law.pdf", first_line=41, place="page 3"))
    ('law.txt:41', 'law.pdf, page 3')
    """

    path: str
    sha256: str = ""
    first_line: int = 1
    last_line: int = 1
    place: str = ""

    def __str__(self) -> str:
        return f"{self.path}, {self.place}" if self.place else f"{self.path}:{self.first_line}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to believe a repair or a finding.

    `type` names the kind of witness ("sequence", "version", "lexicon"...), `where` is a
    segment id or a place in a file, `text` what stands there, `weight` its share of belief (0-1).
    """

    type: str
    where: str = ""
    text: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `before`, which stands at offset `start` (in code points), by `after`."""

    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        return self.start + len(self.before)


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit with its reasons.

    An applied repair's offsets count in the text as it stood before the repair's `step`;
    all repairs of one step share those coordinates, are sorted and do not overlap, so that
    a record replays in one pass a step. Proposed and rejected repairs count in the final text.
    """

    edit: Edit
    code: str
    kind: str
    origin: Origin = "unknown"
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    status: Status = "applied"
    step: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph (or a sentence in it) of one language version of a document.

    `raw` is the text as it stands in the file, list marker and line breaks included;
    `text` is what people see, compare and export. `number` is the number that the paragraph
    bears in the document, as a string ("12a" and "12 bis" exist), or None.
    """

    id: str
    language: Language
    place: str
    raw: str
    text: str
    number: str | None = None
    source: Source | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def kind(self) -> str:
        """The letters of the place: title, subtitle, head, pre, op, p, note, furniture, s."""
        return place_kind(self.place)

    @property
    def document(self) -> str:
        return document_of(self.id)


@dataclass(frozen=True, slots=True)
class Document:
    """One language version of a document.

    `segments` is the flow of the text in reading order. `furniture` holds what was taken out
    of it and is never aligned (letterheads, page numbers, running footers): no text is lost.
    `witness` names a further copy of a text that the corpus has already ("" for the first);
    `supersedes` is the id of the earlier version of this document.
    """

    id: str
    language: Language
    segments: tuple[Segment, ...]
    title: str = ""
    date: str = ""
    supersedes: str | None = None
    witness: str = ""
    furniture: tuple[Segment, ...] = ()
    source: Source | None = None

    def segment(self, place: str) -> Segment:
        """Return the segment at `place`. Raises KeyError when there is none."""
        for segment in self.segments:
            if segment.place == place:
                return segment
        raise KeyError(f"{self.id}:{self.language} has no {place}")

"""The nouns of a parallel corpus: plain, frozen, picklable, and without input or output.

Every stage takes these and gives these. A stage that needs to change something
returns a new object (`dataclasses.replace`), so an object once made can be trusted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Language = Literal["en", "ar"]
"""ISO 639-1 code. The project knows exactly two languages."""

LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "ar": "Arabic"}
"""What the languages are called in messages."""

Status = Literal["applied", "proposed", "rejected"]
Origin = Literal["ocr", "layout", "markup", "human", "unknown"]
Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""
Method = Literal["number", "embedding", "human"]

_PLACE = re.compile(r"([a-z]+)(\d[0-9a-z]*)?(\.[a-rt-z]x*|\.[a-z]+)*(?:\.s(\d+))?")


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
        return self.id.rsplit(":", 2)[0]


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
        """The segment at `place`. Raises KeyError when there is none."""
        for segment in self.segments:
            if segment.place == place:
                return segment
        raise KeyError(f"{self.id}:{self.language} has no {place}")


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that translate each other; either side may be empty.

    `score` says how well the two sides agree (0-1), `margin` by how much this pairing beats
    the runner-up (0-1, 0 when there is no choice). `moved` marks a pair that stands out of order.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float = 0.0
    margin: float = 0.0
    method: Method = "embedding"
    moved: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the pairing first: three in ten such beads are wrong."""
        return bool(self.source and self.target) and self.score < 0.7 and self.method != "human"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every segment of two documents in exactly one bead, in order of the source.

    `pair` names the two sides ("doc:en", "doc:ar"); `signature` is a hash of all that
    determined the result, so that a stale alignment can be told from a fresh one.
    """

    pair: tuple[str, str]
    beads: tuple[Bead, ...]
    signature: str = ""

    def of_source(self) -> dict[str, Bead]:
        return {ref: bead for bead in self.beads for ref in bead.source}

    def of_target(self) -> dict[str, Bead]:
        return {ref: bead for bead in self.beads for ref in bead.target}


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets (code points, end exclusive) into a side's text, and the text that stands there.

    A side of several segments is its segments' texts joined by a line feed.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A divergence between source and target, as one check reports it.

    Severity is not here: it belongs to the check's entry in the registry.
    """

    code: str
    document: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float
    message: str
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A bead of the newer version beside the older version's text that it came from.

    `kind` says what happened to the source; `kept` shares are shares (0-1) of the older side's
    words that the newer one still has; similarities are cosines of the new target with the new
    and with the old source. `followed` says whether the translation went along with the change.
    """

    document: str
    kind: Literal["unchanged", "amended", "added", "dropped", "merged", "split"]
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    old_source: tuple[str, ...] = ()
    old_target: tuple[str, ...] = ()
    moved: bool = False
    source_kept: float | None = None
    target_kept: float | None = None
    new_similarity: float | None = None
    old_similarity: float | None = None
    followed: Literal["yes", "partly", "no", "unclear", "nothing to follow"] = "unclear"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding, repair, bead or text, and on which texts.

    `when` is a UTC time in ISO 8601; `value` is what the verdict needs beyond its name (the text
    of an edit, the beads of a merge), in plain JSON types.
    """

    who: str
    when: str
    on: str
    verdict: str
    comment: str = ""
    fingerprint: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)


def segment_id(document: str, language: str, place: str, witness: str = "") -> str:
    """
    >>> segment_id("ipu143-adopted", "en", "op18")
    'ipu143-adopted:en:op18'
    >>> segment_id("ipu143-adopted", "en", "op18", witness="print")
    'ipu143-adopted@print:en:op18'
    """
    owner = f"{document}@{witness}" if witness else document
    return f"{owner}:{language}:{place}"


def place_kind(place: str) -> str:
    """
    >>> place_kind("op18"), place_kind("op18.s2"), place_kind("title")
    ('op', 's', 'title')
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        raise ValueError(f"not a place: {place!r}")
    return "s" if match[4] else match[1]


def fingerprint(texts: Iterable[str]) -> str:
    """A short stable hash of texts, order included; 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]

"""The nouns of a judgement: what a check found, what changed, what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""All severities, the gravest first."""


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
    """A divergence between source and target, as one check or annotator reports it.

    `severity` is given where it differs from finding to finding, as with annotators; else it is
    that of the check's entry in the registry.
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
    severity: Severity | None = None

    @property
    def told_of(self) -> tuple[str, ...]:
        """The segments that it is about: its own, then those of the places where it recurs.

        A fault that runs through a document is one finding with `places` in its evidence.

        >>> Finding("N01", "d", ("d:en:p1",), (), 0.5, "", evidence={"places": ["d:en:p4"]}).told_of
        ('d:en:p1', 'd:en:p4')
        """
        places = self.evidence.get("places", ())
        named = (ref for place in places if isinstance(place, str) for ref in place.split(" "))
        return (*self.source, *self.target, *named)


@dataclass(frozen=True, slots=True)
class Change:
    """A bead of the newer version beside the older version's text that it came from.

    `kind` says what happened to the source, or that only the translation changed
    (`retranslated`); `kept` shares are shares (0-1) of the older side's words that the newer one
    still has; similarities are cosines of the new target with the new and with the old source.
    `followed` says whether the translation went along with the change.
    """

    document: str
    kind: Literal["unchanged", "amended", "added", "dropped", "merged", "split", "retranslated"]
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

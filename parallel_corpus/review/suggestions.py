"""An annotator's suggested wording on the desk: what stands there, what would, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parallel_corpus.model import Finding, Segment


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording that `by` suggests. `after` stands for `before` in the segment `ref`.

    `text` is that segment's whole new text. `ref` and `text` are "" where it is not sure which
    words are meant: then a person words the text by hand.
    """

    by: str
    before: str
    after: str
    ref: str = ""
    text: str = ""

    @property
    def sure(self) -> bool:
        """Tell whether the wording has one place, so that a key can take it over."""
        return bool(self.ref)


def suggestion_of(finding: Finding, segments: Mapping[str, Segment]) -> Suggestion | None:
    """Return what is suggested in `finding`; None where nothing is. `segments` are those by id."""
    after = finding.evidence.get("suggestion")
    by = finding.evidence.get("suggested_by") or finding.evidence.get("annotator")
    if not (isinstance(after, str) and after and isinstance(by, str)):
        return None
    match finding.evidence.get("suggestion_place"):
        case [int(start), int(end)] if start <= end:
            return _placed(by, after, (start, end), [segments.get(ref) for ref in finding.target])
    return Suggestion(by, "", after)


def _placed(
    by: str, after: str, place: tuple[int, int], targets: list[Segment | None]
) -> Suggestion:
    """Find the one segment that holds the place; a side is its segments' texts and line feeds."""
    start, end = place
    for segment in targets:
        if segment is None:
            break
        text = segment.text
        if start >= 0 and end <= len(text):
            whole = text[:start] + after + text[end:]
            return Suggestion(by, text[start:end], after, segment.id, whole)
        start, end = start - len(text) - 1, end - len(text) - 1
    return Suggestion(by, "", after)

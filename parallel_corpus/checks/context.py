"""What a check is given: a bitext, what is known of it, and how to report a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from parallel_corpus.checks.versions import Comparison, comparisons
from parallel_corpus.encode import Encoder
from parallel_corpus.evidence.anchors import Anchors, anchors
from parallel_corpus.evidence.bitext import BitextEvidence
from parallel_corpus.model import Bitext, Finding, Segment, Span, Unit

_T = TypeVar("_T")


class CheckContext(BitextEvidence):
    """The evidence of a bitext, the settings of the check that runs, and its older version."""

    def __init__(self, bitext: Bitext, encoder: Encoder, *, gated: bool = False) -> None:
        super().__init__(bitext, encoder, gated=gated)
        self.options: Mapping[str, Any] = {}

    @cached_property
    def anchors(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Anchors]:
        """The sure links between the words of each paired unit, by the unit's key."""
        return anchors(self)

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Each unit beside the older version's, where there is one."""
        return comparisons(self)

    def texts(self, unit: Unit) -> tuple[str, str]:
        """Return the English and the Arabic text of a unit, whichever is the source."""
        return self.by_side(unit.source_text, unit.target_text)

    def by_side(self, english: _T, arabic: _T) -> tuple[_T, _T]:
        """Return what belongs to the source, then what belongs to the target; or turn it back."""
        return (english, arabic) if self.bitext.source_language == "en" else (arabic, english)

    def finding(
        self,
        code: str,
        unit: Unit,
        score: float,
        message: str,
        *,
        source_spans: Iterable[Span] = (),
        target_spans: Iterable[Span] = (),
        english_spans: Iterable[Span] = (),
        arabic_spans: Iterable[Span] = (),
        evidence: Mapping[str, Any] | None = None,
    ) -> Finding:
        """Make a finding on one unit; the evidence is made plain, rounded and sorted.

        Spans are given by side, or by language where that is what the check knows.
        """
        here, there = self.by_side(english_spans, arabic_spans)
        return make_finding(
            code,
            self.bitext.document,
            unit.bead.source,
            unit.bead.target,
            score,
            message,
            source_spans=(*source_spans, *here),
            target_spans=(*target_spans, *there),
            evidence={**({"row": unit.id} if unit.id else {}), **(evidence or {})},
        )


def make_finding(
    code: str,
    document: str,
    source: Sequence[str],
    target: Sequence[str],
    score: float,
    message: str,
    *,
    source_spans: Iterable[Span] = (),
    target_spans: Iterable[Span] = (),
    evidence: Mapping[str, Any] | None = None,
) -> Finding:
    """Make a finding whose evidence is JSON-able, rounded and sorted, so that output is stable."""
    return Finding(
        code=code,
        document=document,
        source=tuple(source),
        target=tuple(target),
        score=round(min(1.0, max(0.0, score)), 4),
        message=message,
        source_spans=tuple(sorted(set(source_spans), key=_place)),
        target_spans=tuple(sorted(set(target_spans), key=_place)),
        evidence=plain_evidence(evidence or {}),
    )


def plain_evidence(value: Any) -> Any:
    """Return only dicts, lists, strings, numbers, booleans and None; keys sorted, floats rounded.

    >>> plain_evidence({"b": (1.23456, Span(0, 1, "x")), "a": None})
    {'a': None, 'b': [1.2346, [0, 1, 'x']]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain_evidence(value[key]) for key in sorted(value)}
    if isinstance(value, Span):
        return [value.start, value.end, value.text]
    if isinstance(value, set | frozenset):
        return [plain_evidence(item) for item in sorted(value)]
    if isinstance(value, list | tuple):
        return [plain_evidence(item) for item in value]
    if isinstance(value, float | np.floating):
        return round(float(value), 4)
    return value


def span(text: str, start: int, end: int) -> Span:
    """Return the span of `text` from `start` to `end`.

    >>> span("two boys", 4, 8)
    Span(start=4, end=8, text='boys')
    """
    return Span(start, end, text[start:end])


def whole(text: str) -> tuple[Span, ...]:
    """Return a span of all of `text`, none of an empty one."""
    return (Span(0, len(text), text),) if text else ()


def short(text: str, limit: int = 60) -> str:
    """Return the beginning of `text`, cut at a word, for use in a message.

    >>> short("one two three", limit=8)
    'one two…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit + 1].rsplit(" ", 1)[0].rstrip(" ,;،؛") + "…"


def label(segments: Sequence[Segment]) -> str:
    """Name segments as a reader would: 'operative paragraph 18'."""
    return " and ".join(_label(segment) for segment in segments) or "nothing"


_KINDS = {
    "title": "the title",
    "subtitle": "the subtitle",
    "head": "the heading",
    "pre": "preambular paragraph",
    "op": "operative paragraph",
    "note": "note",
    "p": "paragraph",
}


def _label(segment: Segment) -> str:
    place, _, sentence = segment.place.partition(".s")
    kind = place.rstrip("0123456789")
    name = f"{_KINDS.get(kind, kind)} {place[len(kind) :]}".strip()
    return f"{name}, sentence {sentence}" if sentence else name


def _place(item: Span) -> tuple[int, int]:
    return item.start, item.end

"""One bitext under inspection: what several checks need is worked out here, once and when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parallel_corpus import script
from parallel_corpus.checks.bitext import Bitext, Key, Unit
from parallel_corpus.encode import Encoder
from parallel_corpus.model import Finding, Segment, Span

if TYPE_CHECKING:
    from parallel_corpus.checks.divergence import Judgement
    from parallel_corpus.checks.lexicon import Lexicon
    from parallel_corpus.checks.versions import Comparison

_MAD_TO_SIGMA = 1.4826  # makes the median absolute deviation of a normal sample its deviation


class Inspection:
    """A bitext, an encoder, and a memory of what was computed from them."""

    def __init__(self, bitext: Bitext, encoder: Encoder) -> None:
        self.bitext = bitext
        self.encoder = encoder
        self.options: Mapping[str, Any] = {}
        self.word_vectors: dict[str, NDArray[np.float32]] = {}
        """By stem; see `coverage`."""
        self._memory: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def paired(self) -> tuple[Unit, ...]:
        """The units that have text on both sides."""
        return tuple(unit for unit in self.bitext.units if unit.paired)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows for `texts`; vowel marks and tatweel never reach the encoder."""
        plain = [script.strip_marks(text) for text in texts]
        missing = sorted({text for text in plain if text not in self._memory})
        if missing:
            rows = self.encoder.encode(missing)
            self._memory.update(zip(missing, rows, strict=True))
        if not plain:
            return np.zeros((0, 1), dtype=np.float32)
        return np.stack([self._memory[text] for text in plain])

    def similarity(self, source: str, target: str) -> float:
        """The cosine of two texts, -1 to 1."""
        one, other = self.vectors([source, target])
        return float(one @ other)

    @cached_property
    def similarities(self) -> dict[Key, float]:
        """The cosine of the two sides of each paired unit, by the unit's key."""
        units = self.paired
        source = self.vectors([unit.source_text for unit in units])
        target = self.vectors([unit.target_text for unit in units])
        cosines = np.einsum("ij,ij->i", source, target) if units else []
        return {unit.key: float(value) for unit, value in zip(units, cosines, strict=True)}

    @cached_property
    def lexicon(self) -> Lexicon:
        from parallel_corpus.checks.lexicon import load_lexicon

        return load_lexicon()

    @property
    def limits(self) -> Mapping[str, float]:
        """What 98.5% of clean pairs stay below, in log odds, by model; see `divergence`."""
        limits: Mapping[str, float] = self.lexicon.logistic["limits"]
        return limits

    @cached_property
    def judgements(self) -> dict[Key, Judgement]:
        """What the coverage models make of each paired unit, by the unit's key."""
        from parallel_corpus.checks.divergence import centre, judge

        texts = [(unit.source_text, unit.target_text) for unit in self.paired]
        found = centre(list(judge(self, texts, self.lexicon)))
        return {unit.key: item for unit, item in zip(self.paired, found, strict=True)}

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Each unit beside the older version's, where there is one."""
        from parallel_corpus.checks.versions import comparisons

        return comparisons(self)

    def finding(
        self,
        code: str,
        unit: Unit,
        score: float,
        message: str,
        *,
        source_spans: Iterable[Span] = (),
        target_spans: Iterable[Span] = (),
        evidence: Mapping[str, Any] | None = None,
    ) -> Finding:
        """A finding on one unit; the evidence is made plain, rounded and sorted."""
        return make_finding(
            code,
            self.bitext.document,
            unit.bead.source,
            unit.bead.target,
            score,
            message,
            source_spans=source_spans,
            target_spans=target_spans,
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
    """A finding whose evidence is JSON-able, rounded and sorted, so that output is stable."""
    return Finding(
        code=code,
        document=document,
        source=tuple(source),
        target=tuple(target),
        score=round(min(1.0, max(0.0, score)), 4),
        message=message,
        source_spans=tuple(sorted(set(source_spans), key=_place)),
        target_spans=tuple(sorted(set(target_spans), key=_place)),
        evidence=plain(evidence or {}),
    )


def plain(value: Any) -> Any:
    """Only dicts, lists, strings, numbers, booleans and None; keys sorted, floats rounded.

    >>> plain({"b": (1.23456, Span(0, 1, "x")), "a": None})
    {'a': None, 'b': [1.2346, [0, 1, 'x']]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, Span):
        return [value.start, value.end, value.text]
    if isinstance(value, set | frozenset):
        return [plain(item) for item in sorted(value)]
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float | np.floating):
        return round(float(value), 4)
    return value


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and robust deviation (scaled MAD) of a sample."""

    median: float
    deviation: float

    @classmethod
    def of(cls, values: Sequence[float], prior: Spread, weight: int = 8) -> Spread:
        """The spread of `values`, drawn to `prior` as if it were `weight` further values.

        A document of three paragraphs has no spread of its own to speak of.
        """
        if not values:
            return prior
        share = len(values) / (len(values) + weight)
        median = float(np.median(values))
        deviation = _MAD_TO_SIGMA * float(np.median(np.abs(np.asarray(values) - median)))
        return cls(
            share * median + (1 - share) * prior.median,
            share * deviation + (1 - share) * prior.deviation,
        )

    def below(self, value: float) -> float:
        """How many deviations `value` lies below the median."""
        return (self.median - value) / max(self.deviation, 1e-6)


def span(text: str, start: int, end: int) -> Span:
    """
    >>> span("two boys", 4, 8)
    Span(start=4, end=8, text='boys')
    """
    return Span(start, end, text[start:end])


def whole(text: str) -> tuple[Span, ...]:
    """All of `text`, or nothing of an empty one."""
    return (Span(0, len(text), text),) if text else ()


def short(text: str, limit: int = 60) -> str:
    """The beginning of `text`, cut at a word, for use in a message.

    >>> short("one two three", limit=8)
    'one two…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit + 1].rsplit(" ", 1)[0].rstrip(" ,;،؛") + "…"


def label(segments: Sequence[Segment]) -> str:
    """How a reader would name segments: 'operative paragraph 18'."""
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

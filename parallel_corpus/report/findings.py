"""A finding as a page shows it: what is wrong, both texts with the spans, and why we think so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from parallel_corpus.annotators.joining import said_by
from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.checks.annotated import ANNOTATED
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import (
    LANGUAGE_NAMES,
    SEVERITIES,
    Change,
    Finding,
    Severity,
    Span,
    language_of,
)
from parallel_corpus.report.sides import (
    Piece,
    SegmentIndex,
    ShownText,
    difference,
    excerpt,
    mark,
    overlay,
    telling,
)
from parallel_corpus.report.wording import Wording

CHECKS = "checks"
"""What a page calls the checks where it says who found something."""

SEVERITY_NAMES: Mapping[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Note"}


_HEADINGS = (
    ("finds", "What it finds"),
    ("matters", "Why it matters"),
    ("wrong", "When it is wrong"),
    ("example", "Example"),
)
# What figures of checks say, in plain words; the others are in the texts and messages already.
_FACTS: Mapping[str, str] = {
    "accepted": "accepted renderings",
    "limit": "reported from",
    "log_odds": "how strongly the words speak for it (above 0 for, below 0 against)",
    "pair_margin": "lead over the next best partner (0 to 1)",
    "pair_score": "how surely the two belong together (0 to 1)",
    "share": "share of the words concerned",
    "similarity_now": "closeness to the source as it is (0 to 1)",
    "similarity_to_new_source": "closeness to this source (0 to 1)",
    "similarity_to_old_source": "closeness to the earlier source (0 to 1)",
    "similarity_with_old_word": "closeness to the source with the earlier word (0 to 1)",
    "source_kept": "words of the earlier source kept",
    "source_only": "numbers of the source only",
    "target_kept": "words of the earlier translation kept",
    "target_only": "numbers of the translation only",
    "usual": "usual rendering",
    "weight_of_the_words": "weight of the words without an answer",
}
_COMPARED = frozenset(("versions", "numbers"))
"""Families whose findings say what the earlier version had."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, ready to be laid out. `rows` are (what the row holds, source, target)."""

    id: str
    rank: int
    finding: Finding
    name: str
    family: str
    severity: Severity
    place: str
    rows: tuple[tuple[str, ShownText, ShownText], ...]
    facts: tuple[tuple[str, str], ...]
    explanation: tuple[tuple[str, str], ...]
    message: str = ""
    earlier: str = ""
    """What the earlier translation had in its place, as a sentence."""
    current: bool = True
    """Whether it is about a version that no other supersedes."""
    severity_name: str = ""

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def who(self) -> tuple[str, ...]:
        """Return who says so: the checks, annotators by name, or both."""
        annotators = tuple(said_by(self.finding))
        return annotators if self.code in ANNOTATED else (CHECKS, *annotators)

    @property
    def headline(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]}"

    @property
    def quotes(self) -> tuple[ShownText, ...]:
        """The longest marked stretch of either side, short enough for a sentence."""
        if not self.rows:
            return ()
        _, source, target = self.rows[-1]
        marked = (
            (source.language, self.finding.source_spans),
            (target.language, self.finding.target_spans),
        )
        return tuple(
            ShownText(
                LANGUAGE_NAMES.get(language, language), language, mark(excerpt(span.text), ())
            )
            for language, spans in marked
            for span in sorted(spans, key=lambda s: s.start - s.end)[:1]
        )


def worst(severities: Iterable[Severity]) -> Severity | None:
    """
    >>> worst(["info", "error"]), worst([])
    ('error', None)
    """
    return min(severities, key=SEVERITIES.index, default=None)


def view(
    finding: Finding,
    rank: int,
    places: SegmentIndex,
    change: Change | None,
    *,
    current: bool = True,
) -> FindingView:
    """Lay out `finding`; with `change`, the earlier version's texts stand above today's."""
    check, say = REGISTRY[finding.code], places.say
    place = places.label(finding.source or finding.target)
    if change is not None and check.family not in _COMPARED:
        change = None
    earlier = "" if change is None else _earlier(finding, change, places)
    if check.family == "numbers" and not earlier:
        change = None
    grave = severity(finding)
    return FindingView(
        id=f"f{rank}",
        rank=rank,
        finding=finding,
        name=say.word(check.name.replace("-", " ")),
        family=check.family,
        severity=grave,
        place=place or say("whole document"),
        rows=_rows(finding, places, change),
        facts=_facts(finding, change, places.say),
        explanation=tuple(
            (say.word(heading), say.explanation(getattr(check.explanation, part)))
            for part, heading in _HEADINGS
        ),
        message=say.finding(finding.message).rstrip(".") + ".",
        earlier=earlier,
        current=current,
        severity_name=say.word(SEVERITY_NAMES[grave]),
    )


def _earlier(finding: Finding, change: Change, places: SegmentIndex) -> str:
    """Quote what the earlier translation had where the finding's words or numbers are."""
    if REGISTRY[finding.code].family != "numbers":
        return ""
    old, new = places.text(change.old_target), places.text(change.target)
    if not old or not new:
        return ""
    difference_ = Difference(old, new)
    spans = finding.target_spans
    had = [
        before.text
        for before, after in difference_.replaced
        if any(span.start < after.end and after.start < span.end for span in spans)
    ]
    if not spans:
        had = [gone.text for gone in difference_.dropped if any(map(str.isdigit, gone.text))]
    if had:
        quoted = places.say.listed([f"“{text}”" for text in had[:4]])
        return places.say("The earlier translation had %(said)s.", said=quoted)
    return places.say("The earlier translation had the same.") if spans else ""


def versions(
    change: Change, places: SegmentIndex
) -> tuple[tuple[str, ShownText, ShownText], tuple[str, ShownText, ShownText]]:
    """Show the earlier version's two texts above today's two, with differing words marked."""
    old, new = [], []
    for before, after in (
        (change.old_source, change.source),
        (change.old_target, change.target),
    ):
        removed, added = difference(places.text(before), places.text(after))
        language = _language(after or before)
        old.append(ShownText(places.label(before), language, removed))
        new.append(ShownText(places.label(after), language, added))
    old[1], new[1] = _with_language(old[1], old[0]), _with_language(new[1], new[0])
    say = places.say
    return (say("Earlier version"), old[0], old[1]), (say("This version"), new[0], new[1])


def _rows(
    finding: Finding, places: SegmentIndex, change: Change | None
) -> tuple[tuple[str, ShownText, ShownText], ...]:
    if change is not None and (change.old_source or change.old_target):
        old, (held, source, target) = versions(change, places)
        source = replace(
            source, pieces=overlay(source.pieces, telling(finding.source_spans, source.text))
        )
        target = replace(
            target, pieces=overlay(target.pieces, telling(finding.target_spans, target.text))
        )
        return old, (held, source, target)
    if not finding.source and not finding.target:
        return ()
    if copy := finding.evidence.get("copy_text"):
        return (_copies(finding, str(copy), places),)
    source = ShownText(
        places.label(finding.source),
        _language(finding.source) or _other(_language(finding.target)),
        _marked(places.text(finding.source), finding.source_spans),
    )
    target = ShownText(
        places.label(finding.target),
        _language(finding.target) or _other(source.language),
        _marked(places.text(finding.target), finding.target_spans),
    )
    return (("", source, target),)


def _marked(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    return mark(text, telling(spans, text))


def _copies(finding: Finding, copy: str, places: SegmentIndex) -> tuple[str, ShownText, ShownText]:
    """Show two copies of one text in one language, with the words that only one has."""
    refs = finding.source or finding.target
    removed, added = difference(copy, places.text(refs))
    name = f"copy {finding.evidence.get('copy', '')}".strip()
    language = _language(refs)
    return "", ShownText(name, language, removed), ShownText(places.label(refs), language, added)


def _facts(finding: Finding, change: Change | None, say: Wording) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    if change is not None:
        facts = [
            ("words of the earlier source kept", _share(change.source_kept)),
            ("words of the earlier translation kept", _share(change.target_kept)),
            ("closeness to this source (0 to 1)", _figure(change.new_similarity, say)),
            ("closeness to the earlier source (0 to 1)", _figure(change.old_similarity, say)),
        ]
    else:
        facts = [
            (_FACTS[key], _figure(value, say))
            for key, value in sorted(finding.evidence.items())
            if key in _FACTS
        ]
    return tuple((say.word(name), value) for name, value in facts if value)


def _figure(value: Any, say: Wording) -> str:
    if isinstance(value, bool):
        return say.word("yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int | str):
        return excerpt(str(value))
    if isinstance(value, list | tuple) and all(
        isinstance(item, int | float | str) for item in value
    ):
        return ", ".join(_figure(item, say) for item in value[:8])
    return ""


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _language(ids: tuple[str, ...]) -> str:
    return language_of(ids[0]) if ids else ""


def _other(language: str) -> str:
    return {"en": "ar", "ar": "en"}.get(language, "")


def _with_language(side: ShownText, opposite: ShownText) -> ShownText:
    if side.language:
        return side
    return ShownText(side.label, _other(opposite.language), side.pieces)

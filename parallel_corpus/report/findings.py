"""A finding as a page shows it: what is wrong, both texts with the spans, and why we think so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from parallel_corpus.checks import REGISTRY, severity
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
    Places,
    Side,
    difference,
    excerpt,
    mark,
    overlay,
    telling,
)

SEVERITY_NAMES: Mapping[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Note"}


_HEADINGS = (
    ("finds", "What it finds"),
    ("matters", "Why it matters"),
    ("wrong", "When it is wrong"),
    ("example", "Example"),
)
# Shown as texts or spans already, or of no use to a reader.
_UNSAID = re.compile(r"(old|new)_(source|target)|copy_text|.*_ids|followed|suggestion_place")


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
    rows: tuple[tuple[str, Side, Side], ...]
    facts: tuple[tuple[str, str], ...]
    explanation: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def severity_name(self) -> str:
        return SEVERITY_NAMES[self.severity]

    @property
    def headline(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]}"

    @property
    def quotes(self) -> tuple[Side, ...]:
        """The longest marked stretch of either side, short enough for a sentence."""
        if not self.rows:
            return ()
        _, source, target = self.rows[-1]
        marked = (
            (source.language, self.finding.source_spans),
            (target.language, self.finding.target_spans),
        )
        return tuple(
            Side(LANGUAGE_NAMES.get(language, language), language, mark(excerpt(span.text), ()))
            for language, spans in marked
            for span in sorted(spans, key=lambda s: s.start - s.end)[:1]
        )


def worst(severities: Iterable[Severity]) -> Severity | None:
    """
    >>> worst(["info", "error"]), worst([])
    ('error', None)
    """
    return min(severities, key=SEVERITIES.index, default=None)


def view(finding: Finding, rank: int, places: Places, change: Change | None) -> FindingView:
    """Lay out `finding`; with `change`, the earlier version's texts stand above today's."""
    check = REGISTRY[finding.code]
    place = places.label(finding.source or finding.target)
    return FindingView(
        id=f"f{rank}",
        rank=rank,
        finding=finding,
        name=check.name.replace("-", " "),
        family=check.family,
        severity=severity(finding),
        place=place or "whole document",
        rows=_rows(finding, places, change),
        facts=_facts(finding, change),
        explanation=tuple(
            (heading, getattr(check.explanation, part)) for part, heading in _HEADINGS
        ),
    )


def versions(
    change: Change, places: Places
) -> tuple[tuple[str, Side, Side], tuple[str, Side, Side]]:
    """The four texts: the earlier version's two above today's two, differing words marked."""
    old, new = [], []
    for before, after in (
        (change.old_source, change.source),
        (change.old_target, change.target),
    ):
        removed, added = difference(places.text(before), places.text(after))
        language = _language(after or before)
        old.append(Side(places.label(before), language, removed))
        new.append(Side(places.label(after), language, added))
    old[1], new[1] = _with_language(old[1], old[0]), _with_language(new[1], new[0])
    return ("Earlier version", old[0], old[1]), ("This version", new[0], new[1])


def _rows(
    finding: Finding, places: Places, change: Change | None
) -> tuple[tuple[str, Side, Side], ...]:
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
    source = Side(
        places.label(finding.source),
        _language(finding.source) or _other(_language(finding.target)),
        _marked(places.text(finding.source), finding.source_spans),
    )
    target = Side(
        places.label(finding.target),
        _language(finding.target) or _other(source.language),
        _marked(places.text(finding.target), finding.target_spans),
    )
    return (("", source, target),)


def _marked(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    return mark(text, telling(spans, text))


def _copies(finding: Finding, copy: str, places: Places) -> tuple[str, Side, Side]:
    """Two copies of one text, in the same language, with the words that only one of them has."""
    refs = finding.source or finding.target
    removed, added = difference(copy, places.text(refs))
    name = f"copy {finding.evidence.get('copy', '')}".strip()
    language = _language(refs)
    return "", Side(name, language, removed), Side(places.label(refs), language, added)


def _facts(finding: Finding, change: Change | None) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    if change is not None:
        facts = [
            ("words of the earlier source kept", _share(change.source_kept)),
            ("words of the earlier target kept", _share(change.target_kept)),
            ("likeness to this source", _figure(change.new_similarity)),
            ("likeness to the earlier source", _figure(change.old_similarity)),
        ]
    else:
        facts = [
            (key.replace("_", " "), _figure(value))
            for key, value in sorted(finding.evidence.items())
            if not _UNSAID.fullmatch(key)
        ]
    return tuple((name, value) for name, value in facts if value)


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int | str):
        return excerpt(str(value))
    if isinstance(value, list | tuple) and all(
        isinstance(item, int | float | str) for item in value
    ):
        return ", ".join(_figure(item) for item in value[:8])
    return ""


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _language(ids: tuple[str, ...]) -> str:
    return language_of(ids[0]) if ids else ""


def _other(language: str) -> str:
    return {"en": "ar", "ar": "en"}.get(language, "")


def _with_language(side: Side, opposite: Side) -> Side:
    if side.language:
        return side
    return Side(side.label, _other(opposite.language), side.pieces)

"""A finding as a page shows it: what is wrong, both texts with the spans, and why we think so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, cast

from parallel_corpus import checks
from parallel_corpus.model import Change, Finding, Severity, Span
from parallel_corpus.report.sides import Places, Side, difference, excerpt, mark, overlay

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: Mapping[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Note"}


class Entry(Protocol):
    """What a page needs to know about a check."""

    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def explanation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Unregistered:
    name: str
    family: str = "other"
    severity: Severity = "info"
    explanation: str = ""


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
    explanation: str
    pair: str = ""
    key: str = ""

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
        """Up to two of the marked stretches of either side, short enough for a sentence."""
        quoted = []
        for language, spans in self._spans():
            quoted += [Side("", language, mark(excerpt(s.text), ())) for s in spans[:2]]
        return tuple(quoted)

    def _spans(self) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        if not self.rows:
            return ()
        _, source, target = self.rows[-1]
        return (
            (source.language, self.finding.source_spans),
            (target.language, self.finding.target_spans),
        )


def entry(code: str) -> Entry:
    """What the registry says about `code`; a code it does not know is shown as a note."""
    registry = cast("Mapping[str, Entry]", getattr(checks, "REGISTRY", {}))
    return registry.get(code) or _Unregistered(code)


def severity_of(finding: Finding) -> Severity:
    """How grave `finding` is, by its check's entry in the registry."""
    return entry(finding.code).severity


def worst(severities: Iterable[Severity]) -> Severity | None:
    """
    >>> worst(["info", "error"]), worst([])
    ('error', None)
    """
    return min(severities, key=SEVERITIES.index, default=None)


def view(finding: Finding, rank: int, places: Places, change: Change | None) -> FindingView:
    """Lay out `finding`; with `change`, the earlier version's texts stand above today's."""
    known = entry(finding.code)
    place = places.label(finding.source or finding.target)
    return FindingView(
        id=f"f{rank}",
        rank=rank,
        finding=finding,
        name=known.name,
        family=known.family,
        severity=known.severity,
        place=place or "whole document",
        rows=_rows(finding, places, change),
        facts=_facts(finding, change),
        explanation=known.explanation,
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
        source = replace(source, pieces=overlay(source.pieces, finding.source_spans))
        target = replace(target, pieces=overlay(target.pieces, finding.target_spans))
        return old, (held, source, target)
    if not finding.source and not finding.target:
        return ()
    source = Side(
        places.label(finding.source),
        _language(finding.source) or _other(_language(finding.target)),
        mark(places.text(finding.source), finding.source_spans),
    )
    target = Side(
        places.label(finding.target),
        _language(finding.target) or _other(source.language),
        mark(places.text(finding.target), finding.target_spans),
    )
    return (("", source, target),)


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
        facts = [(_words(key), _figure(value)) for key, value in sorted(finding.evidence.items())]
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


def _words(key: str) -> str:
    return key.replace("_", " ")


def _language(ids: tuple[str, ...]) -> str:
    return ids[0].rsplit(":", 2)[1] if ids else ""


def _other(language: str) -> str:
    return {"en": "ar", "ar": "en"}.get(language, "")


def _with_language(side: Side, opposite: Side) -> Side:
    if side.language:
        return side
    return Side(side.label, _other(opposite.language), side.pieces, side.anchor)

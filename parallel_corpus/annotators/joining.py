"""Findings of checks and annotators on one pair: each place is told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from parallel_corpus.checks import REGISTRY, rank, severity
from parallel_corpus.checks.annotated import ANNOTATED
from parallel_corpus.checks.context import plain_evidence
from parallel_corpus.model import SEVERITIES, Finding, Key, Severity, Span

_ACCURACY = frozenset({"R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11"})
# What kinds of annotation say the same fault as a family of checks, or as one check, does. A check
# that looks at the whole pair (low similarity) names no words of its own: what an annotator says
# there is another, more exact thing to say, and stays.
_ALIKE: Mapping[str, frozenset[str]] = {
    "S06": frozenset({"R02"}),
    "V01": _ACCURACY,
    "V03": _ACCURACY,
    "V04": _ACCURACY | {"R12", "R16"},
    "C02": frozenset({"R01", "R02", "R08", "R10"}),
    "C03": frozenset({"R01", "R03"}),
    "C04": frozenset({"R01", "R02", "R03", "R07", "R08"}),
    "C05": frozenset({"R02", "R04"}),
    "C06": _ACCURACY,
    "N": frozenset({"R01", "R02", "R03", "R05", "R09"}),
    "M": frozenset({"R01", "R02", "R03", "R06", "R12"}),
    "T": frozenset({"R01", "R02", "R03", "R06", "R09", "R11"}),
    "P": frozenset({"R12", "R15"}),
}
_SHARE = 0.5  # of the shorter span that must lie in the other: places that merely touch are two
_WHO = ("annotator", "model")
_SUGGESTED = ("suggestion", "suggested_by", "suggestion_place")
_BOTH = 0.5  # how much of its doubt a finding loses when another witness sees the same


def join(found: Sequence[Finding], said: Sequence[Finding]) -> tuple[list[Finding], int]:
    """Return all findings, worst first, and how many annotations went into one of a check.

    A check's finding that an annotator confirms takes the annotation in, is as grave as the graver
    of the two, and says so; only where the check has no more than a note does the annotation take
    that in. Annotations of several annotators on the same words become one.
    """
    groups = _by_unit(found)
    merged = 0
    for annotation in said:
        beside = groups.setdefault((annotation.source, annotation.target), [])
        code = "" if _contradicted(annotation) else _take_into(beside, annotation)
        if not code:
            beside.append(_with_notes(annotation, beside))
        merged += bool(code) and code not in ANNOTATED
    return rank(f for group in groups.values() for f in group), merged


def _by_unit(findings: Sequence[Finding]) -> dict[Key, list[Finding]]:
    groups: dict[Key, list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.source, finding.target), []).append(finding)
    return groups


def _take_into(group: list[Finding], annotation: Finding) -> str:
    """Merge the annotation into a finding of `group` and return its code; "" if none takes it."""
    places = [
        number
        for number, finding in enumerate(group)
        if _same_fault(finding, annotation) or _same_words(finding, annotation)
    ]
    if not places:
        return ""
    best = min(places, key=lambda n: (SEVERITIES.index(severity(group[n])), -group[n].score, n))
    group[best] = _raised(group[best], annotation)
    return group[best].code


def _with_notes(annotation: Finding, beside: list[Finding]) -> Finding:
    """Return the annotation with the checks' notes on the same fault, removed from `beside`."""
    if _contradicted(annotation):
        return annotation
    for finding in [f for f in beside if _alike(f, annotation) and severity(f) == "info"]:
        beside.remove(finding)
        annotation = _raised(annotation, finding)
    return annotation


def _same_fault(finding: Finding, annotation: Finding) -> bool:
    loud = severity(finding) != "info" or severity(annotation) == "info"
    return loud and _alike(finding, annotation)


def _alike(finding: Finding, annotation: Finding) -> bool:
    alike = _ALIKE.get(finding.code) or _ALIKE.get(finding.code[0], frozenset())
    return annotation.code in alike and _share_words(finding, annotation)


def _same_words(one: Finding, other: Finding) -> bool:
    """Tell whether two annotators report the same kind of fault in the same words."""
    if one.code not in ANNOTATED or _contradicted(one):
        return False
    two = one.evidence.get("annotator") != other.evidence.get("annotator")
    family = REGISTRY[one.code].family == REGISTRY[other.code].family
    return two and family and _share_words(one, other)


def _share_words(one: Finding, other: Finding) -> bool:
    return _overlap(one.source_spans, other.source_spans) or _overlap(
        one.target_spans, other.target_spans
    )


def _overlap(these: Sequence[Span], those: Sequence[Span]) -> bool:
    return any(
        min(a.end, b.end) - max(a.start, b.start) >= _SHARE * min(a.end - a.start, b.end - b.start)
        for a in these
        for b in those
        if a.start < b.end and b.start < a.end
    )


def _raised(finding: Finding, other: Finding) -> Finding:
    graver: Severity = min(severity(finding), severity(other), key=SEVERITIES.index)
    more = other.evidence.get("also", ())
    also = [*finding.evidence.get("also", ()), f"{other.code}: {other.message}", *more]
    told = {**_first(_WHO, finding, other), **_first(_SUGGESTED, finding, other)}
    told["annotators"] = sorted({name for f in (finding, other) for name in said_by(f)})
    if other.code in ANNOTATED:
        # For the scorecard: who else said it, and how grave they hold it.
        said = (*finding.evidence.get("confirmed", ()), f"{other.code} {severity(other)}")
        told["confirmed"] = list(said)
    own = finding.severity or REGISTRY[finding.code].severity
    return replace(
        finding,
        score=round(1 - (1 - finding.score) * _BOTH, 4),
        severity=graver if graver != own else finding.severity,
        evidence=plain_evidence({**finding.evidence, **told, "also": also}),
    )


def said_by(finding: Finding) -> list[str]:
    """Return the annotators that say what `finding` says, by name; [] where only a check does."""
    one = finding.evidence.get("annotator")
    return list(finding.evidence.get("annotators", [one] if one else []))


def _first(keys: Sequence[str], *findings: Finding) -> dict[str, Any]:
    """Return what the first of `findings` with any of `keys` holds there, from that one alone."""
    for finding in findings:
        if told := {key: finding.evidence[key] for key in keys if finding.evidence.get(key)}:
            return told
    return {}


def _contradicted(finding: Finding) -> bool:
    return "contradicted" in finding.evidence

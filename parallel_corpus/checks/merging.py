"""One fault, one finding: what several checks say of the same thing is drawn together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from parallel_corpus.checks.context import plain_evidence
from parallel_corpus.checks.proposals import proposed
from parallel_corpus.checks.registry import severity
from parallel_corpus.model import Bitext, Finding, Repair, Span

# Which code takes in which others of the same unit, by prefix; "*" only where spans touch. No
# number and no word of a closed list is ever taken in by a finding that does not name it: whoever
# reads "this seems to be missing" would not learn that three weeks became four.
_TAKES: Mapping[str, tuple[str, ...]] = {
    "S01": ("",),
    "C05": ("C01", "C02", "C03", "C06", "M01", "M02", "T02", "P"),
    "V01": ("C01", "C02", "C03", "C06", "V02", "V03", "V04"),
    "V03": ("C02*", "C06*", "V02"),
    "C01": ("C02", "C03", "C06", "M01", "M02", "T02", "S06", "P"),
    "S06": ("C02", "C06", "P01", "P02", "M01*"),
    "V02": ("C03*", "C06*"),
    "V04": ("C03*", "C06*", "L01*"),
    "C02": ("C06", "M01*"),
    "C03": ("C06", "M01*"),
    "N03": ("N01*",),
}
_DAMAGE = "L01"  # which tells of the repair itself
_GRAVE = {"error": 2, "warning": 1, "info": 0}


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Merge findings on one unit that report one fault into the most informative one.

    What it took in stands in its evidence under "also", as codes with messages.
    """
    by_unit: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_unit[finding.source, finding.target].append(finding)
    return [kept for group in by_unit.values() for kept in _merge_unit(group)]


def _merge_unit(group: list[Finding]) -> list[Finding]:
    rest = sorted(group, key=lambda f: (_rank(f.code), -f.score, f.code, f.message))
    kept: list[Finding] = []
    while rest:
        worst, *others = rest
        taken = [other for other in others if _takes(worst, other)]
        rest = [other for other in others if other not in taken]
        if taken:
            also = [f"{other.code}: {other.message}" for other in taken]
            worst = replace(worst, evidence=plain_evidence({**worst.evidence, "also": also}))
        kept.append(worst)
    return kept


def _rank(code: str) -> int:
    order = list(_TAKES)
    return order.index(code) if code in order else len(order)


def _takes(finding: Finding, other: Finding) -> bool:
    if _GRAVE[severity(other)] > _GRAVE[severity(finding)]:
        return False
    for pattern in _TAKES.get(finding.code, ()):
        prefix = pattern.removesuffix("*")
        if other.code.startswith(prefix) and other.code != finding.code:
            return not pattern.endswith("*") or _touch(finding, other)
    return False


def _touch(one: Finding, other: Finding) -> bool:
    return _overlap(one.source_spans, other.source_spans) or _overlap(
        one.target_spans, other.target_spans
    )


def _overlap(these: tuple[Span, ...], those: tuple[Span, ...]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in these for b in those)


def mark_damage(findings: Iterable[Finding], bitext: Bitext) -> list[Finding]:
    """Mark findings at the place of a proposed repair: they say "may be OCR" and score half."""
    repairs: dict[tuple[str, ...], list[Repair]] = {}
    for unit in bitext.units:
        for segments in (unit.source, unit.target):
            found = proposed(segments)
            if found:
                repairs[tuple(segment.id for segment in segments)] = found
    return [f if f.code == _DAMAGE else _mark(f, repairs) for f in findings]


def _mark(finding: Finding, repairs: Mapping[tuple[str, ...], list[Repair]]) -> Finding:
    touching = [
        repair
        for refs, spans in (
            (finding.source, finding.source_spans),
            (finding.target, finding.target_spans),
        )
        for repair in repairs.get(refs, ())
        if _smallest(spans)
        and any(s.start < repair.edit.end and repair.edit.start < s.end for s in spans)
    ]
    if not touching:
        return finding
    told = [{"code": r.code, "before": r.edit.before, "after": r.edit.after} for r in touching]
    edit = touching[0].edit
    return replace(
        finding,
        score=round(finding.score / 2, 4),
        message=f"{finding.message} (may be OCR: “{edit.before}” for “{edit.after}”)",
        evidence=plain_evidence({**finding.evidence, "may_be_ocr": True, "repairs": told}),
    )


_SMALL = 40  # characters: a longer span is more than one damaged word explains


def _smallest(spans: tuple[Span, ...]) -> bool:
    return sum(item.end - item.start for item in spans) <= _SMALL

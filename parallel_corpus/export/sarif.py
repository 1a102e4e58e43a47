"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines they are about."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from typing import Any

from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.model import Finding, Segment
from parallel_corpus.pipeline import CheckedCorpus

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(corpus: CheckedCorpus) -> dict[str, Any]:
    """One run of this tool: its rules, and a result for each finding, worst first."""
    segments = {s.id: s for document in corpus.documents for s in document.segments}
    used = sorted({finding.code for finding in corpus.findings})
    driver = {
        "name": "parallel-corpus",
        "semanticVersion": metadata.version("parallel-corpus"),
        "rules": [_rule(code) for code in used],
    }
    results = [_result(finding, used, segments) for finding in corpus.findings]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    check = REGISTRY[code]
    return {
        "id": code,
        "name": check.name,
        "shortDescription": {"text": check.explanation.finds},
        "help": {"text": str(check.explanation)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"family": check.family, "mqm": check.mqm},
    }


def _result(finding: Finding, rules: list[str], segments: dict[str, Segment]) -> dict[str, Any]:
    refs = (*finding.target, *finding.source)
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _LEVELS[severity(finding)],
        "rank": round(finding.score * 100, 2),
        "message": {"text": finding.message},
        "locations": list(_locations(segments[ref] for ref in refs if ref in segments)),
    }


def _locations(segments: Iterable[Segment]) -> Iterable[dict[str, Any]]:
    for segment in segments:
        location: dict[str, Any] = {
            "logicalLocations": [{"fullyQualifiedName": segment.id, "kind": "element"}]
        }
        if segment.source:
            location["physicalLocation"] = {
                "artifactLocation": {"uri": segment.source.path},
                "region": {
                    "startLine": segment.source.first_line,
                    "endLine": segment.source.last_line,
                },
            }
        yield location

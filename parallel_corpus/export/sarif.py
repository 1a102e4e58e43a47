"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import metadata
from textwrap import indent
from typing import Any

from parallel_corpus.build.checked_bitext import CheckedBitext
from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.model import Finding, Segment

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_INSIDE = " " * 8  # where results stand
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(checked: CheckedCorpus | CheckedBitext) -> Iterator[str]:
    """Yield a SARIF file in pieces: one run, its rules, and one result a finding, worst first."""
    segments: dict[str, Segment] | None = None  # those of a table have no lines to point to
    if isinstance(checked, CheckedBitext):
        used = sorted(checked.findings.codes)
    else:
        segments = {s.id: s for document in checked.documents for s in document.segments}
        used = sorted({finding.code for finding in checked.findings})
    driver = {
        "name": "parallel-corpus",
        "semanticVersion": metadata.version("parallel-corpus"),
        "rules": [_rule(code) for code in used],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": []}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    head, _, tail = json.dumps(log, ensure_ascii=False, indent=2).rpartition("[]")
    yield head + "["
    between = ""
    for finding in checked.findings:
        result = json.dumps(_result(finding, used, segments), ensure_ascii=False, indent=2)
        yield f"{between}\n{indent(result, _INSIDE)}"
        between = ","
    yield (f"\n{_INSIDE[2:]}]" if between else "]") + tail + "\n"


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


def _result(
    finding: Finding, rules: list[str], segments: Mapping[str, Segment] | None
) -> dict[str, Any]:
    refs = (*finding.target, *finding.source)
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _LEVELS[severity(finding)],
        "rank": round(finding.score * 100, 2),
        "message": {"text": finding.message},
        "locations": [
            _location(ref, segments[ref] if segments else None)
            for ref in refs
            if segments is None or ref in segments
        ],
    }


def _location(ref: str, segment: Segment | None) -> dict[str, Any]:
    place = {"fullyQualifiedName": ref, "kind": "element"}
    location: dict[str, Any] = {"logicalLocations": [place]}
    if segment and segment.source:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": segment.source.path},
            "region": {
                "startLine": segment.source.first_line,
                "endLine": segment.source.last_line,
            },
        }
    return location

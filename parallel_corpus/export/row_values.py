"""What TMX and both versions of XLIFF tell of a row besides its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parallel_corpus.export.records import json_line
from parallel_corpus.read.formats.rows import BitextRow

_PRIORITY = {"error": "1", "warning": "4", "info": "7"}


def own_values(row: BitextRow) -> Iterator[tuple[str, str]]:
    """Yield the row's ids, scores and method by name, those that it has."""
    yield from (("source_ids", ref) for ref in row.source_ids)
    yield from (("target_ids", ref) for ref in row.target_ids)
    if row.score is not None:
        yield "score", f"{row.score:.4f}"
    if row.margin is not None:
        yield "margin", f"{row.margin:.4f}"
    if row.method:
        yield "method", row.method
    if row.moved:
        yield "moved", "yes"


def finding_values(row: BitextRow) -> Iterator[tuple[str, str]]:
    """Yield the row's findings as lines of JSON, under one name."""
    yield from (("findings", json_line(dict(finding)).rstrip("\n")) for finding in row.findings)


def priority(finding: Mapping[str, Any]) -> str:
    """Return the priority of a finding's note: 1 for errors, 4 for warnings, 7 for notes.

    >>> priority({"severity": "warning"}), priority({})
    ('4', '7')
    """
    return _PRIORITY.get(str(finding.get("severity")), "7")

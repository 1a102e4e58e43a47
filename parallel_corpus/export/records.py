"""The nouns as plain records, the same in JSON lines, tables and props: the one place for keys.

Numbers are rounded to four digits: a cosine means nothing beyond them, and another processor's
rounding must not show in a diff.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.model import (
    Bead,
    Document,
    Finding,
    Repair,
    Segment,
    Severity,
    Span,
)
from parallel_corpus.normalise import RawSpans
from parallel_corpus.support.atomic import replacing

Describe = Callable[[Finding], tuple[str, Severity]]
"""A finding to its check's name and to how grave it is."""

Record = dict[str, Any]

# Python's and many other readers take these as line ends; inside JSON they must be escaped.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")

FINDING_COLUMNS = (
    "severity",
    "code",
    "name",
    "document",
    "source",
    "target",
    "score",
    "message",
    "source_spans",
    "target_spans",
    "evidence",
)
"""The keys of findings.jsonl, and the columns of every table of findings."""


def registered(finding: Finding) -> tuple[str, Severity]:
    """Return name and severity from the registry of checks; an unknown check keeps its code."""
    if finding.code not in REGISTRY:
        return finding.code, "warning"
    return REGISTRY[finding.code].name, severity(finding)


def rounded(value: float | None) -> float | None:
    """Round to four digits; None for what is not a number.

    >>> rounded(0.123456), rounded(float("nan")), rounded(None)
    (0.1235, None, None)
    """
    if value is None or not math.isfinite(value):
        return None
    # Adding zero turns -0.0, which would differ in bytes only, into 0.0.
    return round(float(value), 4) + 0.0


def plain(value: Any) -> Any:
    """Return `value` in JSON's types: records as objects, sets sorted, numbers rounded.

    >>> plain({"spans": (Span(0, 2, "ab"),), "words": {"b", "a"}, 3: float("inf")})
    {'spans': [[0, 2, 'ab']], 'words': ['a', 'b'], '3': None}
    """
    if isinstance(value, Span):
        return [value.start, value.end, value.text]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (str, bool)) or value is None:
        return value
    return _plain_number_or_list(value)


def _plain_number_or_list(value: Any) -> Any:
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, int):
        return int(value)
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        return plain(value.tolist())
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)


def json_line(record: Any) -> str:
    """Write one line of JSON with readable Arabic and no line end inside.

    >>> json_line({"text": "مادة 5\\u2028"})
    '{"text": "مادة 5\\\\u2028"}\\n'
    """
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate
        line = json.dumps(record, allow_nan=False)
    return _LINE_ENDS.sub(lambda m: f"\\u{ord(m[0]):04x}", line) + "\n"


def write_jsonl(path: str | Path, records: Iterable[Record]) -> Path:
    """Write one JSON object a line."""
    with replacing(path) as file:
        for record in records:
            file.write(json_line(record).encode("utf-8"))
    return Path(path)


def finding_record(finding: Finding) -> Record:
    """Return a line of findings.jsonl."""
    name, gravity = registered(finding)
    return {
        "code": finding.code,
        "name": name,
        "severity": gravity,
        "document": finding.document,
        "source": list(finding.source),
        "target": list(finding.target),
        "score": rounded(finding.score),
        "message": finding.message,
        "source_spans": plain(finding.source_spans),
        "target_spans": plain(finding.target_spans),
        "evidence": plain(finding.evidence),
    }


def repair_records(documents: Iterable[Document]) -> Iterator[Record]:
    """Yield the lines of repairs.jsonl: all repairs, furniture included, in order of the text."""
    for document in documents:
        for segment in (*document.segments, *document.furniture):
            spans = RawSpans(segment.repairs)
            for repair in segment.repairs:
                yield _repair_record(document, segment, repair, spans)


def _repair_record(document: Document, segment: Segment, repair: Repair, spans: RawSpans) -> Record:
    return {
        "document": document.id,
        "segment": segment.id,
        "code": repair.code,
        "span": list(spans.of(repair)),
        "before": repair.edit.before,
        "after": repair.edit.after,
        "class": repair.kind,
        "origin": repair.origin,
        "evidence": plain(repair.evidence),
        "confidence": rounded(repair.confidence),
        "status": repair.status,
        "version": repair.version,
    }


def bead_record(bead: Bead) -> Record:
    """Return a line of `<document>.en-ar.alignment.jsonl`: references only, no text."""
    return {
        "source": list(bead.source),
        "target": list(bead.target),
        "score": rounded(bead.score),
        "margin": rounded(bead.margin),
        "method": bead.method,
        "moved": bead.moved,
    }


def segment_records(documents: Iterable[Document]) -> Iterator[Record]:
    """Yield the rows of the table of segments: each document's text, then its furniture."""
    for document in documents:
        for furniture, segments in ((False, document.segments), (True, document.furniture)):
            for segment in segments:
                yield _segment_record(document, segment, furniture)


def _segment_record(document: Document, segment: Segment, furniture: bool) -> Record:
    source = segment.source
    return {
        "id": segment.id,
        "document": document.id,
        "witness": document.witness,
        "language": segment.language,
        "place": segment.place,
        "kind": segment.kind,
        "number": segment.number,
        "furniture": furniture,
        "text": segment.text,
        "raw": segment.raw,
        "path": source.path if source else None,
        "first_line": source.first_line if source else None,
        "last_line": source.last_line if source else None,
        "source_place": source.place if source else "",
    }

"""Annotations as JSON lines: `annotations.jsonl`, which is input as decisions are.

One object a pair: `id`, `annotations`, and where known `annotator`, `model`, `prompt`, `texts` (the
fingerprint of the pair's texts) and `problem`. An annotation has `category`, `severity`, `source`,
`target`, `reason`, and where there are any `suggestion`, `source_start` and `target_start`. The
same answers give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from parallel_corpus.errors import ReadError
from parallel_corpus.model import Annotation, Answer, Severity
from parallel_corpus.support.atomic import replacing
from parallel_corpus.support.files import open_regular

_LIMIT = 64 * 1024 * 1024  # bytes: a larger file is not one that anybody wrote
_LONGEST = 4000  # characters of a quotation, reason or suggestion
_MOST = 100  # annotations of one pair
# MQM's, those of LISA and SAE, and what people call them.
_SEVERITIES: Mapping[str, Severity] = {
    **dict.fromkeys(("error", "critical", "major", "serious", "grave", "high", "fatal"), "error"),
    **dict.fromkeys(("warning", "minor", "medium", "moderate", "low"), "warning"),
    **dict.fromkeys(("info", "note", "nuance", "neutral", "preferential", "trivial"), "info"),
}


def annotation_of(record: object) -> Annotation | None:
    """Return the annotation in a parsed JSON value; None for what has not its form.

    >>> annotation_of({"category": "omission", "severity": "major", "source": "still"}).severity
    'error'
    >>> annotation_of({"severity": "error"}) is None
    True
    """
    if not isinstance(record, Mapping):
        return None
    category = record.get("category")
    severity = severity_of(record.get("severity", "warning"))
    texts = [record.get(key) or "" for key in ("source", "target", "reason", "suggestion")]
    if not isinstance(category, str) or not category.strip() or severity is None:
        return None
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts):
        return None
    starts = [record.get(key) for key in ("source_start", "target_start")]
    source, target, reason, suggestion = texts
    return Annotation(
        category=category.strip()[:80],
        severity=severity,
        source=source,
        target=target,
        reason=" ".join(reason.split()),
        suggestion=suggestion,
        source_start=_whole(starts[0]),
        target_start=_whole(starts[1]),
    )


def annotations_of(value: object) -> tuple[tuple[Annotation, ...], int] | None:
    """Return the annotations in `value`, and how many were not of their form; None for no list."""
    if not isinstance(value, list):
        return None
    made = [annotation_of(item) for item in value[:_MOST]]
    kept = tuple(item for item in made if item is not None)
    return kept, len(value) - len(kept)


def severity_of(word: object) -> Severity | None:
    """Return our severity for a word of MQM's or a near one; None for what is none.

    >>> severity_of("Major"), severity_of("neutral"), severity_of("blue")
    ('error', 'info', None)
    """
    return _SEVERITIES.get(word.strip().casefold()) if isinstance(word, str) else None


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return a line of annotations.jsonl."""
    record: dict[str, Any] = {
        "id": answer.id,
        "annotations": [_annotation_record(item) for item in answer.annotations],
    }
    for key in ("annotator", "model", "prompt", "texts", "problem", "refused"):
        if value := getattr(answer, key):
            record[key] = value
    return record


def _annotation_record(item: Annotation) -> dict[str, Any]:
    record: dict[str, Any] = {
        "category": item.category,
        "severity": item.severity,
        "source": item.source,
        "target": item.target,
        "reason": item.reason,
    }
    if item.suggestion:
        record["suggestion"] = item.suggestion
    for key in ("source_start", "target_start"):
        if (value := getattr(item, key)) is not None:
            record[key] = value
    return record


def dump_line(answer: Answer) -> bytes:
    """Return the line of an answer, with its line feed."""
    line = json.dumps(answer_record(answer), ensure_ascii=False)
    try:
        return line.encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(answer_record(answer)).encode() + b"\n"


def write_answers(path: Path, answers: Iterable[Answer]) -> Path:
    """Write annotations.jsonl, whole or not at all."""
    with replacing(path) as file:
        for answer in answers:
            file.write(dump_line(answer))
    return path


def read_answers(path: Path) -> Iterator[Answer]:
    """Yield the answers in annotations.jsonl. Raises ReadError for what is none, with its line."""
    for number, line in json_lines(path):
        answer = answer_of(line)
        if answer is None:
            raise ReadError(
                "is not an annotated pair",
                where=f"{path}:{number}",
                hint='A line reads {"id": "…", "annotations": [{"category": "omission", …}]}',
            )
        yield answer


def answer_of(line: object) -> Answer | None:
    """Return the answer in a parsed line; None for what has not its form."""
    if not isinstance(line, Mapping) or not isinstance(line.get("id"), str | int):
        return None
    told = annotations_of(line.get("annotations"))
    words = {key: line.get(key, "") for key in ("annotator", "model", "prompt", "texts", "problem")}
    if told is None or not all(isinstance(word, str) for word in words.values()):
        return None
    before = line.get("refused", 0)
    refused = told[1] + (before if isinstance(before, int) else 0)
    return Answer(str(line["id"]), told[0], refused=refused, **words)


def json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the number of each line that is not blank, and what is in it. Raises ReadError."""
    try:
        if path.is_file() and path.stat().st_size > _LIMIT:
            raise ReadError("is too large for annotations", where=path, hint="Split it")
        with open_regular(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _parsed(line, path, number)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", where=path) from error


def _parsed(line: bytes, path: Path, number: int) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        what, hint = "is not UTF-8", "Save it as UTF-8"
    except (ValueError, RecursionError) as error:
        what, hint = f"is not JSON: {error}", "Every line is one JSON object"
    raise ReadError(what, where=f"{path}:{number}", hint=hint)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

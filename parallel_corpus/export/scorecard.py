"""scorecard.csv and scorecard.json: what the findings on each document cost, and what passes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from parallel_corpus.annotators.scorecard import ScorecardOptions, ScorecardRow
from parallel_corpus.export.delimited import write_table
from parallel_corpus.model import SEVERITIES
from parallel_corpus.support.atomic import write_text

COLUMNS = (
    "document",
    "by",
    "category",
    *(f"{level}s" for level in SEVERITIES),
    "penalty",
    "per_1000_words",
    "words",
    "score",
    "passed",
)


def write_scorecard(
    rows: Sequence[ScorecardRow], options: ScorecardOptions, out: Path
) -> list[Path]:
    """Write both files into the folder `out`."""
    table = write_table(out / "scorecard.csv", COLUMNS, (row.record() for row in rows))
    told = {"options": options.record(), "documents": _documents(rows)}
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return [table, write_text(out / "scorecard.json", text)]


def _documents(rows: Iterable[ScorecardRow]) -> dict[str, Any]:
    """Group by document and by annotator: the whole, then each category."""
    found: dict[str, Any] = {}
    for row in rows:
        record = row.record()
        by = found.setdefault(record.pop("document"), {}).setdefault(record.pop("by"), {})
        category = record.pop("category")
        if row.category:
            for key in ("words", "score", "passed"):
                del record[key]
            by["categories"][category] = record
        else:
            by.update(record, categories={})
    return found

"""A scorecard: MQM penalties per 1,000 words, and whether a document passes.

Every finding costs by its severity (by default 5 an error, 1 a warning, nothing a note: MQM's
major, minor and neutral). The score is the calibrated linear one of the MQM Council (Lommel et al.
2024, "The Multi-Range Theory of Translation Quality Measurement", section on calibration): 100
without penalties, `pass_mark` where the penalties per 1,000 source words are `allowed`, on a
straight line, and never below 0. Findings of checks and of annotators are scored apart and
together; what both saw counts once in the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.checks.annotated import ANNOTATED
from parallel_corpus.errors import SettingsError
from parallel_corpus.language import script
from parallel_corpus.model import SEVERITIES, Finding, Severity

BY = ("checks", "annotators", "together")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class ScorecardOptions:
    """What findings cost, and what passes: see the module."""

    pass_mark: float = 90.0
    allowed: float = 10.0
    error: float = 5.0
    warning: float = 1.0
    info: float = 0.0

    def record(self) -> dict[str, float]:
        """Return the options by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def score(self, per_thousand: float) -> float:
        """Return the score, 0-100, for so many penalties per 1,000 words.

        >>> ScorecardOptions().score(0), ScorecardOptions().score(10), ScorecardOptions().score(200)
        (100.0, 90.0, 0.0)
        """
        lost = per_thousand * (100.0 - self.pass_mark) / self.allowed
        return round(max(0.0, 100.0 - lost), 2)


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """What one category of findings costs; of category "" all of them, with score and verdict."""

    document: str
    by: str
    category: str
    counts: Mapping[Severity, int]
    penalty: float
    per_thousand: float
    words: int
    score: float | None = None
    passed: bool | None = None

    def record(self) -> dict[str, Any]:
        """Return a row of scorecard.csv."""
        return {
            "document": self.document,
            "by": self.by,
            "category": self.category or "all",
            **{f"{level}s": self.counts.get(level, 0) for level in SEVERITIES},
            "penalty": round(self.penalty, 2),
            "per_1000_words": round(self.per_thousand, 2),
            "words": self.words,
            "score": self.score,
            "passed": self.passed,
        }


def parse_scorecard(table: Mapping[str, Any], where: str | Path) -> ScorecardOptions:
    """Return the options in [scorecard] of corpus.toml. Raises SettingsError naming the key."""
    known = [field.name for field in fields(ScorecardOptions)]
    for key, value in table.items():
        if key not in known:
            raise SettingsError(
                f"scorecard.{key}: no such key", where=where, hint=f"Known: {', '.join(known)}"
            )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not (0 <= value <= 100 or key not in ("pass_mark",)) or value < 0:
            raise SettingsError(f"scorecard.{key}: must be a number from 0", where=where)
    if table.get("allowed", 1) == 0:
        raise SettingsError("scorecard.allowed: must be more than 0", where=where)
    return ScorecardOptions(**{key: float(value) for key, value in table.items()})


def score_document(
    document: str, words: int, findings: Iterable[Finding], options: ScorecardOptions
) -> list[ScorecardRow]:
    """Return the rows of one document: for each of `BY` the whole, then each category.

    `words` are the source's. Without an annotator's findings there are the checks' rows only.
    """
    seen: dict[str, dict[str, dict[Severity, int]]] = {by: {} for by in BY}
    for finding in findings:
        for by, category, level in _counted(finding):
            row = seen[by].setdefault(category, {})
            row[level] = row.get(level, 0) + 1
    kept = BY if seen["annotators"] else BY[:1]
    return [row for by in kept for row in _rows(document, by, words, seen[by], options)]


def count_words(texts: Iterable[str]) -> int:
    """Return how many words the texts have."""
    return sum(len(script.words(text)) for text in texts)


def _counted(finding: Finding) -> Iterable[tuple[str, str, Severity]]:
    """Yield under whom a finding counts, as what category, and how severe."""
    mqm = REGISTRY[finding.code].mqm
    yield "together", mqm, severity(finding)
    if finding.code in ANNOTATED:
        yield "annotators", mqm, severity(finding)
        return
    confirmed = finding.evidence.get("confirmed", ())
    # What an annotator confirms is as grave as the annotator says: not the check's own severity.
    yield "checks", mqm, REGISTRY[finding.code].severity if confirmed else severity(finding)
    for said in confirmed:
        code, _, level = str(said).partition(" ")
        grave = next((known for known in SEVERITIES if known == level), None)
        if code in ANNOTATED and grave:
            yield "annotators", REGISTRY[code].mqm, grave


def _rows(
    document: str,
    by: str,
    words: int,
    found: Mapping[str, Mapping[Severity, int]],
    options: ScorecardOptions,
) -> Sequence[ScorecardRow]:
    whole = {level: sum(row.get(level, 0) for row in found.values()) for level in SEVERITIES}
    rows = [_row(document, by, "", words, whole, options)]
    rows += [_row(document, by, name, words, found[name], options) for name in sorted(found)]
    return rows


def _row(
    document: str,
    by: str,
    category: str,
    words: int,
    counts: Mapping[Severity, int],
    options: ScorecardOptions,
) -> ScorecardRow:
    penalty = sum(getattr(options, level) * number for level, number in counts.items())
    per_thousand = _THOUSAND * penalty / words if words else 0.0
    score = None if category else options.score(per_thousand)
    passed = None if score is None else score >= options.pass_mark
    return ScorecardRow(document, by, category, counts, penalty, per_thousand, words, score, passed)

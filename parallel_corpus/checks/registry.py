"""All checks, listed by hand: a check that is not named here does not exist."""

from __future__ import annotations

from parallel_corpus.checks.catalogue import (
    end_punctuation,
    low_similarity,
    number_mismatch,
    numbers,
    order,
    references,
    source_changed,
    superseded,
    target_changed,
    unpaired,
    untranslated,
    witnesses,
)
from parallel_corpus.checks.check import Check
from parallel_corpus.model import Finding, Severity

_MODULES = (
    unpaired,
    number_mismatch,
    order,
    superseded,
    source_changed,
    target_changed,
    witnesses,
    low_similarity,
    untranslated,
    numbers,
    references,
    end_punctuation,
)

REGISTRY: dict[str, Check] = {
    check.code: check for check in sorted((m.CHECK for m in _MODULES), key=lambda c: c.code)
}
"""Every check by its code."""

_LADDER: tuple[Severity, ...] = ("info", "warning", "error")


def severity(finding: Finding | str) -> Severity:
    """How grave a finding is: its check's severity, one step less where it may be OCR.

    Takes a code as well. Raises KeyError for a code that no check has.
    """
    if isinstance(finding, str):
        return REGISTRY[finding].severity
    grave = REGISTRY[finding.code].severity
    if finding.evidence.get("may_be_ocr"):
        return _LADDER[max(0, _LADDER.index(grave) - 1)]
    return grave

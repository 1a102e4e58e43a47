"""All checks, listed by hand: a check that is not named here does not exist."""

from __future__ import annotations

from parallel_corpus.checks.catalogue import (
    addition,
    also,
    arabic_marks,
    bidi_controls,
    brackets,
    dates,
    end_punctuation,
    glossary,
    inconsistent_term,
    lead_verb,
    low_similarity,
    merged,
    mixed_digits,
    names,
    negation,
    number_mismatch,
    numbers,
    omission,
    order,
    references,
    source_changed,
    spacing,
    spelling,
    subparagraphs,
    superseded,
    superseded_clause,
    symbols,
    target_changed,
    truncated,
    unanswered,
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
    merged,
    subparagraphs,
    truncated,
    superseded,
    superseded_clause,
    source_changed,
    target_changed,
    witnesses,
    low_similarity,
    omission,
    addition,
    negation,
    unanswered,
    untranslated,
    numbers,
    dates,
    references,
    symbols,
    names,
    spelling,
    glossary,
    inconsistent_term,
    lead_verb,
    also,
    end_punctuation,
    brackets,
    arabic_marks,
    spacing,
    mixed_digits,
    bidi_controls,
)

REGISTRY: dict[str, Check] = {
    check.code: check for check in sorted((m.CHECK for m in _MODULES), key=lambda c: c.code)
}
"""Every check by its code."""


def severity(finding: Finding | str) -> Severity:
    """How grave a finding is, which its check says. Takes a code as well.

    What may be OCR is as grave to a reader, and ranks lower by its score. Raises KeyError for a
    code that no check has.
    """
    return REGISTRY[finding if isinstance(finding, str) else finding.code].severity

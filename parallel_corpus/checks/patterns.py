"""Faults that run through a document: told once, with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parallel_corpus.checks.context import plain_evidence
from parallel_corpus.checks.registry import REGISTRY, severity
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import Finding

OFTEN = 4
"""How many findings with one pattern become one."""

_SHOWN = 100  # places that evidence names
_MARKED = 80  # characters: longer passages come back by chance only as wholes


def gather(findings: Iterable[Finding], *, running: bool) -> list[Finding]:
    """Draw findings that tell one fault together where they are many in a document.

    The first place keeps the finding, with how many others there are; its evidence names them.
    A fault is one by the `pattern` in its evidence, else by the very words that it marks, or by
    what it says where it marks none. The latter two count for what is loud only in a `running`
    text: rows of a table need have nothing to do with each other. They do not count for checks that
    mark a word which stands anywhere: "not" lost in four places is four faults.
    """
    kept: list[Finding] = []
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        pattern = _pattern(finding, running=running)
        if pattern:
            groups[finding.document, finding.code, severity(finding), *pattern].append(finding)
        else:
            kept.append(finding)
    for group in groups.values():
        kept += group if len(group) < OFTEN else [_together(group)]
    return kept


def _pattern(finding: Finding, *, running: bool) -> tuple[str, ...]:
    """Return what findings of one check share when they are one fault; empty where nothing does."""
    given = finding.evidence.get("pattern")
    if isinstance(given, str):
        return ("given", given)
    if not running and severity(finding) != "info":
        return ()
    if REGISTRY[finding.code].marks_any_word:
        return ()
    sides = finding.source_spans, finding.target_spans
    words = ["\n".join(comparison_key(s.text) or s.text for s in spans) for spans in sides]
    if any(sides):
        return ("words", *words) if sum(map(len, words)) <= _MARKED else ()
    return () if "\u201c" in finding.message else ("message", finding.message)


def _together(group: Sequence[Finding]) -> Finding:
    first, *rest = group
    places = [" ".join(f.source or f.target) for f in rest]
    return replace(
        first,
        score=max(f.score for f in group),
        message=f"{first.message}; the same in {len(rest)} other places",
        evidence=plain_evidence({**first.evidence, "places": places[:_SHOWN], "times": len(group)}),
    )

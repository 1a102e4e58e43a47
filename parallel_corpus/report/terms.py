"""The terminology findings as a table: a term, its rendering here, its rendering elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parallel_corpus.model import Span
from parallel_corpus.report.findings import FindingView
from parallel_corpus.report.sides import excerpt


@dataclass(frozen=True, slots=True)
class TermRow:
    """One finding about a term; `here` is "" where the term has no rendering that was found."""

    view: FindingView
    english: str
    here: str
    elsewhere: tuple[str, ...]


def term_rows(findings: Iterable[FindingView]) -> tuple[TermRow, ...]:
    """Return the terminology findings that name a term and another rendering of it."""
    rows = [_row(view) for view in findings if view.family == "terminology"]
    rows = [row for row in rows if row.english and row.elsewhere]
    return tuple(sorted(rows, key=lambda row: (row.english.casefold(), row.view.rank)))


def _row(view: FindingView) -> TermRow:
    finding, evidence = view.finding, view.finding.evidence
    here = _longest(finding.target_spans)
    english = evidence.get("term")
    return TermRow(
        view,
        english if isinstance(english, str) else _longest(finding.source_spans),
        here,
        tuple(text for text in _elsewhere(evidence) if text != here),
    )


def _elsewhere(evidence: Mapping[str, object]) -> list[str]:
    """Return the usual rendering, the accepted ones, or all with their counts."""
    found = []
    if isinstance(usual := evidence.get("usual"), str):
        found.append(usual)
    if isinstance(accepted := evidence.get("accepted"), list | tuple):
        found += [text for text in accepted if isinstance(text, str)]
    if isinstance(renderings := evidence.get("renderings"), Mapping):
        ranked = sorted(renderings.items(), key=lambda item: (-_count(item[1]), str(item[0])))
        found += [str(text) for text, _ in ranked]
    return found


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _longest(spans: Iterable[Span]) -> str:
    return max((excerpt(span.text, 60) for span in spans), key=len, default="")

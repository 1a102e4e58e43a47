"""Precision and recall of the findings on the five documents against tests/gold/divergences.tsv.

    python -m tests.benchmarks.checks_gold [-v]

A finding is right when the gold has a row of its paragraph with its family; a row is found when a
right finding stands at its paragraph with one of its families. Then how `check --scores` ranks the
paragraphs: the share of (paragraph with an error or warning in the gold, one without) in the right
order.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallel_corpus.checks import REGISTRY, check, check_corpus, score_pairs, severity
from parallel_corpus.model import Finding
from tests.benchmarks.checks_report import auc
from tests.benchmarks.results import record
from tests.checks.resolutions import adopted, draft, encoder

GOLD = Path(__file__).parents[1] / "gold" / "divergences.tsv"


@dataclass(frozen=True)
class Row:
    """One divergence that the reader found."""

    document: str
    place: str
    families: frozenset[str]
    severity: str
    what: str


def gold() -> list[Row]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(
                row["document"],
                row["place"],
                frozenset(row["families"].split("|")),
                row["severity"],
                row["what"],
            )
            for row in rows
        ]


def findings() -> list[Finding]:
    found = [finding for bitext in (adopted(), draft()) for finding in check(bitext, encoder())]
    return found + check_corpus([adopted(), draft()], encoder())


def place(finding: Finding) -> tuple[str, str]:
    document, _, where = (finding.source or finding.target)[0].rsplit(":", 2)
    return document, where


def right(finding: Finding, rows: list[Row]) -> bool:
    family = REGISTRY[finding.code].family
    return any((r.document, r.place) == place(finding) and family in r.families for r in rows)


def ranking(rows: list[Row]) -> dict[str, float]:
    wrong = {f"{row.document}:en:{row.place}" for row in rows if row.severity != "info"}
    scores = [score for bitext in (adopted(), draft()) for score in score_pairs(bitext, encoder())]
    found: dict[str, float] = {"paragraphs": len(scores), "wrong": 0}
    for name, sign in (("divergence", 1), ("similarity", -1)):
        values: dict[bool, list[float]] = {True: [], False: []}
        for score in scores:
            values[score.id in wrong].append(sign * getattr(score, name))
        found["wrong"] = len(values[True])
        found[name] = round(auc(values[False], values[True]), 3)
    return found


def main(verbose: bool = False) -> None:
    rows, found = gold(), findings()
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for finding in found:
        grave = "warning+" if severity(finding) != "info" else "info"
        ok = right(finding, rows)
        counts[REGISTRY[finding.code].family, grave][ok] += 1
        counts["all", grave][ok] += 1
        if verbose or not ok:
            mark = "right" if ok else "WRONG"
            print(f"{mark} {severity(finding):7} {finding.code} {place(finding)} {finding.message}")
    for (family, grave), count in sorted(counts.items()):
        print(f"precision {family:12} {grave:8} {count[True]}/{count.total()}")
    figures: dict[str, Any] = {"rows": len(rows), "ranking": ranking(rows)}
    print(f"ranking   {figures['ranking']}")
    for name, grave in (("warnings", "warning+"), ("hints", "info")):
        count = counts["all", grave]
        figures[name] = {"given": count.total(), "right": count[True]}
    hits = {(place(f), REGISTRY[f.code].family) for f in found}
    for level, name in (("error", "errors"), ("warning", "lesser"), ("info", "nuances")):
        wanted = [row for row in rows if row.severity == level]
        missed = [
            row
            for row in wanted
            if not any(((row.document, row.place), family) in hits for family in row.families)
        ]
        print(f"recall    {level:8} {len(wanted) - len(missed)}/{len(wanted)}")
        for row in missed:
            print(f"   missed {row.document} {row.place}: {row.what}")
        figures[name] = {"wanted": len(wanted), "found": len(wanted) - len(missed)}
    record(
        "checks_gold",
        data=f"the five documents, {len(rows)} divergences that we wrote down",
        command="python -m tests.benchmarks.checks_gold",
        figures=figures,
    )


if __name__ == "__main__":
    main("-v" in sys.argv)

"""What a recorded language model adds to the checks: on health against a gold, on two resolutions.

    python -m tests.benchmarks.annotators_gold

The model's answers were recorded once (notebooks/data, tests/annotators/data); nothing is asked. On
health a finding is right where it touches a mark of the gold, whose reader is of the same kind as
the annotator: an upper bound. On the resolutions, findings of warning or above are listed worst
first, and pairs of them that say the same of the same words are counted.
"""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import parallel_corpus as pc
from parallel_corpus.annotators import AnnotationRun, AnnotatorOptions, make_annotator
from parallel_corpus.build.bitexts import check_bitext
from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.export.records import finding_record, write_jsonl
from parallel_corpus.model import Finding
from tests.benchmarks.results import record

ROOT = Path(__file__).parents[2]
HEALTH = ROOT / "notebooks" / "data"
RECORDED = ROOT / "tests" / "annotators" / "data"
RESOLUTIONS = ("ipu143-draft", "ipu143-adopted")


def health() -> dict[str, Any]:
    run = AnnotationRun([make_annotator(f"recorded:{HEALTH / 'health.jsonl'}", AnnotatorOptions())])
    checked = check_bitext(HEALTH / "health_pairs.tsv", encoder=pc.load_encoder(), annotation=run)
    with tempfile.TemporaryDirectory() as folder:
        path = write_jsonl(Path(folder) / "findings.jsonl", map(finding_record, checked.findings))
        scores = pc.evaluate.findings(path, HEALTH / "health.gold.tsv")
    errors = scores.recall["error"]
    return {
        "given": scores.precision.total,
        "right": scores.precision.right,
        "errors": errors.total,
        "errors_found": errors.right,
    }


def resolutions() -> list[Finding]:
    """Return the loud findings on the five documents, worst first."""
    with tempfile.TemporaryDirectory() as folder:
        data = copytree(ROOT / "data", Path(folder) / "data")
        for name in RESOLUTIONS:
            copy(RECORDED / f"{name}.jsonl", data)
        names = ", ".join(f'"recorded:{name}.jsonl"' for name in RESOLUTIONS)
        with (data / "corpus.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[annotator]\nname = [{names}]\n")
        corpus = pc.build(data)
        return [finding for finding in corpus.checked.findings if severity(finding) != "info"]


def told_twice(one: Finding, other: Finding) -> bool:
    """Tell whether two findings of one pair and family mark the same words on both sides."""
    places = [(f.source, f.target, f.source_spans, f.target_spans) for f in (one, other)]
    families = [REGISTRY[f.code].family.removeprefix("annotated-") for f in (one, other)]
    return places[0] == places[1] and families[0] == families[1]


def main() -> None:
    loud = resolutions()
    for finding in loud:
        print(
            severity(finding), finding.code, (finding.source or finding.target)[0], finding.message
        )
    figures = {
        "health": health(),
        "resolutions": {
            "loud": len(loud),
            "told_twice": sum(told_twice(*two) for two in combinations(loud, 2)),
            "first": [(f.source or f.target)[0].rsplit(":", 1)[-1] for f in loud[:5]],
        },
    }
    print(figures)
    record(
        "annotators_gold",
        data="220 health sentences with a reviser's marks; two resolutions of 81 pairs; recorded answers",
        command="python -m tests.benchmarks.annotators_gold",
        figures=figures,
    )


if __name__ == "__main__":
    main()

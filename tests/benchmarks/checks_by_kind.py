"""What the checks say of real translations of several kinds: false alarms, and errors found.

    python -m tests.benchmarks.checks_by_kind [--data FOLDER]

Data: published translations that nobody made for this project (tests/benchmarks/README.md says which),
read from FOLDER, in which the project does not keep them. What is loud there is nearly always a false
alarm; of the health sentences a reviser marked all divergences, so that only the right pairs count
for false alarms, and the errors can be looked for.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import parallel_corpus as pc
from tests.benchmarks.alignment_sets import EVAL
from tests.benchmarks.results import record

SENTENCES = 508  # of a table, the first: one has ten thousand
TABLES = {"news_and_encyclopedia": "flores.tsv", "short_sentences": "tatoeba_10k.tsv"}
FILES = {
    "law": ("law", "code.en.txt"),  # its notes on amendments stand in the English only
    "guides": ("guide", "*.en.md"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """Right pairs of a kind, and the findings at warning and at error on them."""

    pairs: int
    loud: int
    errors: int

    def figures(self) -> dict[str, float]:
        per = 100 / max(1, self.pairs)
        return {
            "pairs": self.pairs,
            "loud": self.loud,
            "loud_per_100": self.loud * per,
            "errors_per_100": self.errors * per,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Count false alarms, kind by kind.")
    parser.add_argument("--data", type=Path, default=EVAL / "real", metavar="FOLDER")
    folder = parser.parse_args().data
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; give --data FOLDER")
        return
    figures: dict[str, dict[str, float]] = {}
    for kind, count in _counts(folder):
        figures[kind] = count.figures()
        print(kind, figures[kind], flush=True)
    figures["health"] = _health(folder)
    print("health", figures["health"])
    record(
        "checks_by_kind",
        data="half of FLORES-200 devtest, 508 sentences of Tatoeba, 106 articles of a code of law, "
        "three guides in Markdown, and 220 health sentences of TICO-19 with a reviser's gold: development data",
        command="python -m tests.benchmarks.checks_by_kind",
        figures=figures,
    )


def _counts(folder: Path) -> Iterator[tuple[str, Count]]:
    """Yield the kinds without a gold."""
    for kind, name in TABLES.items():
        rows = pd.read_csv(folder / name, sep="\t", quoting=3).head(SENTENCES)
        yield kind, _count([pc.check(rows)])
    for kind, (place, pattern) in FILES.items():
        sources = sorted((folder / place).glob(pattern))
        yield (
            kind,
            _count(
                [pc.check(one, one.with_name(one.name.replace(".en.", ".ar."))) for one in sources]
            ),
        )


def _count(corpora: list[pc.Corpus]) -> Count:
    pairs = pd.concat([corpus.pairs for corpus in corpora])
    found = pd.concat([corpus.findings for corpus in corpora])
    loud = found[found["severity"] != "info"]
    whole = pairs[(pairs["source"] != "") & (pairs["target"] != "")]
    return Count(len(whole), len(loud), int((loud["severity"] == "error").sum()))


def _health(folder: Path) -> dict[str, float]:
    """Count on the pairs that the reviser found right, and look for the errors in the others."""
    corpus = pc.check(folder / "health_pairs.tsv")
    gold = pd.read_csv(folder / "health.gold.tsv", sep="\t")
    marks = pc.evaluate.marks(corpus, gold)
    wrong = set(gold["pair"])
    loud = marks[(marks["role"] == "finding") & ~marks["pair"].isin(wrong)]
    scores = pc.evaluate.findings(corpus, gold)
    count = Count(
        len(corpus.pairs) - len(wrong), len(loud), int((loud["severity"] == "error").sum())
    )
    return {
        **count.figures(),
        "given": scores.precision.total,
        "right": scores.precision.right,
        "errors_found": scores.recall["error"].right,
        "errors_in_gold": scores.recall["error"].total,
    }


if __name__ == "__main__":
    main()

"""Measure against a gold from Python, as `parallel-corpus evaluate` does on the command line.

import parallel_corpus as pc

pc.evaluate.alignment(beads, gold).strict.f1
pc.evaluate.findings("findings.jsonl", "gold.tsv").precision
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from parallel_corpus.align.evaluate import AlignmentQuality, evaluate_alignment
from parallel_corpus.annotators.agreement import Agreement, agreements
from parallel_corpus.annotators.evaluate import Scores, known_only, score_findings
from parallel_corpus.annotators.marks import Mark, read_marks
from parallel_corpus.model import Language, Severity
from parallel_corpus.normalise.evaluate import Worth, evaluate_pages
from parallel_corpus.normalise.pages import read_pages
from parallel_corpus.read.pairings import Pairing, read_pairings

__all__ = ["agreement", "alignment", "findings", "normalisation"]

Beads = str | Path | pd.DataFrame | Iterable[Pairing]
"""A file that `evaluate alignment` reads, what `align` returns, or pairs of tuples of positions."""


def alignment(test: Beads, gold: Beads) -> AlignmentQuality:
    """Return how well an alignment agrees with a gold, strictly and laxly, and by type of bead.

    Raises ReadError for a file that holds no alignment.

    >>> import parallel_corpus as pc
    >>> quality = pc.evaluate.alignment([((0,), (0,)), ((1,), ())], [((0,), (0,)), ((1,), (1,))])
    >>> quality.strict.f1
    0.5
    """
    return evaluate_alignment(_pairings(test), _pairings(gold))


def findings(
    found: str | Path,
    gold: str | Path,
    *,
    severity: Severity = "warning",
    by: Sequence[str] = (),
) -> Scores:
    """Return how many findings are right, and how much of a gold they find.

    Both are findings.jsonl, annotations.jsonl or a table of people's annotations. `severity` is the
    least to score, `by` the annotators whose findings count (all, if empty). Raises ReadError.
    """
    return score_findings(known_only(_marks(found), by), _marks(gold), least=severity)


def normalisation(read: str | Path, truth: str | Path, *, language: Language = "ar") -> Worth:
    """Return what repairs are worth on OCR whose truth is known: two files, or two folders.

    Raises CorpusError where a page has no truth.
    """
    return evaluate_pages(read_pages(Path(read), Path(truth)), language)


def agreement(*files: str | Path) -> list[Agreement]:
    """Return how far every two annotators agree, whose marks stand in one file or several.

    Raises ReadError where there are fewer than two.
    """
    marked = [(path, one) for path in files for one in read_marks(Path(path))]
    names = [one.by for _, one in marked]
    return agreements(
        [
            replace(one, by=f"{one.by} ({path})") if names.count(one.by) > 1 else one
            for path, one in marked
        ]
    )


def _marks(path: str | Path) -> list[Mark]:
    return [mark for marked in read_marks(Path(path)) for mark in marked.marks]


def _pairings(beads: Beads) -> Iterable[Pairing]:
    if isinstance(beads, str | Path):
        return read_pairings(beads)
    if isinstance(beads, pd.DataFrame):
        sides = zip(beads["source"], beads["target"], strict=True)
        return [(tuple(source), tuple(target)) for source, target in sides]
    return beads

"""Measure against a gold from Python, as `parallel-corpus evaluate` does on the command line.

import parallel_corpus as pc

pc.evaluate.alignment(beads, gold).strict.f1
pc.evaluate.findings(corpus, "gold.tsv").precision
pc.evaluate.marks(corpus, "gold.tsv")   # which of them are right, and what was missed
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from parallel_corpus.align.evaluate import AlignmentQuality, evaluate_alignment
from parallel_corpus.annotators.agreement import Agreement, agreements
from parallel_corpus.annotators.evaluate import Scores, judge_marks, known_only, score_findings
from parallel_corpus.annotators.marks import Mark, marks_of, read_marks
from parallel_corpus.errors import ReadError
from parallel_corpus.export.records import finding_record
from parallel_corpus.frames.corpus import Corpus
from parallel_corpus.frames.notebook import Frame
from parallel_corpus.model import Finding, Language, Severity
from parallel_corpus.normalise.evaluate import Worth, evaluate_pages
from parallel_corpus.normalise.pages import read_pages
from parallel_corpus.read.pairings import Pairing, read_pairings

__all__ = ["agreement", "alignment", "findings", "marks", "normalisation"]

_MARK_COLUMNS = (
    "role", "pair", "by", "kind", "category", "severity",
    "source", "target", "says", "score", "credit", "right",
)  # fmt: skip

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


Findings = str | Path | Corpus | pd.DataFrame | Iterable[Finding] | Iterable[Mapping[str, Any]]
"""What was found, or a gold: a file (findings.jsonl, annotations.jsonl or a table of people's
annotations), a Corpus, a frame of findings or of annotations, or an iterable of either."""


def findings(
    found: Findings,
    gold: Findings,
    *,
    severity: Severity = "warning",
    by: Sequence[str] = (),
) -> Scores:
    """Return how many findings are right, and how much of a gold they find.

    Both are files (findings.jsonl, annotations.jsonl or a table of people's annotations), a Corpus,
    a frame of findings or of people's annotations, or an iterable of either. A pair is known by its
    id: the one in its file, or the index of the caller's pairs, which is the column `row` of
    findings. `severity` is the least to score, `by` the annotators whose findings count (all, if
    empty; the checks are "checks"). Raises ReadError for what is none of them.

    >>> import parallel_corpus as pc
    >>> corpus = pc.check([("It costs 30 euros.", "ثمنه 20 يورو."), ("Enjoy!", "استمتعوا!")])
    >>> gold = [{"id": 0, "category": "number", "severity": "error", "source_span": "30"}]
    >>> scores = pc.evaluate.findings(corpus, gold)
    >>> scores.precision.value, scores.recall["error"].value
    (1.0, 1.0)
    """
    return score_findings(known_only(_marks(found), by), _marks(gold), least=severity)


def marks(
    found: Findings,
    gold: Findings,
    *,
    severity: Severity = "warning",
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Return each finding and each mark of a gold, and whether the other has it too.

    The arguments are those of `findings`, and so is what counts as right. One row a mark, the
    findings first. Columns: role ("finding" or "gold"), pair (its id), by, kind (a code), category,
    severity, source and target (the words quoted), says, score (0-1; NaN in a gold), credit (0-1:
    the share of its words that the other has) and right (whether that is more than nothing). What
    was missed is `role == "gold" and not right`. Raises ReadError.

    >>> import parallel_corpus as pc
    >>> found = pc.check([("It costs 30 euros.", "ثمنه 20 يورو."), ("Enjoy!", "استمتعوا!")])
    >>> gold = [{"id": 1, "category": "register", "severity": "warning", "target_span": "استمتعوا"}]
    >>> pc.evaluate.marks(found, gold)[["role", "pair", "category", "right"]].values.tolist()
    [['finding', '0', 'numbers', False], ['gold', '1', 'register', False]]
    """
    judged = judge_marks(known_only(_marks(found), by), _marks(gold), least=severity)
    rows = [
        *(_mark_record("finding", *one) for one in zip(judged.found, judged.right, strict=True)),
        *(_mark_record("gold", *one) for one in zip(judged.gold, judged.hit, strict=True)),
    ]
    return Frame(rows, columns=list(_MARK_COLUMNS))


def _mark_record(role: str, mark: Mark, credit: float) -> dict[str, object]:
    return {
        "role": role,
        "pair": mark.pair,
        "by": mark.by,
        "kind": mark.kind,
        "category": mark.category,
        "severity": mark.severity,
        "source": mark.quoted[0],
        "target": mark.quoted[1],
        "says": mark.says,
        "score": math.nan if mark.score is None else mark.score,
        "credit": credit,
        "right": credit > 0,
    }


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


def _marks(given: Findings) -> list[Mark]:
    if isinstance(given, str | Path):
        return [mark for marked in read_marks(Path(given)) for mark in marked.marks]
    if isinstance(given, Corpus):
        given = given.findings
    items: Iterable[object] = given
    if isinstance(given, pd.DataFrame):
        items = given.to_dict("records")
    return marks_of(map(_mark_row, items))


def _mark_row(item: object) -> Mapping[str, Any]:
    """Return an item as a row of a file; an empty cell of a frame is nothing."""
    if isinstance(item, Finding):
        return finding_record(item)
    if not isinstance(item, Mapping):
        raise ReadError(
            f"{item!r} is neither a finding nor an annotation", hint="Give a frame, or a Corpus"
        )
    return {key: None if _is_missing(cell) else cell for key, cell in item.items()}


def _is_missing(cell: Any) -> bool:
    return pd.api.types.is_scalar(cell) and bool(pd.isna(cell))


def _pairings(beads: Beads) -> Iterable[Pairing]:
    if isinstance(beads, str | Path):
        return read_pairings(beads)
    if isinstance(beads, pd.DataFrame):
        sides = zip(beads["source"], beads["target"], strict=True)
        return [(tuple(source), tuple(target)) for source, target in sides]
    return beads

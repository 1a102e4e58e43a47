"""Code as users write it, for `make lint` to check against our types. Nothing runs it."""
# ruff: noqa: F841 - the variables are there for their types

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

import parallel_corpus as pc
from parallel_corpus.annotators import Annotator
from parallel_corpus.annotators import Pair as PairToRead
from parallel_corpus.model import Annotation, Answer


class Reviser:
    name, model, prompt, costs = "reviser", "", "", False

    def annotate(self, pairs: Sequence[PairToRead]) -> Iterator[Answer]:
        for pair in pairs:
            yield Answer(pair.id, (Annotation("omission", "error", source=pair.source),))


def use() -> None:
    corpus: pc.Corpus = pc.build({"a": ("x", "y")}, encoder="use")
    frame: pd.DataFrame = corpus.findings
    text: str = pc.normalise("a", "en").text
    column: pd.Series[str] = pc.normalise(pd.Series(["a"]), "en")
    share: float = pc.evaluate.findings("a", "b").precision.value
    in_memory: float = pc.evaluate.findings(corpus, corpus.findings).recall["error"].low
    missed: pd.DataFrame = pc.evaluate.marks(corpus, [{"id": 1, "category": "omission"}])
    reviser: Annotator = Reviser()
    read: pc.Corpus = pc.check([("a", "b")], annotators=[reviser, "recorded:health.jsonl"])
    also: pc.Corpus = pc.build({"a": ("x", "y")}, annotators=Reviser())
    found = pc.evaluate.findings(read.checked.findings, Path("gold.tsv"), by=["reviser"])
    chart = pc.plots.findings_strip(read.findings, read.pairs)
    version: str = pc.__version__

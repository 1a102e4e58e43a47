"""Users' code is checked against our types, as they check it."""

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "in_memory.py"
USE = """
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import parallel_corpus as pc
from parallel_corpus.annotators import Annotator, Pair as PairToRead
from parallel_corpus.model import Annotation, Answer

corpus: pc.Corpus = pc.build({"a": ("x", "y")}, encoder="use")
frame: pd.DataFrame = corpus.findings
text: str = pc.normalise("a", "en").text
column: "pd.Series[str]" = pc.normalise(pd.Series(["a"]), "en")
share: float = pc.evaluate.findings("a", "b").precision.value
in_memory: float = pc.evaluate.findings(corpus, corpus.findings).recall["error"].low
missed: pd.DataFrame = pc.evaluate.marks(corpus, [{"id": 1, "category": "omission"}])


class Reviser:
    name, model, prompt, costs = "reviser", "", "", False

    def annotate(self, pairs: Sequence[PairToRead]) -> Iterator[Answer]:
        for pair in pairs:
            yield Answer(pair.id, (Annotation("omission", "error", source=pair.source),))


reviser: Annotator = Reviser()
read: pc.Corpus = pc.check([("a", "b")], annotators=[reviser, "recorded:health.jsonl"])
also: pc.Corpus = pc.build({"a": ("x", "y")}, annotators=Reviser())
found = pc.evaluate.findings(read.checked.findings, Path("gold.tsv"), by=["reviser"])
chart = pc.plots.findings_strip(read.findings, read.pairs)
version: str = pc.__version__
"""


@pytest.mark.slow
def test_strict_mypy_accepts_code_that_uses_the_package(tmp_path: Path) -> None:
    from mypy import api

    (tmp_path / "use.py").write_text(USE, "utf-8")
    said, errors, code = api.run(
        ["--strict", "--cache-dir", str(tmp_path / "cache"), str(EXAMPLE), str(tmp_path / "use.py")]
    )
    assert (said.strip(), errors, code) == ("Success: no issues found in 2 source files", "", 0)

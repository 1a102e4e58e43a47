"""Lists, frames and generators in memory go through the same stages as files."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

import parallel_corpus as pc

ENGLISH = ["The library opens at nine.", "It costs 30 euros.", "Children are free."]
ARABIC = ["تفتح المكتبة في التاسعة.", "ثمنه 20 يورو.", "الأطفال مجانا."]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.DataFrame({"en": ENGLISH, "ar": ARABIC}, index=["a", "b", "c"])


def test_lists_are_aligned_whole() -> None:
    beads = pc.align(ENGLISH, ARABIC[1:])
    assert [i for row in beads["source"] for i in row] == [0, 1, 2]
    assert [j for row in beads["target"] for j in row] == [0, 1]
    assert pc.align((text for text in ENGLISH), iter(ARABIC)).equals(pc.align(ENGLISH, ARABIC))


def test_either_direction() -> None:
    beads = pc.align(ARABIC, ENGLISH, languages=("ar", "en"))
    assert list(beads["source"]) == list(beads["target"]) == [[0], [1], [2]]


def test_findings_join_back_to_the_frame(frame: pd.DataFrame) -> None:
    findings = pc.check(frame, select=["numbers"]).findings
    assert list(findings["row"]) == ["b"]
    assert list(frame.loc[findings["row"], "en"]) == [ENGLISH[1]]


def test_pairs_come_in_many_forms(frame: pd.DataFrame) -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        yield from zip(ENGLISH, ARABIC, strict=True)

    renamed = frame.rename(columns={"en": "source", "ar": "target"})
    forms = [pairs(), list(pairs()), renamed, renamed.to_dict("records"), frame.to_dict("list")]
    expected = list(pc.check(frame).findings["code"])
    assert all(list(pc.check(form).findings["code"]) == expected for form in forms)


def test_scores_keep_the_index(frame: pd.DataFrame) -> None:
    scores = pc.score(frame)
    assert list(scores.index) == list(frame.index)
    assert scores["divergence"].idxmax() == "b"


@pytest.mark.parametrize("nothing", [None, np.nan, ""])
def test_nothing_is_an_empty_side(nothing: object) -> None:
    scores = pc.score([(ENGLISH[0], nothing)])
    assert scores.loc[0, "divergence"] == 1.0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: pc.align("one text", ARABIC), "one text, not a list"),
        (lambda: pc.align(ENGLISH, ARABIC, languages=("en", "en")), "both sides"),
        (lambda: pc.align(ENGLISH, ARABIC, languages=("en", "fr")), "'fr' is not a language"),
        (lambda: pc.check(pd.DataFrame({"x": ENGLISH})), "no column for the source"),
        (lambda: pc.check(["one text"]), "is not a pair"),
        (lambda: pc.score([(1, "ب")]), "1 at position 0 is not text"),
    ],
)
def test_what_is_wrong_is_said(call: object, says: str) -> None:
    with pytest.raises(pc.CorpusError, match=says):
        call()  # type: ignore[operator]

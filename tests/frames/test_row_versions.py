"""Pairs in memory beside the pairs that they supersede."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import parallel_corpus as pc
from parallel_corpus.errors import CorpusError
from parallel_corpus.frames.tables import rows_of

OLD = pd.DataFrame(
    {
        "source": [
            "Urges social media networks to report abuse to the police without delay.",
            "Invites all States to act.",
        ],
        "target": [
            "يحث شبكات التواصل الاجتماعي على إبلاغ الشرطة عن الاعتداء دون تأخير.",
            "يدعو جميع الدول إلى العمل.",
        ],
    },
    index=[7, 8],
)
NEW = pd.DataFrame(
    {
        "source": [
            "Notes the report.",
            OLD["source"][7].replace("social media networks", "companies in the digital industry"),
            OLD["source"][8],
        ],
        "target": ["يحيط علماً بالتقرير.", OLD["target"][7], OLD["target"][8]],
        "score": [0.9, None, 7],
    },
    index=["a", "b", "c"],
)


@pytest.fixture(scope="module")
def corpus() -> pc.Corpus:
    return pc.check(NEW, previous=OLD)


def test_a_translation_that_follows_the_earlier_pairs_is_found_by_its_index(
    corpus: pc.Corpus,
) -> None:
    assert corpus.findings[["row", "code"]].values.tolist() == [["b", "V01"]]
    assert corpus.versions["followed"].tolist()[1:] == ["no", "nothing to follow"]


def test_the_earlier_pairs_may_be_any_iterable_and_may_be_none() -> None:
    older = ((one.source, one.target) for one in OLD.itertuples())
    assert "V01" in set(pc.check(NEW, previous=older).findings["code"])
    assert pc.check(NEW, previous=[]).versions.empty


@pytest.mark.parametrize(
    ("source", "previous", "said"),
    [
        (NEW, "old.tmx", "can only follow pairs"),
        (NEW, [("Only English.", "")], "no Arabic text"),
        ("new.tmx", [("Yes.", "نعم.")], "files can only follow files"),
        ("new.tmx", OLD, "files can only follow files"),
    ],
)
def test_versions_of_two_kinds_say_what_to_give(
    source: object, previous: object, said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        pc.check(source, previous=previous)  # type: ignore[arg-type]


def test_a_finding_on_the_earlier_version_has_no_row() -> None:
    found = pd.DataFrame(
        {"code": ["V02", "V01"], "document": ["old", "new"], "evidence": [{"row": "0"}] * 2}
    )
    assert rows_of(found, "new", pd.Index([5])).tolist() == [None, 5]


def test_scores_of_a_frame_are_kept_and_unknown_ones_are_nothing(
    corpus: pc.Corpus, tmp_path: Path
) -> None:
    own = corpus["pairs"]
    assert own.beads["score"].round(2).tolist()[:1] == [0.9]
    assert own.beads["score"].isna().tolist() == [False, True, True]
    again = pc.check(own.to_tmx(tmp_path / "memory.tmx"))
    assert again.pairs["score"].isna().tolist() == [False, True, True]
    assert again.pairs["margin"].isna().all()


def test_an_unknown_score_is_shown_nowhere(corpus: pc.Corpus, tmp_path: Path) -> None:
    shown = [corpus["pairs"]._repr_html_()]
    corpus.write(tmp_path / "out")
    shown += [path.read_text("utf-8") for path in (tmp_path / "out").glob("*.[hjct]*")]
    text = "\n".join(shown)
    assert "NaN" not in text
    assert ">0.00<" not in text
    assert ">nan<" not in text
    assert ">None<" not in text
    assert ">0.90<" in text  # a known one is

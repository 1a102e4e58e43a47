"""Texts, columns and results in memory: build, clean, write, evaluate, without files."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import parallel_corpus as pc
from parallel_corpus.errors import CorpusError

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "in_memory.py"
DRAFT = (
    "1. Urges social media networks to report.\n2. Invites all States.\n",
    "1. يحث شبكات التواصل الاجتماعي على الإبلاغ.\n2. يدعو جميع الدول.\n",
)
ADOPTED = {"en": DRAFT[0].replace("social media networks", "the digital industry"), "ar": DRAFT[1]}


@pytest.fixture(scope="module")
def corpus() -> pc.Corpus:
    texts = {"draft": DRAFT, "adopted": ADOPTED}
    return pc.build(texts, supersedes={"adopted": "draft"})


def test_texts_are_built_as_versions(corpus: pc.Corpus) -> None:
    assert list(corpus.findings["code"]) == ["V01"]
    assert list(corpus.versions["followed"]) == ["no", "nothing to follow"]
    assert corpus.documents == ("draft", "adopted")


@pytest.mark.parametrize(
    ("texts", "supersedes", "said"),
    [
        ({"a": ("only one",)}, {}, "'a' is not a pair of texts"),
        ({"a": {"en": "Yes.", "fr": "Oui."}}, {}, "'a' is not a pair of texts"),
        ({"../a": DRAFT}, {}, "cannot be a document's name"),
        ({"a": DRAFT}, {"a": "b"}, "supersedes names 'b'"),
        ({"a": DRAFT, "b": DRAFT}, {"a": "b", "b": "a"}, "circle: a > b > a"),
        ({"a": ("Hello there.", "")}, {}, "holds no Arabic text"),
    ],
)
def test_what_is_no_corpus_says_why(texts: object, supersedes: dict[str, str], said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        pc.build(texts, supersedes=supersedes)  # type: ignore[arg-type]


def test_a_frame_may_be_changed(corpus: pc.Corpus) -> None:
    pairs = corpus.pairs
    pairs["score"] = 0.0
    assert (corpus.pairs["score"] > 0.5).all()


def test_no_column_is_a_word_of_python(corpus: pc.Corpus) -> None:
    assert "kind" in corpus.repairs.columns
    assert "class" not in corpus.repairs.columns


@pytest.mark.parametrize("glossary", [{"report": "التقرير"}, [("report", "التقرير")]])
def test_a_glossary_in_memory(glossary: object) -> None:
    pairs = [("The report is here.", "البيان هنا.")]
    found = pc.check(pairs, select=["T01"], glossary=glossary).findings  # type: ignore[arg-type]
    assert list(found["code"]) == ["T01"]


def test_a_column_is_cleaned_under_its_index() -> None:
    column = pd.Series(["*bold*", None, "", "a\u00adb"], index=[3, 1, 4, 1])
    clean = pc.normalise(column, lang="en")
    assert list(clean.index) == [3, 1, 4, 1]
    assert [clean.iloc[0], clean.iloc[2], clean.iloc[3]] == ["bold", "", "ab"]
    assert pd.isna(clean.iloc[1])
    assert column.iloc[0] == "*bold*"
    assert [one.text for one in pc.normalise(["*a*", "b"], lang="en")] == ["a", "b"]


@pytest.mark.parametrize("bad", [[1], [None], ["a", 2.5]])
def test_what_is_no_text_is_named(bad: list[object]) -> None:
    with pytest.raises(CorpusError, match=r"at position \d is not text"):
        pc.normalise(bad, lang="en")  # type: ignore[call-overload]


class Tensor:
    """A vector as torch gives it: on a device, with a gradient."""

    def __init__(self, values: list[float]) -> None:
        self.values = values

    def detach(self) -> Tensor:
        return self

    cpu = float = detach

    def numpy(self) -> np.ndarray:
        return np.array(self.values)


class Lengths:
    def __init__(self, form: type) -> None:
        self.form = form

    def encode(self, texts: list[str]) -> list[object]:
        return [self.form([float(len(text)), 1.0]) for text in texts]


@pytest.mark.parametrize("form", [list, np.array, Tensor])
def test_an_object_with_encode_is_an_encoder(form: type) -> None:
    pairs = [("abcd", "أبجد"), ("a", "سبعة عشر")]
    scores = pc.score(pairs, encoder=Lengths(form))
    assert scores["similarity"].round(2).tolist() == [1.0, 0.79]
    assert len(pc.align(["abcd"], ["أبجد"], encoder=Lengths(form))) == 1


@pytest.mark.parametrize("bad", [3, object(), Lengths(str)])
def test_what_is_no_encoder_says_why(bad: object) -> None:
    with pytest.raises(CorpusError, match=r"is not an encoder|gave no vectors"):
        pc.score([("a", "ب")], encoder=bad)


@pytest.mark.parametrize("ending", ["tmx", "xlf", "xlsx", "csv", "docx"])
def test_a_pair_is_written_to_one_file(corpus: pc.Corpus, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.b.{ending}"
    write = getattr(corpus["adopted"], "to_" + ("xliff" if ending == "xlf" else ending))
    assert write(path) == path
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert len(pc.check(path).pairs) == 2


def test_what_cannot_be_one_file_says_why(corpus: pc.Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"there are 2: draft, adopted\. Take one"):
        corpus.to_tmx(tmp_path / "a.tmx")
    with pytest.raises(CorpusError, match=r"End it with \.tmx"):
        corpus["draft"].to_tmx(tmp_path / "a.xml")
    assert list(tmp_path.iterdir()) == []


def test_every_frame_is_a_parquet_file(corpus: pc.Corpus, tmp_path: Path) -> None:
    written = corpus.to_parquet(tmp_path / "frames")
    assert [path.stem for path in written] == [
        "segments", "pairs", "scores", "findings", "repairs", "versions",
    ]  # fmt: skip
    for path in written:
        assert len(pd.read_parquet(path)) == len(getattr(corpus, path.stem))


def test_evaluation_takes_beads_files_and_frames(tmp_path: Path) -> None:
    gold = [((0,), (0,)), ((1,), (1, 2))]
    file = tmp_path / "gold.txt"
    file.write_text("[0]:[0]\n[1]:[1, 2]\n", "utf-8")
    frame = pd.DataFrame({"source": [[0], [1]], "target": [[0], [1, 2]]})
    assert [pc.evaluate.alignment(one, gold).strict.f1 for one in (gold, file, frame)] == [1, 1, 1]
    (tmp_path / "read.txt").write_text("في البيت", "utf-8")
    worth = pc.evaluate.normalisation(tmp_path / "read.txt", tmp_path / "read.txt")
    assert (worth.pages, worth.broken) == (1, 0)


def test_the_interface_is_what_dir_shows() -> None:
    assert dir(pc) == sorted([*pc.__all__, "__version__"])
    assert pc.__version__.count(".") == 2


def test_the_example_of_the_docs_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(EXAMPLE))
    said = capsys.readouterr().out
    assert "strict F1 1.00" in said
    assert "N01" in said
    assert (tmp_path / "museum.tmx").is_file()

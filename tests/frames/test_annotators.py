"""Annotators beside the checks from Python, and what both found against a gold in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

import parallel_corpus as pc
from parallel_corpus.annotators import Pair
from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Annotation, Answer

PAIRS = pd.DataFrame(
    {
        "en": ["It costs 30 euros.", "Wash your hands twice a day.", "Enjoy!"],
        "ar": ["ثمنه 20 يورو.", "اغسل يديك.", "استمتعوا!"],
    },
    index=["price", "hands", "end"],
)
GOLD = [
    {"id": "price", "kind": "number", "severity": "error", "en_span": "30", "ar_span": "20"},
    {"id": "hands", "kind": "omission", "severity": "error", "en_span": "twice a day"},
    {"id": "end", "kind": "register", "severity": "warning", "ar_span": "استمتعوا"},
]


class Reviser:
    """Knows one fault, and says which pairs it was given."""

    name, model, prompt, costs = "reviser", "", "", False

    def __init__(self) -> None:
        self.read: list[str] = []

    def annotate(self, pairs: Sequence[Pair]) -> Iterator[Answer]:
        for pair in pairs:
            self.read.append(pair.source)
            lost = "twice a day"
            said = Annotation("omission", "error", source=lost, reason="how often is lost")
            yield Answer(pair.id, (said,) if lost in pair.source else (), annotator=self.name)


@pytest.fixture(scope="module")
def reviser() -> Reviser:
    return Reviser()


@pytest.fixture(scope="module")
def read(reviser: Reviser) -> pc.Corpus:
    return pc.check(PAIRS, annotators=reviser)


def test_an_object_reads_every_pair_and_its_remarks_are_findings(
    read: pc.Corpus, reviser: Reviser
) -> None:
    assert reviser.read == list(PAIRS["en"])
    said = read.findings[read.findings["code"] == "R02"]
    assert said[["row", "severity"]].values.tolist() == [["hands", "error"]]
    assert [(one["name"], one["annotations"]) for one in read.checked.run["annotators"]] == [
        ("reviser", 1)
    ]
    card = read.scorecard
    assert card.loc[card["category"] == "all", "by"].tolist() == [
        "checks",
        "annotators",
        "together",
    ]


def test_recorded_answers_are_named_as_on_the_command_line(tmp_path: Path) -> None:
    said = {"category": "omission", "severity": "error", "source_span": "twice a day"}
    line = json.dumps({"id": "1", "annotations": [said]})
    (tmp_path / "old.jsonl").write_text(f"{line}\n", "utf-8")
    named = f"recorded:{tmp_path / 'old.jsonl'}"
    for annotators in (named, [named]):
        found = pc.check(PAIRS, annotators=annotators).findings
        assert found[found["code"].str.startswith("R")]["row"].tolist() == ["hands"]


def test_texts_and_versions_and_folders_are_read_too(tmp_path: Path) -> None:
    texts = ("1. Wash your hands twice a day.\n", "1. اغسل يديك.\n")
    reviser = Reviser()
    built = pc.build({"hands": texts}, annotators=[reviser])
    assert list(built.findings["code"]).count("R02") == 1
    for language, text in zip(("en", "ar"), texts, strict=True):
        (tmp_path / f"hands.{language}.txt").write_text(text, "utf-8")
    assert list(pc.build(tmp_path, annotators=reviser).findings["code"]).count("R02") == 1
    files = [tmp_path / f"hands.{language}.txt" for language in ("en", "ar")]
    assert list(pc.check(*files, annotators=reviser).findings["code"]).count("R02") == 1
    versions = pc.check(PAIRS, previous=PAIRS.iloc[::2], annotators=reviser)
    assert list(versions.findings["code"]).count("R02") == 1


def test_nothing_is_sent_that_the_caller_does_not_name(tmp_path: Path) -> None:
    """A corpus that somebody else made names a model: its server is never called."""
    for language, text in (("en", "1. Wash your hands.\n"), ("ar", "1. اغسل يديك.\n")):
        (tmp_path / f"hands.{language}.txt").write_text(text, "utf-8")
    (tmp_path / "corpus.toml").write_text(
        '[corpus]\nsource = "en"\ntarget = "ar"\n\n'
        '[[document]]\nid = "hands"\ntexts = [{file = "hands.en.txt", language = "en"}, '
        '{file = "hands.ar.txt", language = "ar"}]\n\n'
        '[annotator]\nname = "chat"\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "some-model"\n'
        "tries = 1\n",
        "utf-8",
    )
    assert "annotators" not in pc.build(tmp_path).checked.run
    with pytest.raises(CorpusError, match=r"127\.0\.0\.1:9"):
        pc.build(tmp_path, annotators="chat")


@pytest.mark.parametrize(
    ("annotators", "said"),
    [
        (object(), "is not an annotator: it lacks name, model"),
        ("nobody", "no annotator is called 'nobody'"),
        ([Reviser(), Reviser()], "two annotators are called 'reviser'"),
        ("recorded:missing.jsonl", "missing.jsonl"),
    ],
)
def test_what_is_no_annotator_says_why(annotators: object, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        pc.check(PAIRS, annotators=annotators)  # type: ignore[arg-type]


def test_a_corpus_a_frame_and_findings_are_scored_alike(read: pc.Corpus, tmp_path: Path) -> None:
    gold = pd.DataFrame(GOLD)
    gold.to_csv(tmp_path / "gold.tsv", sep="\t", index=False)
    scores = [
        pc.evaluate.findings(read, tmp_path / "gold.tsv"),
        pc.evaluate.findings(read, gold),
        pc.evaluate.findings(read.findings, GOLD),
    ]
    assert scores[0] == scores[1] == scores[2]
    assert (scores[0].recall["error"].right, scores[0].recall["error"].total) == (2, 2)
    assert (scores[0].recall["warning"].right, scores[0].precision.value) == (0, 1)
    positions = [{**one, "id": number} for number, one in enumerate(GOLD)]
    assert pc.evaluate.findings(read.checked.findings, positions) == scores[0]
    only = pc.evaluate.findings(read, gold, by=["reviser"])
    assert (only.precision.total, only.recall["error"].right) == (1, 1)


def test_a_file_of_findings_says_what_the_corpus_says(tmp_path: Path) -> None:
    corpus = pc.check(PAIRS.reset_index(drop=True))
    corpus.write(tmp_path)
    gold = [{**one, "id": number} for number, one in enumerate(GOLD)]
    assert pc.evaluate.findings(tmp_path / "findings.jsonl", gold) == pc.evaluate.findings(
        corpus, gold
    )


def test_marks_say_what_was_missed(read: pc.Corpus) -> None:
    marks = pc.evaluate.marks(read, GOLD)
    missed = marks[(marks["role"] == "gold") & ~marks["right"]]
    assert missed[["pair", "category", "target"]].values.tolist() == [
        ["end", "register", "استمتعوا"]
    ]
    found = marks[marks["role"] == "finding"]
    assert set(found["pair"]) == {"price", "hands"}
    assert found["score"].between(0, 1).all()
    assert 'dir="rtl"' in missed._repr_html_()


def test_a_contraction_is_quoted_with_or_without_its_verb() -> None:
    told = {"code": "C04", "message": "lost", "severity": "error", "target": ["d:ar:p1"]}
    found = [{**told, "source": ["d:en:p1"], "source_spans": [[4, 7, "n’t"]], "row": 5}]
    wide = {"id": "5", "category": "negation", "severity": "error", "source_span": "who haven't"}
    assert pc.evaluate.findings(found, [wide]).precision.value == 1
    assert pc.evaluate.findings(found, [{**wide, "source_span": "have been"}]).precision.value == 0


@pytest.mark.parametrize("wrong", [[1], [{"id": 1}], [{"code": "N01", "message": "no refs"}]])
def test_what_is_no_finding_says_so(wrong: object) -> None:
    with pytest.raises(CorpusError):
        pc.evaluate.findings(wrong, GOLD)  # type: ignore[arg-type]

"""Penalties per 1,000 words, the calibrated score, and the files that hold them."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.annotators.scorecard import (
    ScorecardOptions,
    count_words,
    parse_scorecard,
    score_document,
)
from parallel_corpus.cli import main
from parallel_corpus.errors import SettingsError
from parallel_corpus.model import Finding

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"


def finding(code: str, **changed: object) -> Finding:
    return replace(Finding(code, "d", ("a",), ("b",), 0.5, "m"), **changed)  # type: ignore[arg-type]


FOUND = [
    finding("V01"),  # an error of the checks
    finding("C02", severity="error", evidence={"confirmed": ["R02 error"]}),  # a raised warning
    finding("R01", severity="warning"),
    finding("R05", severity="info"),
]


def test_checks_and_annotators_are_counted_apart_and_together() -> None:
    rows = {(r.by, r.category): r for r in score_document("d", 1000, FOUND, ScorecardOptions())}
    whole = {by: rows[by, ""] for by in ("checks", "annotators", "together")}
    assert {by: row.penalty for by, row in whole.items()} == {
        "checks": 6, "annotators": 6, "together": 11}  # fmt: skip
    assert whole["together"].per_thousand == 11
    assert whole["together"].score == 89
    assert whole["together"].passed is False
    assert whole["checks"].passed is True
    assert rows["annotators", "omission"].penalty == 5
    assert rows["together", "mistranslation"].counts == {"error": 1, "warning": 1, "info": 1}


def test_without_annotators_there_are_the_checks_only() -> None:
    rows = score_document("d", 100, FOUND[:1], ScorecardOptions())
    assert {row.by for row in rows} == {"checks"}


@given(st.lists(st.sampled_from(FOUND), max_size=20), st.integers(1, 10_000))
def test_categories_add_up_to_the_whole_and_more_faults_never_raise_a_score(
    found: list[Finding], words: int
) -> None:
    options = ScorecardOptions()
    rows = score_document("d", words, found, options)
    for by in {row.by for row in rows}:
        whole, *parts = [row for row in rows if row.by == by]
        assert sum(part.penalty for part in parts) == whole.penalty
    more = score_document("d", words, [*found, FOUND[0]], options)
    scores = [next(r for r in some if r.by == "checks" and not r.category).score
              for some in (rows, more)]  # fmt: skip
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[1] <= scores[0]


def test_the_pass_mark_lies_where_the_allowed_penalties_are() -> None:
    options = ScorecardOptions(pass_mark=80, allowed=25)
    assert options.score(25) == 80
    assert options.score(0) == 100
    assert options.score(1000) == 0


def test_a_text_without_words_costs_nothing() -> None:
    assert score_document("d", 0, FOUND, ScorecardOptions())[0].score == 100
    assert count_words(["two words", "كلمتان هنا"]) == 4


@pytest.mark.parametrize(
    ("table", "says"),
    [({"passmark": 5}, "no such key"), ({"pass_mark": "x"}, "a number"), ({"allowed": 0}, "more than"),
     ({"error": -1}, "a number"), ({"pass_mark": 101}, "a number"), ({"error": True}, "a number")],
)  # fmt: skip
def test_wrong_options_are_one_line(table: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        parse_scorecard(table, "corpus.toml")


def test_a_check_with_annotations_writes_the_scorecard(tmp_path: Path) -> None:
    args = ["check", str(EXAMPLES / "memory.tmx"), "-o", str(tmp_path / "out"),
            "--annotator", f"recorded:{EXAMPLES / 'annotations.jsonl'}"]  # fmt: skip
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    out = tmp_path / "out"
    rows = list(csv.DictReader((out / "scorecard.csv").read_text("utf-8-sig").splitlines()))
    whole = {row["by"]: row for row in rows if row["category"] == "all"}
    assert whole["annotators"]["errors"] == "1"
    assert float(whole["together"]["penalty"]) < sum(
        float(whole[by]["penalty"]) for by in ("checks", "annotators")
    )
    told = json.loads((out / "scorecard.json").read_text(encoding="utf-8"))
    together = told["documents"]["memory"]["together"]
    assert together["score"] == float(whole["together"]["score"])
    assert together["categories"]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert 'id="scorecard"' in page
    assert "annotations read 3 pairs and saw nothing to change in 1 of them" in page


def test_a_manifest_may_ask_for_a_scorecard_of_the_checks_alone(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    for name in ("new.en.txt", "new.ar.txt"):
        (folder / name).write_bytes((EXAMPLES / name).read_bytes())
    runner = CliRunner()
    runner.invoke(main, ["init", str(folder)])
    plain = runner.invoke(main, ["build", str(folder), "-o", str(tmp_path / "plain")])
    assert plain.exit_code == 0
    assert not (tmp_path / "plain" / "scorecard.csv").exists()
    with (folder / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write("\n[scorecard]\npass_mark = 95\nallowed = 4\n")
    done = runner.invoke(main, ["build", str(folder), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    told = json.loads((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    assert told["options"]["pass_mark"] == 95
    assert list(told["documents"]["new"]) == ["checks"]


def test_a_note_of_a_check_counts_as_a_note_whatever_its_kind_costs_elsewhere() -> None:
    rows = score_document("d", 100, [finding("V01", severity="info")], ScorecardOptions())
    assert [row.penalty for row in rows] == [0, 0]

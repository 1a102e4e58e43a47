"""The scorer, against the definition and against the reference scorer where it is at hand."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.align.evaluate import evaluate_alignment, score_files
from parallel_corpus.cli.alignment_quality import format_quality
from parallel_corpus.errors import CorpusError
from parallel_corpus.read.pairings import read_pairings

EVAL = Path(os.environ.get("PARALLEL_CORPUS_EVAL", Path(__file__).parents[2] / "shared/eval"))
REFERENCE = EVAL / "score_alignment.py"

LINES = st.lists(st.integers(0, 8), max_size=3, unique=True).map(lambda x: tuple(sorted(x)))
BEADS = st.lists(st.tuples(LINES, LINES), max_size=8)


def reference():
    if not REFERENCE.is_file():
        pytest.skip(f"the reference scorer is not at {REFERENCE}")
    spec = importlib.util.spec_from_file_location("score_alignment", REFERENCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(test=BEADS, gold=BEADS)
def test_equals_the_reference_scorer(test, gold):
    quality = evaluate_alignment(test, gold)
    ours = {"strict": round(quality.strict.f1, 4), "lax": round(quality.lax.f1, 4)}
    theirs = reference().f1([(gold, test)])
    assert ours == pytest.approx(theirs, abs=1e-4)


@given(gold=BEADS.filter(lambda beads: any(s and t for s, t in beads)))
def test_a_gold_agrees_with_itself(gold):
    quality = evaluate_alignment(gold, gold)
    assert quality.strict.f1 == 1
    assert all(measure.precision == measure.recall == 1 for measure in quality.by_type.values())


def test_deletions_lower_precision_but_not_recall():
    gold = [((0,), (0,)), ((1,), ())]
    quality = evaluate_alignment([((0,), (0,)), ((), (1,)), ((1,), ())], gold)
    assert quality.strict.precision == pytest.approx(2 / 3)
    assert quality.strict.recall == 1
    assert quality.by_type["0-1"].precision == 0


def test_both_file_forms_read_alike(tmp_path):
    (tmp_path / "gold.txt").write_text(" [0] : [0]\n\n[1, 2] : []\n", encoding="utf-8-sig")
    rows = [{"source": [0], "target": [0], "score": 0.5}, {"source": [1, 2], "target": []}]
    (tmp_path / "test.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_pairings(tmp_path / "gold.txt") == read_pairings(tmp_path / "test.jsonl")
    quality = score_files([(tmp_path / "test.jsonl", tmp_path / "gold.txt")])
    assert quality.to_dict()["strict"]["f1"] == 1
    assert "strict" in format_quality(quality)


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "[0]",
        '{"source": [0]}',
        "[0] : ['a']",
        '[0] : ["a"]',
        "[-1] : [0]",
        "[" * 5000,
        "{",
    ],
)
def test_a_line_that_is_no_bead_is_named(tmp_path, line):
    path = tmp_path / "bad.txt"
    path.write_text(f"[0] : [0]\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.txt:2: this line is not a bead"):
        read_pairings(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CorpusError, match="cannot read the beads"):
        read_pairings(tmp_path / "none.txt")


def test_whatever_align_prints_is_read(tmp_path):
    """Paragraphs have ids, `--json` prints one object."""
    beads = [{"source": ["a:en:op1"], "target": ["a:ar:op1", "a:ar:op2"], "score": 0.9}]
    (tmp_path / "a.jsonl").write_text(json.dumps(beads[0]), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"beads": beads}, indent=2), encoding="utf-8")
    wanted = [(("a:en:op1",), ("a:ar:op1", "a:ar:op2"))]
    assert read_pairings(tmp_path / "a.jsonl") == read_pairings(tmp_path / "a.json") == wanted


def test_strict_and_lax_by_type():
    gold = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]
    quality = evaluate_alignment([((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), (3,))], gold)
    assert quality.by_type["1-2"].recall == 0
    assert quality.lax_by_type["1-2"].recall == 1
    assert quality.by_type["1-1"].precision == pytest.approx(2 / 3)
    assert quality.lax_by_type["1-1"].precision == 1
    assert quality.to_dict()["lax_by_type"]["1-2"]["recall"] == 1


def test_the_interval_is_around_the_value_and_narrows_with_more_text():
    right, wrong = [((0,), (0,))], [((1,), (1,)), ((2,), (2,))]
    gold = [((0,), (0,)), ((1, 2), (1, 2))]
    few = evaluate_alignment([*right, *wrong], gold)
    assert len(few.parts) == 2
    assert few.parts[0] + few.parts[1] == few.strict
    many = few
    for _ in range(49):
        many += few
    low, high = many.interval()
    assert low <= many.strict.f1 <= high
    assert high - low < few.interval()[1] - few.interval()[0]
    assert evaluate_alignment(gold, gold).interval() == (1.0, 1.0)

"""What repeats: in the case file, by the laws, and as a user meets it."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.cli.group import main
from parallel_corpus.duplicates import TwinPairs, repeats, twin_documents
from parallel_corpus.duplicates.similarity import Sketcher, band_size, jaccard, near, shingles
from parallel_corpus.model import Document, Segment

CASES = json.loads((Path(__file__).parent / "pairs.json").read_text(encoding="utf-8"))
FIRES = {"fires": True, "known alarm": True, "silent": False, "known miss": False}
WORDS = st.lists(
    st.sampled_from(["the", "committee", "adopted", "agenda", "of", "its", "session"]), min_size=4
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['why']}")
def test_case(case: dict[str, Any]) -> None:
    options = {name: case[name] for name in ("threshold", "least_words") if name in case}
    found = twins(case["rows"], **options)
    if FIRES[case["kind"]]:
        assert [item.kind for item in found] == [case["expect"]]
    else:
        assert found == []


@given(st.lists(st.tuples(WORDS.map(" ".join), st.sampled_from(["نعم", "لا", "ربما"])), max_size=8))
def test_the_order_of_the_rows_changes_places_only(rows: list[tuple[str, str]]) -> None:
    there, back = (
        sorted(
            (item.kind, item.source_similarity, sorted(place.count for place in item.places))
            for item in twins(some)
            if item.kind == "other translation"
        )
        for some in (rows, rows[::-1])
    )
    assert there == back


@given(st.lists(WORDS, max_size=8))
def test_pairs_that_say_the_same_on_both_sides_are_no_news(sources: list[list[str]]) -> None:
    """Translation word by word: as alike as the sources are, the translations are."""
    rows = [(" ".join(words), " ".join(words)) for words in sources]
    assert twins(rows) == []


@given(st.sets(st.integers(0, 60), min_size=1), st.sets(st.integers(0, 60), min_size=1))
def test_signatures_estimate_the_similarity(one: set[int], other: set[int]) -> None:
    sketch = Sketcher()
    sides = [frozenset(map(str, side)) for side in (one, other)]
    agree = float(np.mean(sketch(sides[0]) == sketch(sides[1])))
    assert agree == pytest.approx(jaccard(*sides), abs=0.4)
    assert (jaccard(*sides) == 1) == (sides[0] == sides[1])


def test_what_is_near_is_among_the_candidates() -> None:
    generator = np.random.default_rng(5)
    texts = []
    for _ in range(60):
        words = [f"w{n}" for n in generator.integers(0, 5000, 30)]
        texts += [words, [*words[:20], "other", *words[20:]]]
    found = [shingles(words, 2) for words in texts]
    signatures = np.stack([Sketcher()(item) for item in found])
    alike = {
        (i, j) for i, j in combinations(range(len(texts)), 2) if jaccard(found[i], found[j]) > 0.7
    }
    candidates = list(near(signatures, band_size(0.7)))
    assert len(alike) == 60
    assert alike <= set(candidates)
    assert candidates == sorted(set(candidates))
    assert len(candidates) < 100


def test_a_formula_that_stands_a_thousand_times_costs_no_million() -> None:
    signatures = np.repeat(Sketcher()(frozenset("ab"))[None], 1000, axis=0)
    assert len(list(near(signatures, 4))) < 20_000


def test_the_same_resolution_in_two_files() -> None:
    words = [f"word{i}" for i in range(60)]
    old = text("draft", words, date="2021-05-01")
    new = text("adopted", [*words[:50], *(f"new{i}" for i in range(30))], date="2021-11-30")
    copy = text("copy", words)
    other = text("other", [f"more{i}" for i in range(60)])
    found = twin_documents([old, new, copy, other])
    assert [(item.one, item.other) for item in found] == [
        ("draft", "copy"),
        ("draft", "adopted"),
        ("adopted", "copy"),
    ] or [{item.one, item.other} for item in found] == [
        {"draft", "copy"},
        {"adopted", "copy"},
        {"adopted", "draft"},
    ]
    newer = {frozenset((item.one, item.other)): item.newer for item in found}
    assert newer[frozenset(("adopted", "draft"))] == "adopted"
    assert newer[frozenset(("copy", "draft"))] == ""


def test_declared_versions_come_last() -> None:
    words = [f"word{i}" for i in range(60)]
    found = twin_documents(
        [text("a", words), text("b", words, supersedes="a"), text("c", [*words[:40], "x", "y"])]
    )
    assert [item.declared for item in found] == [False, False, True]
    assert found[-1].newer == "b"


def test_the_command_on_a_bitext_and_on_a_folder(tmp_path: Path) -> None:
    rows = CASES[0]["rows"] * 2 + [["Nobody else said so here.", "لم يقل أحد ذلك."]]
    bitext = tmp_path / "memory.tsv"
    bitext.write_text("en\tar\n" + "".join(f"{en}\t{ar}\n" for en, ar in rows), encoding="utf-8")
    shown = run("duplicates", bitext)
    assert shown.exit_code == 0, shown.output
    assert "One source, 2 translations\n  memory.tsv, unit 1, 2 times\n" in shown.output
    assert "1 to look at, 2 repeat another word by word" in shown.output
    (line,) = run("duplicates", bitext, "--format", "jsonl").output.splitlines()
    assert json.loads(line)["places"][1]["target"] == "أقرت اللجنة برنامج العمل."
    folder = tmp_path / "texts"
    folder.mkdir()
    paragraphs = "\n\n".join(
        f"{n}. The Assembly calls upon parliament number {n} to act now." for n in range(1, 9)
    )
    for name in ("one.en.txt", "two.en.txt"):
        (folder / name).write_text(paragraphs, encoding="utf-8")
    alike = run("duplicates", folder)
    assert alike.exit_code == 0, alike.output
    assert "one and two: English 1.00 the same" in alike.output
    files = run("duplicates", folder / "one.en.txt", folder / "two.en.txt")
    assert "1 pairs of them are alike" in files.output


def test_one_document_has_no_duplicate(tmp_path: Path) -> None:
    result = run("duplicates", tmp_path / "one.txt")
    assert result.exit_code == 2
    assert "give a folder, or several files" in result.output


def twins(rows: list[Any], **options: Any) -> list[TwinPairs]:
    named = [("d", str(i), source, target) for i, (source, target) in enumerate(rows)]
    with repeats(named, **options) as found:
        assert len(found) == len(list(found))
        return list(found)


def text(name: str, words: list[str], **more: str) -> Document:
    said = " ".join(words)
    segment = Segment(f"{name}:en:p1", "en", "p1", said, said)
    return Document(name, "en", (segment,), **more)


def run(*args: object) -> Any:
    return CliRunner().invoke(main, [str(arg) for arg in args])

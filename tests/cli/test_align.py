"""Test what `align` prints, in every form and of every kind of file: beads of sentences, not documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli.group import main
from tests.docs.pages import ROOT
from tests.read.formats import word

ENGLISH = ["Water is life.", "It is scarce.", "Schools need tanks."]
ARABIC = ["الماء حياة.", "وهو شحيح.", "تحتاج المدارس إلى خزانات."]
PAIRS = list(zip(ENGLISH, ARABIC, strict=True))


def plain(path: Path, sentences: list[str]) -> Path:
    path = path.with_suffix(".txt")
    path.write_text(f"{sentences[0]} {sentences[1]}\n\n{sentences[2]}\n", encoding="utf-8")
    return path


def markdown(path: Path, sentences: list[str]) -> Path:
    return plain(path, sentences).rename(path.with_suffix(".md"))


def html(path: Path, sentences: list[str]) -> Path:
    path = path.with_suffix(".html")
    first, second, third = sentences
    path.write_text(f"<p>{first} {second}</p><p>{third}</p>", encoding="utf-8")
    return path


def docx(path: Path, sentences: list[str]) -> Path:
    paragraphs = f"{sentences[0]} {sentences[1]}", sentences[2]
    body = "".join(word.paragraph(text) for text in paragraphs)
    return word.write(path.with_suffix(".docx"), body)


@pytest.fixture(params=[plain, markdown, html, docx], ids=lambda make: make.__name__)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    make: Callable[[Path, list[str]], Path] = request.param
    sides = (("en", ENGLISH), ("ar", ARABIC))
    found = []
    for language, sentences in sides:
        folder = tmp_path / language
        folder.mkdir()
        found.append(make(folder / "water", sentences))
    return found


def printed(*args: object) -> str:
    done = CliRunner().invoke(main, ["align", *map(str, args)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_row_has_the_score_and_the_sentences_of_its_bead(files: list[Path]) -> None:
    rows = [row.split("\t") for row in printed(*files, "--unit", "sentence").splitlines()]
    assert [(source, target) for _, source, target in rows] == PAIRS
    assert all(0 <= float(score) <= 1 for score, *_ in rows)


def test_json_lines_count_the_sentences_through_the_text(files: list[Path]) -> None:
    shown = printed(*files, "--unit", "sentence", "--format", "jsonl")
    rows = [json.loads(row) for row in shown.splitlines()]
    assert [(row["source"], row["target"]) for row in rows] == [([k], [k]) for k in range(3)]
    assert all(set(row) == {"source", "target", "score", "margin"} for row in rows)


def test_json_has_indices_and_sentences(files: list[Path]) -> None:
    beads = json.loads(printed(*files, "--unit", "sentence", "--json"))["beads"]
    assert [(bead["source_text"], bead["target_text"]) for bead in beads] == PAIRS
    assert [(bead["source"], bead["target"]) for bead in beads] == [([k], [k]) for k in range(3)]
    assert all(bead["moved"] is False and 0 <= bead["margin"] <= bead["score"] for bead in beads)


@pytest.mark.parametrize("form", [("--format", "tsv"), ("--format", "jsonl"), ("--json",)])
def test_weakest_first_puts_the_same_rows_in_another_order(
    form: tuple[str, ...], tmp_path: Path
) -> None:
    sides = [plain(tmp_path / name, texts) for name, texts in (("a", ENGLISH), ("b", ARABIC))]
    shown = printed(*sides, "--unit", "sentence", *form)
    turned = printed(*sides, "--unit", "sentence", "--weakest-first", *form)
    if form == ("--json",):
        rows, others = json.loads(shown)["beads"], json.loads(turned)["beads"]
        key = [(row["score"], row["margin"]) for row in others]
    else:
        rows, others = shown.splitlines(), turned.splitlines()
        key = [json.loads(r)["score"] if r[0] == "{" else float(r.split("\t")[0]) for r in others]
    assert sorted(map(str, rows)) == sorted(map(str, others))
    assert key == sorted(key)


def test_a_sentence_without_a_counterpart_has_an_empty_side(tmp_path: Path) -> None:
    english = plain(tmp_path / "a", ENGLISH)
    arabic = tmp_path / "b.txt"
    arabic.write_text(f"{ARABIC[0]} {ARABIC[1]}\n", encoding="utf-8")
    rows = [row.split("\t") for row in printed(english, arabic, "--unit", "sentence").splitlines()]
    assert [(source, target) for _, source, target in rows] == [*PAIRS[:2], (ENGLISH[2], "")]


def test_the_example_of_the_readme_prints_its_own_sentences() -> None:
    """Each text of README's example once, and no row holds more than one paragraph."""
    texts = [ROOT / "docs/examples" / name for name in ("new.en.txt", "new.ar.txt")]
    command = f"parallel-corpus align {texts[0].name} {texts[1].name} --unit sentence"
    assert command in (ROOT / "README.md").read_text("utf-8")
    beads = json.loads(printed(*texts, "--unit", "sentence", "--json"))["beads"]
    for path, side in zip(texts, ("source", "target"), strict=True):
        paragraphs = [" ".join(p.split()) for p in path.read_text("utf-8").split("\n\n")]
        rows = [bead[f"{side}_text"] for bead in beads]
        assert len(rows) == len(paragraphs)
        assert all(
            paragraph.endswith(row) and row for paragraph, row in zip(paragraphs, rows, strict=True)
        )
        assert [bead[side] for bead in beads] == [[k] for k in range(len(rows))]


def test_lines_are_taken_as_they_stand(tmp_path: Path) -> None:
    sides = [plain(tmp_path / name, texts) for name, texts in (("a", ENGLISH), ("b", ARABIC))]
    rows = [row.split("\t") for row in printed(*sides, "--unit", "line").splitlines()]
    texts = [path.read_text("utf-8").splitlines() for path in sides]
    assert [row[1] for row in rows if row[1]] == [line for line in texts[0] if line]
    assert [row[2] for row in rows if row[2]] == [line for line in texts[1] if line]

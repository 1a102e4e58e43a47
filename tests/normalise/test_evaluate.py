"""What repairs are worth, measured on texts whose truth is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from parallel_corpus.cli import main
from parallel_corpus.errors import CorpusError
from parallel_corpus.normalise.evaluate import (
    evaluate_pages,
    format_worth,
    plain_words,
)
from parallel_corpus.normalise.pages import read_pages

READ = "ذهب الرجل فىالقطار إلى المدينة ثم عاد فى المساء مع أولاده"
TRUTH = "ذهب الرجل فى القطار إلى المدينة ثم عاد فى المساء مع أولاده"


def test_words_are_counted_before_and_after() -> None:
    worth = evaluate_pages([(READ, TRUTH)], "ar")
    assert (worth.pages, worth.worse, worth.fixed, worth.broken) == (1, 0, 2, 0)
    assert worth.words["before"].edits == 2
    assert worth.words["after"].edits == worth.words["accepted"].edits == 0
    assert worth.characters["before"].edits == 1
    assert worth.rules["N704"].applied == worth.rules["N704"].fixed == 1
    assert worth.applied["0.9"].repairs == worth.applied["0.9"].right == 1


def test_a_repair_that_the_truth_denies_is_broken() -> None:
    worth = evaluate_pages([(READ, READ)], "ar")
    assert worth.broken == worth.worse == worth.rules["N704"].broken == 1
    assert "1 of them worse" in format_worth(worth)


def test_pages_that_are_not_the_same_are_left_out() -> None:
    worth = evaluate_pages([(READ, "نص آخر تماما لا صلة له بما سبق أبدا")], "ar")
    assert (worth.pages, worth.left_out) == (0, 1)
    assert worth.to_dict()["pages_left_out"] == 1


def test_plain_words_have_no_marks() -> None:
    assert plain_words("«الفُصّر»، مـن") == ["الفصر", "من"]


def test_a_damage_proposed_once_is_accepted_at_all_its_places() -> None:
    truths = [
        "اجتمع رئيس المجلس يوم الأحد في المدينة",
        "وقال رئيس الوزراء إن الحكومة تعمل",
        "أكد رئيس البرلمان أن القانون صدر",
        "حضر رئيس الجمهورية الحفل مع الوزراء",
    ]
    read = [*(text.replace("رئيس", "رنيس") for text in truths[:3]), truths[3]]
    worth = evaluate_pages(list(zip(read, truths, strict=True)), "ar")
    assert worth.rules["N701"].proposed == 1
    edits = [worth.words[kind].edits for kind in ("before", "after", "accepted")]
    assert edits == [3, 3, 0]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("ocr", READ), ("truth", TRUTH)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(text, encoding="utf-8")
    return str(tmp_path / "ocr"), str(tmp_path / "truth")


def test_the_command_prints_text_and_json(files: tuple[str, str]) -> None:
    said = CliRunner().invoke(main, ["evaluate", "normalisation", *files])
    assert said.exit_code == 0
    assert "words fixed: 2, broken: 0" in said.stdout
    one = [f"{folder}/1.txt" for folder in files]
    printed = CliRunner().invoke(main, ["evaluate", "normalisation", *one, "--json"])
    figures = json.loads(printed.stdout)
    assert figures["words"]["before"]["edits"] == 2
    assert figures["rules"]["N704"] == {"applied": 1, "proposed": 0, "fixed": 1, "broken": 0}


def test_pages_without_truth_are_one_clear_line(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "ocr" / "2.txt").write_text(READ, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"1 pages have no truth, the first is 2.txt"):
        read_pages(Path(files[0]), Path(files[1]))
    with pytest.raises(CorpusError, match="a folder where the other is a file"):
        read_pages(Path(files[0]), tmp_path / "ocr" / "2.txt")
    (tmp_path / "ocr" / "1.txt").write_bytes(b"\xc7\xe1")
    with pytest.raises(CorpusError, match="is not UTF-8"):
        read_pages(tmp_path / "ocr" / "1.txt", tmp_path / "truth" / "1.txt")

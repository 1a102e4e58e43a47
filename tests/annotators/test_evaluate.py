"""Findings and annotators are scored as the definitions say."""

import json
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.annotators.agreement import agreement, agreements
from parallel_corpus.annotators.evaluate import format_scores, score_findings
from parallel_corpus.annotators.marks import Mark, Marked, overlap, read_marks
from parallel_corpus.errors import ReadError

HEALTH = Path(__file__).parents[2] / "notebooks" / "data"


def mark(pair: str, words: str = "", severity: Any = "error", by: str = "A") -> Mark:
    quoted = (tuple(words.split()),) if words else ()
    return Mark(frozenset({pair}), by, "R01", "mistranslation", severity, quoted)


GOLD = [mark("1", "the malicious acts"), mark("2", "moderation", "warning"), mark("3", "few", "info"),
        mark("4", "diarrhea")]  # fmt: skip


def test_right_and_found_are_counted() -> None:
    found = [
        mark("1", "malicious"),
        mark("2", "other words"),
        mark("3", "few"),
        mark("9", "nothing"),
    ]
    scores = score_findings(found, GOLD)
    assert (scores.precision.right, scores.precision.total) == (2, 4)
    assert {k: (r.right, r.total) for k, r in scores.recall.items()} == {
        "error": (1, 2), "warning": (0, 1), "info": (1, 1)}  # fmt: skip
    assert scores.partial_recall.value == pytest.approx(1 / 3 / 3)
    assert scores.partial_precision.value == pytest.approx(2 / 4)
    assert 0 <= scores.precision.low <= scores.precision.value <= scores.precision.high <= 1
    assert "right" in format_scores(scores)


def test_intervals_are_the_same_each_time_and_narrow_with_more_pairs() -> None:
    few = score_findings([mark(str(n), "a") for n in range(4)], [mark("1", "a"), mark("2", "a")])
    many = score_findings([mark(str(n), "a") for n in range(400)],
                          [mark(str(n), "a") for n in range(0, 400, 2)])  # fmt: skip
    width = [s.precision.high - s.precision.low for s in (few, many)]
    assert width[1] < width[0] / 3
    again = score_findings([mark(str(n), "a") for n in range(4)], [mark("1", "a"), mark("2", "a")])
    assert again == few


def test_notes_are_not_scored_unless_they_are_asked_for() -> None:
    found = [mark("1", "malicious", "info")]
    assert score_findings(found, GOLD).precision.total == 0
    assert score_findings(found, GOLD, least="info").precision.right == 1


def test_a_mark_without_words_is_right_where_the_pair_has_a_fault() -> None:
    assert score_findings([mark("2")], GOLD).precision.right == 1
    assert score_findings([mark("3")], GOLD).precision.right == 0


def test_pairs_are_the_same_by_any_of_their_names() -> None:
    one = Mark(frozenset({"d:en:p1", "7"}), "checks", "C02", "omission", "warning", (("few",),))
    assert score_findings([one], [mark("7", "few")]).precision.right == 1
    assert score_findings([one], [mark("d:en:p1", "few")]).precision.right == 1


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [("the law", "the act", 0), ("the law", "law", 1), ("in the new house", "new house rules", 2),
     ("of", "of", 1), ("", "law", 0)],
)  # fmt: skip
def test_shared_words_that_tell_count(one: str, other: str, words: int) -> None:
    assert overlap(mark("1", one), mark("1", other)) == words


def test_a_model_on_the_health_sentences() -> None:
    """The recorded answers of a large model, by themselves: 27 errors, of which words differ in 2."""
    (model,) = read_marks(HEALTH / "health.jsonl")
    (gold,) = read_marks(HEALTH / "health.gold.tsv")
    scores = score_findings(model.marks, gold.marks)
    assert (scores.precision.right, scores.precision.total) == (77, 77)
    assert scores.recall["error"].right >= 25
    assert scores.recall["warning"].right >= 50


def test_agreement_is_cohens_kappa_and_the_f1_of_words() -> None:
    one = Marked("A", (mark("1", "a b"), mark("2", "c")), frozenset("123456"))
    other = Marked("B", (mark("1", "a", by="B"), mark("3", "d", by="B")), frozenset("1234567"))
    found = agreement(one, other)
    assert (found.pairs, found.both, found.only_one, found.only_other) == (6, 1, 1, 1)
    assert found.kappa == pytest.approx(0.25)
    assert found.f1 == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    assert agreement(one, one).kappa == agreement(one, one).f1 == 1


def test_agreement_of_one_is_refused() -> None:
    with pytest.raises(ReadError, match="two annotators"):
        agreements([Marked("A", ())])


def test_findings_of_checks_and_annotators_are_told_apart(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "C02", "severity": "warning", "source": ["d:en:p1"], "target": [], "message": "m",
         "source_spans": [[0, 3, "few"]], "target_spans": [], "evidence": {"row": "7"}},
        {"code": "R01", "severity": "error", "source": ["d:en:p1"], "target": [], "message": "m",
         "source_spans": [], "target_spans": [], "evidence": {"annotator": "Rana"}},
    ]  # fmt: skip
    path = tmp_path / "findings.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    checks, rana = read_marks(path)
    assert (checks.by, rana.by) == ("checks", "Rana")
    assert checks.marks[0].refs == {"d:en:p1", "7"}
    assert (checks.marks[0].family, rana.marks[0].family) == ("coverage", "annotated-accuracy")
    path.write_text('{"code": "C02", "message": "m"}\n', encoding="utf-8")
    with pytest.raises(ReadError, match="1: is not a finding"):
        read_marks(path)

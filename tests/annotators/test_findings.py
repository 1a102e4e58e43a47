"""What annotators say is verified, weighed against the evidence, and told once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.annotators.findings import Tally, fold_in
from parallel_corpus.annotators.joining import join
from parallel_corpus.annotators.pairs import Pair, pairs_of
from parallel_corpus.annotators.records import annotation_of
from parallel_corpus.annotators.run import AnnotationRun, Wanted
from parallel_corpus.checks import severity
from parallel_corpus.checks.glossary import as_entries
from parallel_corpus.model import (
    Annotation,
    Answer,
    Bead,
    Bitext,
    Edit,
    Finding,
    Repair,
    Segment,
    Span,
    Unit,
)
from tests.checks.resolutions import encoder

CASES = json.loads(Path(__file__).with_name("claims.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_claim_is_worth_what_the_evidence_says(case: dict[str, Any]) -> None:
    bitext = Bitext.from_rows("d", [("7", case["en"], case["ar"])])
    made = annotation_of(case["annotation"])
    assert made
    answer = Answer("7", (made,), annotator="A", model=case.get("model", ""))
    read = fold_in(bitext, [answer], [], encoder(), as_entries(case.get("terms", [])))
    counts = read.tally.record()
    for count in ("dropped", "contradicted", "supported"):
        assert counts[count] == case.get(count, 0), (case["why"], count)
    if case.get("code", "") is None:
        assert not read.findings
        return
    (finding,) = read.findings
    assert severity(finding) == case["severity"], case["why"]
    assert finding.code == case.get("code", finding.code)
    assert "A" in finding.message
    assert "\n" not in finding.message
    assert finding.evidence["annotator"] == "A"


def at(text: str, words: str) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words), words),)


EN, AR = "one two three four five", "واحد اثنان ثلاثة"


def finding(code: str, words: str, gravity: str | None = None, by: str = "") -> Finding:
    evidence = {"annotator": by} if by else {}
    return Finding(code, "d", ("a",), ("b",), 0.5, f"{code} {words}", at(EN, words), (), evidence,
                   gravity)  # type: ignore[arg-type]  # fmt: skip


def test_a_finding_that_an_annotator_confirms_is_raised_and_told_once() -> None:
    checks = [finding("C02", "two three"), finding("P01", "five")]
    found, merged = join(checks, [finding("R02", "two", "error", "A")])
    assert merged == 1
    assert [(f.code, severity(f)) for f in found] == [("C02", "error"), ("P01", "info")]
    assert found[0].score == 0.75
    assert found[0].evidence["also"] == ["R02: R02 two"]
    assert found[0].evidence["annotator"] == "A"


def test_no_severity_is_lowered_by_joining() -> None:
    (found,), _ = join([finding("V01", "two")], [finding("R01", "two", "warning", "A")])
    assert severity(found) == "error"


def test_another_fault_in_the_same_pair_stays_apart() -> None:
    found, merged = join([finding("C02", "two")], [finding("R02", "four", "error", "A")])
    assert merged == 0
    assert len(found) == 2


def test_a_note_of_a_check_goes_into_the_louder_annotation() -> None:
    (found,), _ = join([finding("C06", "two three")], [finding("R02", "two", "error", "A")])
    assert (found.code, severity(found)) == ("R02", "error")
    assert found.evidence["also"] == ["C06: C06 two three"]


def test_two_annotators_on_the_same_words_are_one_finding_and_one_annotators_two_are_two() -> None:
    both = [finding("R01", "two", "warning", "A"), finding("R01", "two three", "error", "B")]
    (found,), _ = join([], both)
    assert severity(found) == "error"
    alone = [finding("R01", "two", "warning", "A"), finding("R01", "two three", "error", "A")]
    assert len(join([], alone)[0]) == 2


def test_what_is_contradicted_joins_nothing() -> None:
    said = finding("R02", "two", "info", "A")
    said = replace(said, evidence={**said.evidence, "contradicted": "it is there"})
    found, merged = join([finding("C02", "two")], [said])
    assert merged == 0
    assert [severity(f) for f in found] == ["warning", "info"]


def test_damage_that_a_repair_names_is_not_told_again() -> None:
    text = "حماية الفُصّر"
    repair = Repair(Edit(6, "الفُصّر", "القُصّر"), "N702", "ocr", status="proposed")
    en = Segment("d:en:p1", "en", "p1", "Protection of minors", "Protection of minors")
    ar = Segment("d:ar:p1", "ar", "p1", text, text, repairs=(repair,))
    unit = Unit(Bead((en.id,), (ar.id,)), (en,), (ar,))
    bitext = Bitext("d", (unit,))
    said = Annotation("damage", "warning", "minors", "الفُصّر", "Typo.")
    read = fold_in(bitext, [Answer("d:en:p1 = d:ar:p1", (said,))], [], encoder())
    assert not read.findings
    assert read.tally.repaired == 1
    other = replace(said, category="mistranslation")
    read = fold_in(bitext, [Answer("d:en:p1 = d:ar:p1", (other,))], [], encoder())
    assert "may be OCR" in read.findings[0].message


class Costly:
    """An annotator that remembers what it was asked, and finds every pair in order."""

    name, model, prompt, costs = "costly", "m", "1", True

    def __init__(self) -> None:
        self.asked: list[Pair] = []

    def annotate(self, pairs: Any) -> Any:
        self.asked += pairs
        return (Answer(pair.id, annotator=self.name) for pair in pairs)


def test_of_a_large_corpus_the_pairs_that_the_checks_point_at_are_read() -> None:
    rows = [(str(n), f"It has {n} members.", f"يضم {n} عضوا.") for n in range(10)]
    bitext = Bitext.from_rows("d", rows)
    key = bitext.units[7].key
    found = [Finding("N01", "d", *key, 0.9, "differs")]
    annotator = Costly()
    run = AnnotationRun([annotator], Wanted(max_pairs=3))
    run.fold([(bitext, found)], encoder())
    assert [pair.id for pair in annotator.asked] == ["0", "1", "7"]
    run.fold([(bitext, found)], encoder())
    assert len(annotator.asked) == 3, "the limit is for all parts together"
    (told,) = run.describe()
    assert (told["pairs"], told["empty"]) == (3, 3)
    assert "saw nothing to change in 3" in run.sentences()[0]


def test_only_the_documents_that_are_wanted_are_read() -> None:
    bitexts = [(Bitext.from_rows(name, [("1", EN, AR)]), []) for name in ("a", "b")]
    annotator = Costly()
    AnnotationRun([annotator], Wanted(documents=("b",))).fold(bitexts, encoder())
    assert len(annotator.asked) == 1


def test_pairs_are_shown_with_their_neighbours_and_terms() -> None:
    rows = [("1", "First law.", "القانون الأول."), ("2", "Second act.", "القانون الثاني.")]
    first, second = pairs_of(Bitext.from_rows("d", rows), as_entries([("act", "قانون")]))
    assert (first.after, second.before) == ("Second act.", "First law.")
    assert [entry.english for entry in second.terms] == ["act"]
    assert not first.terms


def test_counts_add_up() -> None:
    one = Tally(pairs=2, merged=1)
    one.add(Tally(pairs=3, failed=1))
    assert (one.pairs, one.merged, one.failed) == (5, 1, 1)

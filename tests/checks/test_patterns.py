"""A fault that runs through a document is one finding with its places, in every family."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parallel_corpus.checks import REGISTRY, severity
from parallel_corpus.checks.patterns import OFTEN, gather
from parallel_corpus.model import SEVERITIES, Finding, Span

OURS = sorted(
    code
    for code, check in REGISTRY.items()
    if check.scope != "annotation" and not check.marks_any_word
)


def one(number: int, code: str, *, document: str = "d", text: str = "18") -> Finding:
    ids = (f"{document}:en:p{number}",), (f"{document}:ar:p{number}",)
    spans = (Span(number, number + len(text), text),)
    return Finding(code, document, *ids, number / 100, f"It says “{text}”", spans)


@pytest.mark.parametrize("code", OURS)
def test_every_check_of_every_family_is_told_once(code: str) -> None:
    findings = [one(number, code) for number in range(1, OFTEN + 2)]
    (told,) = gather(findings, running=True)
    assert told.source == ("d:en:p1",)
    assert told.evidence["times"] == len(findings)
    assert told.told_of[:2] == ("d:en:p1", "d:ar:p1")
    assert set(told.told_of[2:]) == {f"d:en:p{n}" for n in range(2, OFTEN + 2)}
    assert told.score == max(f.score for f in findings)
    assert severity(told) == severity(code)


@pytest.mark.parametrize("code", ["C04", "C08"])
def test_the_same_small_word_in_many_places_is_many_faults(code: str) -> None:
    findings = [one(number, code, text="not") for number in range(1, OFTEN + 2)]
    assert gather(findings, running=True) == findings


def test_few_or_different_or_elsewhere_stay_as_they_are() -> None:
    few = [one(number, "N01") for number in range(1, OFTEN)]
    other = [one(number, "N01", text=str(number)) for number in range(1, 9)]
    apart = [one(1, "N01", document=f"d{number}") for number in range(1, 9)]
    for findings in (few, other, apart):
        assert gather(findings, running=True) == findings


def test_what_is_graver_keeps_its_severity_and_its_place() -> None:
    findings = [replace(one(n, "N01"), severity=SEVERITIES[n % 2]) for n in range(1, 2 * OFTEN + 1)]
    told = gather(findings, running=True)
    assert sorted((severity(f), f.evidence["times"]) for f in told) == [
        ("error", OFTEN),
        ("warning", OFTEN),
    ]


def test_rows_of_a_table_have_nothing_to_do_with_each_other() -> None:
    loud = [one(number, "N01") for number in range(1, 9)]
    assert gather(loud, running=False) == loud
    notes = [replace(finding, severity="info") for finding in loud]
    assert len(gather(notes, running=False)) == 1


def test_what_marks_nothing_is_one_fault_by_what_it_says() -> None:
    said = [replace(one(n, "P02"), source_spans=(), message="Brackets lack") for n in range(9)]
    assert len(gather(said, running=True)) == 1
    quoting = [replace(finding, message="“a” lacks") for finding in said]
    assert len(gather(quoting, running=True)) == 9

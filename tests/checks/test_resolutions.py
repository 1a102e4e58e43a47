"""The five documents' story: paragraph 18 follows the draft, paragraph 14 does not."""

from __future__ import annotations

import json

import pytest

from parallel_corpus import checks
from parallel_corpus.language.script import comparison_key
from parallel_corpus.model import Finding
from tests.checks.resolutions import adopted, adopted_findings, draft, encoder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return list(adopted_findings())


def test_paragraph_18_ranks_first_with_its_evidence(findings: list[Finding]) -> None:
    worst = findings[0]
    assert (worst.code, worst.source) == ("V01", ("adopted:en:op18",))
    evidence = worst.evidence
    assert "companies in the digital industry" in evidence["new_source"]
    assert "social media networks" in evidence["old_source"]
    assert "لشبكات التواصل الاجتماعي" in evidence["new_target"]
    assert "لشبكات التواصل الاجتماعي" in evidence["old_target"]
    assert evidence["similarity_to_old_source"] > evidence["similarity_to_new_source"]
    assert any("social media" in text for _, _, text in evidence["source_words_dropped"])
    assert any("التواصل" in text for _, _, text in evidence["target_words_kept"])
    assert any("digital industry" in span.text for span in worst.source_spans)
    assert any("التواصل الاجتماعي" in span.text for span in worst.target_spans)


def test_paragraph_14_is_not_said_to_follow_the_draft(findings: list[Finding]) -> None:
    followers = {f.source[0].rsplit(":", 1)[1] for f in findings if f.code == "V01"}
    assert followers == {"op18", "pre20"}


def test_spans_stand_where_they_say(findings: list[Finding]) -> None:
    units = {unit.bead.source: unit for unit in adopted().units}
    for finding in findings:
        unit = units[finding.source]
        for text, spans in (
            (unit.source_text, finding.source_spans),
            (unit.target_text, finding.target_spans),
        ):
            assert all(text[span.start : span.end] == span.text for span in spans)


def test_evidence_is_json_and_sorted(findings: list[Finding]) -> None:
    for finding in findings:
        plain = json.dumps(finding.evidence, ensure_ascii=False)
        assert plain == json.dumps(finding.evidence, ensure_ascii=False, sort_keys=True)


def test_version_table() -> None:
    table = checks.compare(adopted(), encoder())
    row = {change.source[0].rsplit(":", 1)[1]: change for change in table if change.source}
    assert row["op18"].followed == "no"
    assert row["op14"].followed == "yes"
    assert row["op14"].kind == "amended"
    assert row["pre1"].followed == "nothing to follow"
    assert row["op1"].kind == "added"
    assert row["pre3"].kind == "split"
    assert row["op19"].moved


def test_a_translation_that_changed_alone_has_its_row() -> None:
    table = checks.compare(adopted(), encoder())
    alone = [change for change in table if change.kind == "retranslated"]
    assert alone
    texts = {s.id: s.text for unit in adopted().units for s in (*unit.source, *unit.target)}
    old = adopted().previous
    assert old is not None
    texts |= {s.id: s.text for unit in old.units for s in (*unit.source, *unit.target)}
    for change in alone:
        before, after = (
            [comparison_key(texts[ref]) for ref in refs]
            for refs in (change.old_source, change.source)
        )
        assert before == after
        assert [comparison_key(texts[ref]) for ref in change.old_target] != [
            comparison_key(texts[ref]) for ref in change.target
        ]
        assert change.followed == "nothing to follow"


def test_no_version_checks_without_a_draft() -> None:
    assert not [f for f in checks.check(draft(), encoder()) if f.code[0] == "V"]
    assert checks.compare(draft(), encoder()) == []


def test_the_same_every_time(findings: list[Finding]) -> None:
    assert checks.check(adopted(), encoder()) == findings

"""When a proposed repair is a warning, and when a note."""

from __future__ import annotations

from dataclasses import replace

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings, severity
from parallel_corpus.model import Edit, Finding, Repair
from tests.checks.resolutions import encoder


def found(arabic: str, edits: list[tuple[str, str]], *, kind: str, lines: int = 1) -> list[Finding]:
    bitext = Bitext.from_rows("t", [(str(n), "The text.", arabic) for n in range(lines)])
    units = []
    for unit in bitext.units:
        (target,) = unit.target
        repairs = tuple(
            Repair(Edit(arabic.index(a), a, b), "N702", kind, confidence=0.8, status="proposed")
            for a, b in edits
        )
        units.append(replace(unit, target=(replace(target, repairs=repairs),)))
    settings = CheckSettings(select=("L01",))
    return checks.check(replace(bitext, units=tuple(units)), encoder(), settings=settings)


def test_another_word_is_a_warning_and_the_paragraph_is_told_once() -> None:
    edits = [("وقوع", "وقمع"), ("ومعاقة", "ومعاقبة")]
    (finding,) = found("بروتوكول منع وقوع ومعاقة الاتجار", edits, kind="ocr/real-word")
    assert severity(finding) == "warning"
    assert [span.text for span in finding.target_spans] == ["وقوع", "ومعاقة"]
    assert "may be OCR" not in finding.message


def test_another_form_of_the_word_is_a_note() -> None:
    edits = [("يؤديه", "تؤديه")]
    (finding,) = found("الدور الذي يؤديه العلم", edits, kind="ocr/real-word")
    assert severity(finding) == "info"


def test_a_misspelling_is_a_note() -> None:
    (finding,) = found("حقوق الفصر", [("الفصر", "القصر")], kind="ocr/word")
    assert severity(finding) == "info"


def test_a_scan_gives_notes() -> None:
    findings = found("منع وقوع الجرائم", [("وقوع", "وقمع")], kind="ocr/real-word", lines=6)
    assert {severity(finding) for finding in findings} == {"info"}

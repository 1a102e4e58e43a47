"""Terms by their lemmas, and terms that a glossary gave up."""

from __future__ import annotations

from pathlib import Path

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings, find, find_terms, read_glossary
from parallel_corpus.model import Finding
from tests.checks.resolutions import encoder

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
<langSet xml:lang="en"><tig><term>disabled person</term></tig></langSet>
<langSet xml:lang="ar">
<tig><term>شخص ذو إعاقة</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>معاق</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
</langSet></termEntry><termEntry id="c2">
<langSet xml:lang="en"><tig><term>law</term></tig></langSet>
<langSet xml:lang="ar"><tig><term>قانون</term></tig></langSet>
</termEntry></body></text></martif>
"""


def found(tmp_path: Path, english: str, arabic: str) -> list[Finding]:
    path = tmp_path / "terms.tbx"
    path.write_text(TBX, encoding="utf-8")
    settings = CheckSettings(select=("T01",), options={"T01": {"terms": read_glossary(path)}})
    return checks.check(
        Bitext.from_rows("t", [("1", english, arabic)]), encoder(), settings=settings
    )


def test_a_deprecated_term_is_told_with_its_place(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "Rights of disabled persons.", "حقوق المعاقين.")
    assert [span.text for span in finding.target_spans] == ["المعاقين"]
    assert "شخص ذو إعاقة" in finding.message


def test_the_same_word_where_the_term_does_not_stand_is_no_term(tmp_path: Path) -> None:
    assert found(tmp_path, "Rights of the wounded.", "حقوق المعاقين.") == []


def test_a_broken_plural_is_the_term(tmp_path: Path) -> None:
    assert found(tmp_path, "The laws of the State.", "القوانين في الدولة.") == []
    assert len(found(tmp_path, "The laws of the State.", "الأنظمة في الدولة.")) == 1


def test_words_are_found_in_any_number() -> None:
    bitext = Bitext.from_rows("t", [("1", "The laws of the State.", "القوانين في الدولة.")])
    assert [hit.source_spans[0].text for hit in find([bitext], "law")] == ["laws"]
    assert [hit.target_spans[0].text for hit in find([bitext], "قانون")] == ["القوانين"]
    assert list(find([bitext], "lawn")) == []


def test_a_rendering_in_the_plural_is_no_other_rendering() -> None:
    rows = [
        (str(n), f"The risk factors of case {n}.", f"تدرس اللجنة عوامل الخطر في الحالة {n}.")
        for n in range(5)
    ]
    rows.append(("6", "A list of risk factors.", "يعد السن عامل خطر هنا."))
    (term,) = [t for t in find_terms([Bitext.from_rows("t", rows)]) if t.english == "risk factors"]
    assert (len(term.usual), len(term.others)) == (6, 0)

"""What the checks promise their callers, whatever they find."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel_corpus import checks
from parallel_corpus.checks import Bitext, CheckSettings
from parallel_corpus.errors import ReadError, SettingsError
from parallel_corpus.evidence.lexicon.learning import learn
from parallel_corpus.evidence.lexicon.table import pack, unpack
from parallel_corpus.language.difference import Difference
from parallel_corpus.model import Edit, Repair
from tests.checks.resolutions import adopted, adopted_findings, encoder

ROWS = [
    ("a", "the Law of 1992", "قانون عام 1999"),
    ("b", "The Committee met.", "اجتمعت اللجنة."),
    ("c", "It adjourned.", ""),
    ("d", "The Committee met in Geneva, and heard 12 witnesses.", "اجتمعت اللجنة في جنيف."),
]


def test_a_table_without_documents() -> None:
    found = checks.check(Bitext.from_rows("t", ROWS), encoder())
    assert (found[0].code, found[0].evidence["row"]) == ("S01", "c")
    assert ("N01", "a") in [(f.code, f.evidence["row"]) for f in found]
    assert found == checks.rank(reversed(found))


def test_the_source_may_be_arabic() -> None:
    rows = [(name, ar, en) for name, en, ar in ROWS]
    bitext = Bitext.from_rows("t", rows, source_language="ar", target_language="en")
    codes = {(f.code, f.evidence["row"]) for f in checks.check(bitext, encoder())}
    assert ("N01", "a") in codes
    scores = {score.id: score for score in checks.score_pairs(bitext, encoder())}
    assert scores["a"].divergence > scores["b"].divergence


def test_scores_rank() -> None:
    scores = {s.id: s for s in checks.score_pairs(Bitext.from_rows("t", ROWS), encoder())}
    assert scores["c"].divergence == 1
    assert scores["b"].divergence < 0.5 < scores["a"].divergence
    assert scores["d"].source_coverage < scores["d"].target_coverage
    assert all(0 <= s.divergence <= 1 for s in scores.values())


def test_ids_may_repeat() -> None:
    rows = [("x", en, ar) for _, en, ar in ROWS]
    scores = checks.score_pairs(Bitext.from_rows("t", rows), encoder())
    plain = checks.score_pairs(Bitext.from_rows("t", ROWS), encoder())
    assert [s.divergence for s in scores] == [s.divergence for s in plain]


def test_nothing_at_all() -> None:
    assert checks.check(Bitext("empty", ()), encoder()) == []
    assert checks.score_pairs(Bitext("empty", ()), encoder()) == []
    assert checks.check_corpus([], encoder()) == []


def test_select_and_ignore() -> None:
    bitext = Bitext.from_rows("t", ROWS)
    only = checks.check(bitext, encoder(), settings=CheckSettings(select=("numbers",)))
    assert {f.code[0] for f in only} == {"N"}
    rest = checks.check(bitext, encoder(), settings=CheckSettings(ignore=("N", "unpaired")))
    assert not {f.code[0] for f in rest} & {"N"}
    assert "S01" not in {f.code for f in rest}


@pytest.mark.parametrize(
    "settings",
    [
        CheckSettings(select=("nubmers",)),
        CheckSettings(ignore=("X99",)),
        CheckSettings(options={"low-similarity": {"deviation": 2}}),
    ],
)
def test_wrong_settings_are_explained(settings: CheckSettings) -> None:
    with pytest.raises(SettingsError) as error:
        checks.check(Bitext("empty", ()), encoder(), settings=settings)
    assert error.value.hint


@pytest.mark.slow
def test_damage_ranks_lower() -> None:
    bitext = adopted()
    clean = next(f for f in adopted_findings() if f.source == ("adopted:en:op6",))
    word = clean.target_spans[0]
    repair = Repair(
        Edit(word.start, word.text, "للعملات"), "letter-confusion", "letter", status="proposed"
    )
    units = tuple(
        replace(unit, target=(replace(unit.target[0], repairs=(repair,)),))
        if unit.bead.source == ("adopted:en:op6",)
        else unit
        for unit in bitext.units
    )
    damaged = replace(bitext, units=units)
    only = CheckSettings(select=(clean.code,))
    again = checks.check(damaged, encoder(), settings=only)
    found = next(f for f in again if f.source == ("adopted:en:op6",))
    assert found.evidence["may_be_ocr"]
    assert "may be OCR" in found.message
    assert found.score < clean.score


@pytest.mark.slow
def test_one_fault_is_one_finding() -> None:
    found = [f for f in adopted_findings() if f.source == ("adopted:en:pre20",)]
    assert [f.code for f in found] == ["V01"]
    assert any(line.startswith("C06") for line in found[0].evidence["also"])


def test_terms_and_concordance() -> None:
    terms = {term.english: term for term in checks.find_terms([adopted()])}
    assert any("parliaments" in name or "children" in name for name in terms)
    hits = list(checks.find([adopted()], "قانون"))
    assert hits
    assert all(hit.target_spans for hit in hits)
    assert any(
        "law" in span.text or "legal" in span.text for hit in hits for span in hit.source_spans
    )
    assert [hit.unit.name for hit in checks.find([adopted()], "cryptocurrency")]


def test_glossary_files(tmp_path: Path) -> None:
    csv = tmp_path / "g.csv"
    csv.write_text("\ufeffen,ar\nsafeguard,ضمانة|كفالة\n,\n", encoding="utf-8")
    tbx = tmp_path / "g.tbx"
    tbx.write_text(
        "<martif><text><body><termEntry><langSet xml:lang='en-GB'><tig><term>safeguard</term>"
        "</tig></langSet><langSet xml:lang='ar'><tig><term>ضمانة</term></tig></langSet>"
        "</termEntry></body></text></martif>",
        encoding="utf-8",
    )
    assert checks.read_glossary(csv)[0].arabic == ("ضمانة", "كفالة")
    csv.write_text("en,ar\nsafeguard; guarantee,ضمانة؛ كفالة\n", encoding="utf-8")
    assert checks.read_glossary(csv) == (
        checks.Entry("safeguard", ("ضمانة", "كفالة")),
        checks.Entry("guarantee", ("ضمانة", "كفالة")),
    )
    assert checks.read_glossary(tbx)[0] == checks.Entry("safeguard", ("ضمانة",))
    for name, text in (("a.csv", "term\nx\n"), ("b.tbx", "<martif>"), ("c.csv", "en,ar\n")):
        bad = tmp_path / name
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(ReadError):
            checks.read_glossary(bad)
    with pytest.raises(ReadError):
        checks.read_glossary(tmp_path / "none.csv")


def test_a_lexicon_survives_packing() -> None:
    pairs = [(["law", "child"], ["قانون", "طفل"]), (["law"], ["قانون"]), (["child"], ["طفل"])] * 4
    lexicon = learn(pairs)
    assert max(lexicon.strengths["law"], key=lexicon.strengths["law"].__getitem__) == "قانون"
    packed = json.dumps(pack(lexicon), sort_keys=True)
    again = unpack(json.loads(packed))
    assert json.dumps(pack(again), sort_keys=True) == packed
    assert learn(pairs) == lexicon


_WORDS = st.lists(st.sampled_from(["law", "child", "the", "of", "قانون", "طفل"]), max_size=8).map(
    " ".join
)


@settings(max_examples=100, deadline=None)
@given(_WORDS, _WORDS)
def test_difference_accounts_for_every_word(old: str, new: str) -> None:
    change = Difference(old, new)
    assert 0 <= change.kept <= 1
    assert change.same == (old.split() == new.split())
    parts = sorted((*change.added, *change.survived), key=lambda span: span.start)
    assert " ".join(span.text for span in parts) == new
    assert all(new[span.start : span.end] == span.text for span in parts)
    assert all(old[span.start : span.end] == span.text for span in change.dropped)


_ANY = st.text(st.sampled_from("ab 12,.؛،()\n\u202bأبت٣/-\u0640\u064b"), max_size=24)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_ANY, _ANY), max_size=3))
def test_any_text_gives_findings_that_hold(texts: list[tuple[str, str]]) -> None:
    bitext = Bitext.from_rows("t", [(str(i), en, ar) for i, (en, ar) in enumerate(texts)])
    units = {(unit.bead.source, unit.bead.target): unit for unit in bitext.units}
    for finding in checks.check(bitext, encoder()):
        unit = units[finding.source, finding.target]
        assert json.loads(json.dumps(finding.evidence)) == finding.evidence
        for text, spans in (
            (unit.source_text, finding.source_spans),
            (unit.target_text, finding.target_spans),
        ):
            assert all(text[span.start : span.end] == span.text for span in spans)

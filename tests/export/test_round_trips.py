"""Ours -> format -> ours: texts exactly, ids, scores and findings where the format carries them.

What a format loses is listed in the registry (and from there in the README), and tested here:
a format that carries more than it admits fails too.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.errors import CorpusError, SettingsError
from parallel_corpus.export import FORMATS, Exported, Options, convert, export_to
from parallel_corpus.export.units import bitext_rows, with_versions
from parallel_corpus.read.formats import BitextRow, read_bitext, read_glossary

from .conftest import AR, NEW_EN

READABLE = [name for name in FORMATS if name != "parquet"]


def rows_of(corpus: CheckedCorpus) -> list[BitextRow]:
    return list(bitext_rows(corpus.pairs[0]))


def there_and_back(name: str, rows: list[BitextRow], folder: Path) -> list[BitextRow]:
    (first, *_) = FORMATS[name].write(folder / "x", rows, Options())
    return list(read_bitext(first.path))


def carried(name: str, row: BitextRow) -> BitextRow:
    """What the registry says comes back of `row`."""
    loses = FORMATS[name].loses
    if "all but id and texts" in loses:
        row = BitextRow(row.id, row.source, row.target)
    if "props" in loses:
        row = replace(row, props={})
    if "findings' spans" in loses:
        keys = ("code", "severity", "message")
        brief = [{k: " ".join(str(f[k]).split()) for k in keys} for f in row.findings]
        row = replace(row, findings=tuple(brief))
    if "line ends" in loses:
        row = replace(row, source=" ".join(row.source.split()), target=" ".join(row.target.split()))
    if "controls" in loses:
        row = replace(row, source=visible(row.source), target=visible(row.target))
    return row


def visible(text: str) -> str:
    return text.replace("\x0c", "\ufffd").replace("\x01", "\ufffd")


@pytest.mark.parametrize("name", READABLE)
def test_what_a_format_carries_comes_back(name: str, corpus: CheckedCorpus, tmp_path: Path) -> None:
    rows = [
        replace(row, notes=("a note", "ملاحظة"), props={"domain": "law"}) for row in rows_of(corpus)
    ]
    back = there_and_back(name, rows, tmp_path)
    if "units with an empty side" in FORMATS[name].loses:
        rows = [row for row in rows if row.source and row.target]
    if "units without a source" in FORMATS[name].loses:
        rows = [row for row in rows if row.source]
    assert [replace(row, where="") for row in back] == [carried(name, row) for row in rows]
    assert all(row.where for row in back)


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff12", "csv", "tsv", "xlsx"])
def test_what_is_lost_of_notes_is_what_the_registry_says(name: str, tmp_path: Path) -> None:
    row = BitextRow("1", "Peace", "سلام", notes=("a\x01b\nc",))
    (back,) = there_and_back(name, [row], tmp_path)
    if "controls in notes and props" in FORMATS[name].loses:
        assert back.notes == ("a\ufffdb\nc",)
    else:
        assert "line ends in notes" in FORMATS[name].loses
        assert back.notes == ("a\x01b", "c")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)
WHOLE = ["tmx", "csv", "tsv", "xlsx", "xliff", "xliff12", "jsonl", "po"]


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pairs=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_comes_back(name: str, pairs: list[tuple[str, str]], tmp_path: Path) -> None:
    rows = [BitextRow(str(i), *pair) for i, pair in enumerate(pairs, 1)]
    back = there_and_back(name, rows, tmp_path)
    assert [(row.source, row.target) for row in back] == pairs


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_give_the_same_bytes(name: str, corpus: CheckedCorpus, tmp_path: Path) -> None:
    for once in ("a", "b"):
        export_to(corpus, [name], tmp_path / once)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_half_a_surrogate_pair_stops_no_format(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "\\ud800", "en": "a\\udfff", "ar": "س\\ud800", "notes": ["\\ud800"]}')
    convert(path, list(FORMATS), tmp_path / "out")
    for name in READABLE:
        (row,) = read_bitext(tmp_path / "out" / f"a{FORMATS[name].ending}")
        assert (row.source, row.target) == ("a\ufffd", "س\ufffd"), name


def test_units_with_an_empty_side_are_named(corpus: CheckedCorpus, tmp_path: Path) -> None:
    (tmx,) = export_to(corpus, ["tmx"], tmp_path)
    assert tmx.left_out == ("- = new:ar:op4", "new:en:op5 = -")
    assert tmx.units == 5
    assert "2 units that it cannot hold" in tmx.sentences()[0]


def test_long_segments_are_reported_and_written(tmp_path: Path) -> None:
    rows = [BitextRow("1", "x" * 2001, "س"), BitextRow("2", "x" * 2000, "س")]
    (told,) = FORMATS["tmx"].write(tmp_path / "x", rows, Options())
    assert told.too_long == ("1",)
    assert "--segmentation sentence" in told.sentences()[0]
    assert [len(row.source) for row in read_bitext(told.path)] == [2001, 2000]


def test_only_confirmed_units(corpus: CheckedCorpus, tmp_path: Path) -> None:
    for done in export_to(corpus, READABLE, tmp_path, options=Options(only_confirmed=True)):
        assert done.units == 1, done
        assert not done.left_out
    assert [row.source_ids for row in read_bitext(tmp_path / "new.en-ar.csv")] == [("new:en:pre1",)]


def test_language_tags_are_written(corpus: CheckedCorpus, tmp_path: Path) -> None:
    export_to(corpus, ["tmx", "xliff"], tmp_path, options=Options(("en-US", "ar-SA")))
    assert 'xml:lang="ar-SA"' in (tmp_path / "new.en-ar.tmx").read_text("utf-8")
    assert 'trgLang="ar-SA"' in (tmp_path / "new.en-ar.xlf").read_text("utf-8")
    assert len(list(read_bitext(tmp_path / "new.en-ar.tmx"))) == 5


@pytest.mark.parametrize("tags", [("en", "fr"), ("en", "en"), ("en", "ar<"), ("", "ar")])
def test_wrong_language_tags_are_refused(tags: tuple[str, str]) -> None:
    with pytest.raises(SettingsError, match="en-US,ar-SA"):
        Options(tags)


def test_an_unknown_format_is_refused(corpus: CheckedCorpus, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Known are tmx, csv"):
        export_to(corpus, ["tmx", "doc"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def split_at_points(
    source: str, target: str
) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
    spans = []
    for text in (source, target):
        cut = text.index(". ") + 1
        spans.append([(0, cut), (cut + 1, len(text))])
    return [(one, other, 0.8) for one, other in zip(*spans, strict=True)]


def test_sentences_carry_the_findings_that_concern_them(tmp_path: Path) -> None:
    finding = {
        "code": "V01", "name": "n", "severity": "error", "message": "m", "source": ["a:en:p1"],
        "target": [], "source_spans": [[5, 9, "Two."]], "target_spans": [],
    }  # fmt: skip
    row = BitextRow(
        "1", "One. Two.", "واحد. اثنان.", ("a:en:p1",), ("a:ar:p1",), findings=(finding,)
    )
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({**asdict_(row)}), encoding="utf-8")
    options = Options(segmentation="sentence")
    convert(path, ["tmx"], tmp_path, options=options, split=split_at_points)
    back = list(read_bitext(tmp_path / "x.tmx"))
    assert [(r.id, r.source, r.target) for r in back] == [
        ("1 s1", "One.", "واحد."),
        ("1 s2", "Two.", "اثنان."),
    ]
    assert [len(r.findings) for r in back] == [0, 1]
    assert 'segtype="sentence"' in (tmp_path / "x.tmx").read_text("utf-8")


def asdict_(row: BitextRow) -> dict[str, Any]:
    return {"id": row.id, "source": row.source, "target": row.target,
            "source_ids": row.source_ids, "target_ids": row.target_ids,
            "findings": list(row.findings)}  # fmt: skip


def test_sentences_need_an_encoder(corpus: CheckedCorpus, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="encoder"):
        export_to(corpus, ["tmx"], tmp_path, options=Options(segmentation="sentence"))


def test_a_foreign_bitext_goes_through_every_format(tmp_path: Path) -> None:
    path = tmp_path / "in" / "talks.tsv"
    path.parent.mkdir()
    path.write_text('Peace "now"\tسلام\nWar\tحرب\n', encoding="utf-8")
    done = convert(path, list(FORMATS), tmp_path)
    assert {exported.format for exported in done} == set(FORMATS)
    for name in READABLE:
        back = read_bitext(tmp_path / f"talks{FORMATS[name].ending}")
        assert [(r.id, r.source, r.target) for r in back] == [
            ("1", 'Peace "now"', "سلام"),
            ("2", "War", "حرب"),
        ], name


def test_a_file_is_not_written_over_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,en,ar\n1,Peace,سلام\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="over itself"):
        convert(path, ["csv"], tmp_path)


def test_a_broken_input_leaves_the_old_output(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"en": "Peace", "ar": "سلام"}\n{broken', encoding="utf-8")
    for name in FORMATS:
        written = tmp_path / "out" / f"a{FORMATS[name].ending}"
        written.parent.mkdir(exist_ok=True)
        written.write_text("old")
        with pytest.raises(CorpusError, match=r"a\.jsonl:2"):
            convert(path, [name], tmp_path / "out")
        assert written.read_text() == "old", name


def test_parquet_is_typed(corpus: CheckedCorpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export_to(corpus, ["parquet"], tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "findings.parquet",
        "new.en-ar.beads.parquet",
        "new.en-ar.findings.parquet",
        "repairs.parquet",
        "segments.parquet",
    ]
    findings = pq.read_table(tmp_path / "findings.parquet").to_pylist()
    assert findings[0]["source_spans"] == [
        {"start": 9, "end": 42, "text": "companies in the digital industry"}
    ]
    beads = pq.read_table(tmp_path / "new.en-ar.beads.parquet")
    assert str(beads.schema.field("score").type) == "double"
    assert beads.column("source").to_pylist()[2] == "Recalls\x0cArticle 5\x01;"
    assert len(pq.read_table(tmp_path / "segments.parquet")) == 15
    assert pq.read_table(tmp_path / "repairs.parquet").to_pylist()[0]["end"] == 1


def test_the_word_table_has_comments_and_tracked_changes(
    corpus: CheckedCorpus, tmp_path: Path
) -> None:
    import docx

    from parallel_corpus.read.formats.docx import read_docx

    rows = with_versions(rows_of(corpus), corpus, corpus.pairs[0])
    (done,) = FORMATS["docx"].write(tmp_path / "x", rows, Options())
    comments = [c.text for c in docx.Document(str(done.path)).comments]
    assert "V01 error: The Arabic still follows the draft: social media networks." in comments
    assert len(comments) == 3  # V01, N01 and S04, each once
    accepted = [line.text for line in read_docx(done.path)]
    original = [line.text for line in read_docx(done.path, "original")]
    assert NEW_EN in accepted
    assert "Calls on social media networks to remove such material;" in original
    assert NEW_EN not in original
    assert AR in accepted
    assert AR in original


def test_word_refuses_what_it_cannot_lay_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from parallel_corpus.export.formats import docx

    monkeypatch.setattr(docx, "MOST_ROWS", 2)
    rows = [BitextRow(str(i), "a", "ب") for i in range(3)]
    with pytest.raises(CorpusError, match="xlsx"):
        FORMATS["docx"].write(tmp_path / "x", rows, Options())


def test_a_cell_too_long_for_excel_is_left_out_and_named(tmp_path: Path) -> None:
    rows = [BitextRow("long", "x" * 32_768, "س"), BitextRow("2", "x", "س")]
    (told,) = FORMATS["xlsx"].write(tmp_path / "x", rows, Options())
    assert isinstance(told, Exported)
    assert told.left_out == ("long",)
    assert [row.id for row in read_bitext(told.path)] == ["2"]


def test_terms(corpus: CheckedCorpus, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("en,ar\nabuse,اعتداء\n", encoding="utf-8")
    (done,) = convert(path, ["tbx"], tmp_path)
    terms = read_glossary(done.path)
    assert [(term.source, term.target) for term in terms] == [(("abuse",), ("اعتداء",))]
    (again,) = export_to(corpus, ["tbx"], tmp_path / "out", glossary=terms)
    assert again.path.read_bytes() == done.path.read_bytes()
    with pytest.raises(SettingsError, match="Name a glossary"):
        export_to(corpus, ["tbx"], tmp_path)

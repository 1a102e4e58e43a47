"""The files of a build: names, keys, order, validity, determinism."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from parallel_corpus.build.results import CheckedCorpus, CheckedPair
from parallel_corpus.errors import CorpusError
from parallel_corpus.export import export_corpus
from parallel_corpus.read.formats.cells import unguard

from .conftest import AR, NEW_EN, OLD_EN

DTD = Path(__file__).parents[1] / "data" / "tmx14.dtd"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def out(corpus: CheckedCorpus, tmp_path: Path) -> Path:
    export_corpus(corpus, tmp_path)
    return tmp_path


def named(pair: CheckedPair, name: str) -> CheckedPair:
    return replace(pair, bitext=replace(pair.bitext, document=name))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: unguard(v) for k, v in row.items()} for row in csv.DictReader(file)]


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_files_bear_their_stable_names(out: Path) -> None:
    assert sorted(p.name for p in out.iterdir()) == [
        "findings.csv",
        "findings.jsonl",
        "new.en-ar.alignment.jsonl",
        "new.en-ar.csv",
        "new.en-ar.tmx",
        "repairs.csv",
        "repairs.jsonl",
        "run.json",
        "versions.csv",
    ]


def test_two_runs_give_the_same_bytes(corpus: CheckedCorpus, out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    for path in export_corpus(corpus, again):
        assert path.read_bytes() == (out / path.name).read_bytes(), path.name


def test_the_tmx_is_valid_and_complete(out: Path) -> None:
    tree = etree.parse(out / "new.en-ar.tmx")
    dtd = etree.DTD(DTD)
    assert dtd.validate(tree), dtd.error_log
    assert tree.docinfo.doctype == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    header = tree.find("header")
    assert header is not None
    assert header.get("srclang") == "en"
    units = tree.findall(".//tu")
    assert len(units) == 5  # seven beads, two of them with an empty side
    last = units[-1]
    assert [v.get(XML_LANG) for v in last.findall("tuv")] == ["en", "ar"]
    assert [s.text for s in last.findall(".//seg")] == [NEW_EN, AR]
    props = [(p.get("type"), p.text) for p in last.findall("prop")]
    assert ("x-source", "new:en:op18") in props
    assert ("x-score", "0.7350") in props
    notes = [n.text for n in last.findall("note")]
    # A finding on a sentence is told with its paragraph.
    assert notes == [
        "V01 error: The Arabic still follows the draft: social media networks.",
        "S04 info: A sentence.",
    ]


def test_the_dtd_is_strict_enough_to_fail(out: Path) -> None:
    tree = etree.parse(out / "new.en-ar.tmx")
    unit = tree.findall(".//tu")[-1]
    unit.append(unit.findall("note")[0])  # a note after the tuv
    assert not etree.DTD(DTD).validate(tree)


def test_controls_do_not_break_the_tmx_and_are_recorded(out: Path) -> None:
    unit = etree.parse(out / "new.en-ar.tmx").findall(".//tu")[2]
    assert unit.findall(".//seg")[0].text == "Recalls\ufffdArticle 5\ufffd;"
    prop = unit.find("tuv/prop")
    assert prop is not None
    assert (prop.get("type"), prop.text) == ("x-controls", "7:000C 17:0001")


def test_the_table_keeps_every_bead_and_every_text(out: Path) -> None:
    data = (out / "new.en-ar.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read_csv(out / "new.en-ar.csv")
    assert len(rows) == 7
    assert [r["en"] for r in rows][:3] == [
        "Resolution",
        "=1+1 & <b>“quoted”</b>",
        "Recalls\x0cArticle 5\x01;",
    ]
    assert rows[3]["en"] == "First half,\nsecond half;"
    assert rows[4]["en"] == ""
    assert rows[4]["ar"] == "فقرة بلا أصل؛"
    assert rows[5]["ar"] == ""
    assert rows[6]["severity"] == "error"
    assert b"\r\n=1" not in data
    assert b',"=' not in data
    assert b",=" not in data


def test_no_cell_can_run(out: Path) -> None:
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for value in row:
                    assert not value.startswith(("=", "+", "-", "@", "\t", "\r")), (path, value)


def test_beads_stand_off(out: Path) -> None:
    beads = read_jsonl(out / "new.en-ar.alignment.jsonl")
    assert len(beads) == 7
    assert beads[3] == {
        "source": ["new:en:op2", "new:en:op3"],
        "target": ["new:ar:op2"],
        "score": 0.1235,
        "margin": 0.25,
        "method": "embedding",
        "moved": False,
    }
    assert json.loads((out / "run.json").read_text("utf-8")) == {
        "encoder": "use",
        "alignments": {"new.en-ar": "sig"},
    }


def test_findings_have_exactly_these_keys(out: Path) -> None:
    first, second, _ = read_jsonl(out / "findings.jsonl")
    assert list(first) == [
        "code",
        "name",
        "severity",
        "document",
        "source",
        "target",
        "score",
        "message",
        "source_spans",
        "target_spans",
        "evidence",
    ]
    assert first["severity"] == "error"
    assert first["source_spans"] == [[9, 42, "companies in the digital industry"]]
    assert first["evidence"] == {"old_source": OLD_EN, "similarity": 0.8475, "words": ["شبكات"]}
    assert second["message"] == "=5 is not ٥"
    assert read_csv(out / "findings.csv")[1]["message"] == "=5 is not ٥"


def test_repairs_are_all_there(out: Path) -> None:
    records = read_jsonl(out / "repairs.jsonl")
    assert [r["segment"] for r in records] == ["new:en:title", "new:ar:title"]
    assert records[0]["span"] == [0, 1]
    assert records[0]["evidence"] == [
        {"type": "lexicon", "where": "raw/new.en.txt", "text": "قرار", "weight": 0.9}
    ]


def test_versions_tell_what_changed_and_whether_the_translation_followed(out: Path) -> None:
    (row,) = read_csv(out / "versions.csv")
    assert (row["change"], row["followed"], row["moved"]) == ("amended", "no", "yes")
    assert row["old_en"] == OLD_EN
    assert row["en_change"] == (
        "Calls on [-social media networks-] {+companies in the digital industry+}"
        " to remove such material;"
    )
    assert row["ar_change"] == AR


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a\\b", "CON", "a.", "x" * 300])
def test_a_document_cannot_be_written_outside_the_folder(
    corpus: CheckedCorpus, tmp_path: Path, name: str
) -> None:
    pair = named(corpus.pairs[0], name)
    with pytest.raises(CorpusError, match="file name"):
        export_corpus(replace(corpus, pairs=(pair,)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_pairs_do_not_share_a_file(corpus: CheckedCorpus, tmp_path: Path) -> None:
    pairs = (corpus.pairs[0], named(corpus.pairs[0], "NEW"))
    with pytest.raises(CorpusError, match="two pairs"):
        export_corpus(replace(corpus, pairs=pairs), tmp_path)


def test_a_stale_alignment_is_told(corpus: CheckedCorpus, tmp_path: Path) -> None:
    pair = corpus.pairs[0]
    short = replace(pair.target, segments=pair.target.segments[:1])
    other = replace(pair, bitext=replace(pair.bitext, target=short))
    with pytest.raises(CorpusError, match="new:ar:pre1"):
        export_corpus(replace(corpus, pairs=(other,)), tmp_path)


def test_a_corpus_from_arabic_to_english_is_not_turned_round(
    corpus: CheckedCorpus, tmp_path: Path
) -> None:
    pair = corpus.pairs[0]
    beads = tuple(replace(b, source=b.target, target=b.source) for b in pair.alignment.beads)
    turned = CheckedPair.of(pair.target, pair.source, replace(pair.alignment, beads=beads))
    paths = export_corpus(replace(corpus, pairs=(turned,), findings=()), tmp_path)
    assert [path.name for path in paths][:2] == ["new.ar-en.tmx", "new.ar-en.csv"]
    unit = etree.parse(paths[0]).findall(".//tu")[-1]
    assert [(v.get(XML_LANG), v.findtext("seg")) for v in unit.findall("tuv")] == [
        ("ar", AR),
        ("en", NEW_EN),
    ]
    assert read_csv(paths[1])[-1]["en"] == NEW_EN

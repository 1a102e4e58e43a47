"""Findings go into the file that they are about, and every other byte stays.

The samples in tests/data/writeback are built as the programs build them, with the traps of each:
a mark at the beginning, UTF-16, CRLF, prefixes, comments by people, alternatives, deleted text.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallel_corpus.errors import CorpusError, ReadError, SettingsError
from parallel_corpus.export.writeback import WRITE_BACK, Note, NotedUnits, write_back
from parallel_corpus.export.writeback import registry as registry_module
from parallel_corpus.read.formats import read_bitext
from tests.interchange import Checked

SAMPLES = Path(__file__).parents[1] / "data" / "writeback"
NAMES = sorted(path.name for path in SAMPLES.iterdir())
WHEN = "2026-01-01T00:00:00Z"


def finding(message: str, severity: str = "error") -> dict[str, object]:
    return {
        "code": "N01", "name": "numbers", "severity": severity, "document": "rules",
        "source": ["rules:en:p1"], "target": ["rules:ar:p1"], "score": 0.9, "message": message,
        "source_spans": [], "target_spans": [], "evidence": {},
    }  # fmt: skip


def notes_for(path: Path, every: int = 1, *, review: bool = False) -> NotedUnits:
    """A finding at every `every`th row, two at the first."""
    found: dict[int, list[Note]] = {}
    for i, row in enumerate(read_bitext(path)):
        assert row.at is not None
        if i % every == 0:
            here = found.setdefault(row.at.unit, [])
            here.append(Note(finding('“30” & <٢٠> "so"'), row.at.part, review))
            if i == 0:
                here.append(Note(finding("another\x1b one", "warning"), row.at.part, False))
    return NotedUnits({unit: tuple(notes) for unit, notes in found.items()}, WHEN)


def texts(path: Path) -> list[tuple[str, str, str]]:
    return [(row.id, row.source, row.target) for row in read_bitext(path)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_the_findings_changes(name: str, tmp_path: Path, checked: Checked) -> None:
    original, out = SAMPLES / name, tmp_path / name
    notes = notes_for(original, 2)
    written = write_back(original, out, notes)
    assert written.notes == len(notes) > 0
    assert texts(out) == texts(original)
    before, after = original.read_bytes(), out.read_bytes()
    assert is_within(before, after)
    assert after.count("N01".encode(codec(after))) >= len(notes)
    again, clean = tmp_path / f"again{out.suffix}", tmp_path / f"clean{out.suffix}"
    write_back(out, again, notes)
    assert again.read_bytes() == after, "a second run replaces what the first wrote"
    write_back(out, clean, NotedUnits())
    assert clean.read_bytes() == before, "what was written can be taken out again"
    checked(WRITE_BACK[out.suffix].name.lower(), "back", "byte for byte")


def codec(data: bytes) -> str:
    return "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-8"


def is_within(before: bytes, after: bytes) -> bool:
    """Whether `before` is `after` with some bytes left out, in their order."""
    rest = iter(after)
    return all(byte in rest for byte in before)


@pytest.mark.parametrize("name", NAMES)
def test_a_person_s_comments_stay(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    write_back(SAMPLES / name, out, notes_for(SAMPLES / name))
    seen = "Seen".encode(codec(out.read_bytes()))
    assert out.read_bytes().count(seen) == (SAMPLES / name).read_bytes().count(seen)


MARKS = {
    "rules12.xlf": (b'state="needs-review-translation"', 3),
    "memoq.mqxliff": (b'mq:status="Rejected"', 3),
    "rules.po": (b"fuzzy", 4),
}


@pytest.mark.parametrize("name", MARKS)
def test_units_that_need_review_are_marked(name: str, tmp_path: Path) -> None:
    original, out = SAMPLES / name, tmp_path / name
    write_back(original, out, notes_for(original, review=True))
    mark, count = MARKS[name]
    assert out.read_bytes().count(mark) == count
    assert texts(out) == texts(original)
    assert b'approved="yes"' not in out.read_bytes()


def test_the_reader_knows_our_findings_again(tmp_path: Path) -> None:
    out = tmp_path / "memoq.tmx"
    write_back(SAMPLES / "memoq.tmx", out, notes_for(SAMPLES / "memoq.tmx"))
    first = next(read_bitext(out))
    assert [f["code"] for f in first.findings] == ["N01", "N01"]
    assert first.notes == ("Seen",)


@pytest.mark.parametrize("name", ["rules.po", "memoq.tmx", "rules20.xlf"])
def test_each_finding_stands_at_its_own_unit(name: str, tmp_path: Path) -> None:
    rows = [row for row in read_bitext(SAMPLES / name) if row.at]
    notes = {
        row.at.unit: (Note(finding(f"about {row.source[:9]}"), row.at.part),)
        for row in rows
        if row.at
    }
    write_back(SAMPLES / name, tmp_path / name, NotedUnits(notes))
    for row in read_bitext(tmp_path / name):
        said = " ".join((*row.notes, *(str(f["message"]) for f in row.findings)))
        assert said.count("about ") == 1
        if not row.at or notes[row.at.unit][0].part == row.at.part:
            assert f"about {row.source[:9]}" in said


def test_studio_finds_a_definition_for_every_mark(tmp_path: Path) -> None:
    from lxml import etree

    for name in ("studio.sdlxliff", "studio-plain.sdlxliff"):
        out = tmp_path / name
        write_back(SAMPLES / name, out, notes_for(SAMPLES / name))
        root = etree.parse(out).getroot()
        sdl = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
        marks = [m.get(f"{sdl}cid") for m in root.iterfind(".//{*}mrk[@mtype='x-sdl-comment']")]
        definitions = [
            d.get("id") for d in root.iterfind(f"{sdl}doc-info/{sdl}cmt-defs/{sdl}cmt-def")
        ]
        assert sorted(marks) == sorted(definitions)
        assert len(set(marks)) == len(marks) >= 5
        # Studio's own form: the comments have no namespace.
        assert len(root.findall(".//Comments/Comment")) >= 6
        assert "[" not in "".join(c.text or "" for c in root.iterfind(".//Comments/Comment"))


def test_xliff_2_keeps_the_order_of_the_schema(tmp_path: Path) -> None:
    from lxml import etree

    out = tmp_path / "rules20.xlf"
    write_back(SAMPLES / "rules20.xlf", out, notes_for(SAMPLES / "rules20.xlf"))
    units = etree.parse(out).getroot().findall(".//{*}unit")
    order = ["metadata", "notes", "originalData", "segment", "ignorable", "segment"]
    assert [etree.QName(child).localname for child in units[1]] == order
    for unit in units:
        names = [etree.QName(child).localname for child in unit]
        assert names[:2] == ["metadata", "notes"]
    assert len(units[0].findall("{*}notes/{*}note")) == 3
    assert [f["code"] for row in read_bitext(out) for f in row.findings][:2] == ["N01", "N01"]


def test_tmx_stays_valid(tmp_path: Path) -> None:
    from lxml import etree

    dtd = etree.DTD(file=str(SAMPLES.parent / "tmx14.dtd"))
    out = tmp_path / "memoq.tmx"
    write_back(SAMPLES / "memoq.tmx", out, notes_for(SAMPLES / "memoq.tmx"))
    assert dtd.validate(etree.parse(out)), dtd.error_log


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="apt-get install gettext")
def test_gettext_takes_the_file(tmp_path: Path) -> None:
    import subprocess

    out = tmp_path / "rules.po"
    write_back(SAMPLES / "rules.po", out, notes_for(SAMPLES / "rules.po", review=True))
    subprocess.run(["msgfmt", "-o", os.devnull, out], check=True, capture_output=True)


# Inline codes at random: what stands in a segment of each format.
TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=6).map(escape)
TMX_CODES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.builds('<hi type="x">{}</hi>'.format, inner),
        st.builds('<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'.format, inner),
        st.builds("<ph x='1'>&lt;i a=\"{}\"&gt;</ph>".format, TEXTS),
        st.builds("{}<![CDATA[<a>]]>{}".format, inner, inner),
        st.builds("{}<!-- {{}} --><?x > ?>{}".format, inner, inner),
    ),
    max_leaves=6,
)
XLIFF_CODES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.builds('<g id="1" ctype="x-a>b">{}</g>'.format, inner),
        st.builds('<mrk mtype="protected">{}</mrk>'.format, inner),
        st.builds('{}<x id="2"/>{}'.format, inner, inner),
        st.builds('<ph id="3">&lt;br&gt;{}</ph >'.format, TEXTS),
    ),
    max_leaves=6,
)
TXML_CODES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.builds('{}<ut x="1">&lt;b&gt;</ut>{}'.format, inner, inner),
        st.builds('{}<ut x="2"/>{}'.format, inner, inner),
        st.builds("{}<!-- {{}} -->{}".format, inner, inner),
    ),
    max_leaves=6,
)
SPACES = st.sampled_from(["", "\n", "\r\n  ", "\t"])
SHAPES = {
    ".tmx": (
        TMX_CODES,
        (
            '<tmx version="1.4"><header/><body>{0}<tu>{0}<tuv xml:lang="en"><seg>One {1}</seg></tuv>{0}'
            '<tuv xml:lang="ar"><seg>واحد {2}</seg></tuv>{0}</tu></body></tmx>'
        ),
    ),
    ".xlf": (
        XLIFF_CODES,
        (
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file '
            'source-language="en" target-language="ar"><body>{0}<trans-unit id="1">{0}<source>One {1}'
            "</source>{0}<target>واحد {2}</target>{0}</trans-unit></body></file></xliff>"
        ),
    ),
    ".sdlxliff": (
        XLIFF_CODES,
        (
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
            'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">{0}<file source-language="en" '
            'target-language="ar"><body><trans-unit id="1"><source>One {1}</source><seg-source>'
            '<mrk mtype="seg" mid="1">One {1}</mrk></seg-source>{0}<target><mrk mtype="seg" mid="1">'
            "واحد {2}</mrk></target></trans-unit></body></file></xliff>"
        ),
    ),
    ".mqxliff": (
        XLIFF_CODES,
        (
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff">'
            '<file source-language="en" target-language="ar"><body><trans-unit id="1" mq:status="x">{0}'
            "<source>One {1}</source><target>واحد {2}</target>{0}</trans-unit></body></file></xliff>"
        ),
    ),
    ".txml": (
        TXML_CODES,
        (
            '<txml locale="en-US" version="1.0" targetlocale="ar-SA">{0}<translatable blockId="1">{0}'
            '<segment segmentId="1"><ws>{0}</ws><source>One {1}</source>{0}<target>واحد {2}</target>'
            "</segment></translatable></txml>"
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", SHAPES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_inline_codes_survive(ending: str, data: st.DataObject, tmp_path: Path) -> None:
    codes, shape = SHAPES[ending]
    space, one, other = data.draw(SPACES), data.draw(codes), data.draw(codes)
    path, out, clean = (tmp_path / f"{name}{ending}" for name in "abc")
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    path.write_bytes(shape.format(space, one, other).encode(encoding))
    write_back(path, out, notes_for(path, review=False))
    assert is_within(path.read_bytes(), out.read_bytes())
    write_back(out, clean, NotedUnits())
    assert clean.read_bytes() == path.read_bytes()


def test_a_workbook_keeps_its_other_parts(tmp_path: Path, checked: Checked) -> None:
    import openpyxl
    from openpyxl.chart import BarChart
    from openpyxl.comments import Comment

    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "en", "ar"), ("1", "Pay 30.", "ادفع 20."), ("2", "Open.", "افتح.")):
        sheet.append(row)
    sheet["C3"].comment = Comment("Seen", "salma")
    sheet.add_chart(BarChart(), "F1")
    book.create_sheet("Chart & more").append(["nothing"])
    book.save(path)
    notes = notes_for(path)
    write_back(path, out, notes)
    read = openpyxl.load_workbook(out)[sheet.title]
    assert read["C2"].comment.text == 'N01 error: “30” & <٢٠> "so"\nN01 warning: another\ufffd one'
    assert read["C3"].comment.text == 'Seen\nN01 error: “30” & <٢٠> "so"'
    changed = {n for n, data in parts(path).items() if parts(out).get(n) != data}
    assert changed <= {"xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"}
    again = tmp_path / "c.xlsx"
    write_back(out, again, notes)
    assert parts(again) == parts(out)
    checked("xlsx", "back", "openpyxl")


def test_a_workbook_without_comments_gets_them(tmp_path: Path) -> None:
    import openpyxl

    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["en", "ar"])  # type: ignore[union-attr]
    book.active.append(["Pay 30.", "ادفع 20."])  # type: ignore[union-attr]
    book.save(path)
    write_back(path, out, notes_for(path))
    assert openpyxl.load_workbook(out).active["B2"].comment.text.startswith("N01")  # type: ignore[index,union-attr]
    assert b"<legacyDrawing" in parts(out)["xl/worksheets/sheet1.xml"]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_table_gets_comments(tmp_path: Path, checked: Checked) -> None:
    import docx

    path, out, again = (tmp_path / f"{name}.docx" for name in "abc")
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, (("en", "ar"), ("Pay 30.", "ادفع 20."), ("Open.", "افتح.")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_comment(table.rows[2].cells[1].paragraphs[0].runs[0], "Seen", "salma")
    document.save(str(path))
    notes = notes_for(path)
    write_back(path, out, notes)
    said = [(c.author, c.text) for c in docx.Document(str(out)).comments]
    assert said[0] == ("salma", "Seen")
    assert [author for author, _ in said[1:]] == ["parallel-corpus"] * 3
    same = {n for n, data in parts(path).items() if parts(out)[n] == data}
    assert set(parts(path)) - same == {"word/document.xml", "word/comments.xml"}
    write_back(out, again, notes)
    assert parts(again) == parts(out)
    checked("docx", "back", "python-docx")


def test_what_has_no_place_for_findings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be written into a \.srt"):
        write_back(tmp_path / "a.srt", tmp_path / "b.srt", NotedUnits())


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    shutil.copy(SAMPLES / "memoq.tmx", path)
    (tmp_path / "link.tmx").symlink_to(path)
    for out in (path, tmp_path / "link.tmx"):
        with pytest.raises(SettingsError, match="over itself"):
            write_back(path, out, NotedUnits())
    with pytest.raises(SettingsError, match=r"ending \.tmx"):
        write_back(path, tmp_path / "b.xlf", NotedUnits())


def test_changed_texts_are_never_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    def spoil(original, _path, out, _notes):  # type: ignore[no-untyped-def]
        out.write(original.read().replace(b"Open", b"Shut"))

    spoiled = {".tmx": replace(WRITE_BACK[".tmx"], write=spoil)}
    monkeypatch.setattr(registry_module, "WRITE_BACK", spoiled)
    with pytest.raises(CorpusError, match="nothing was written"):
        write_back(SAMPLES / "memoq.tmx", tmp_path / "b.tmx", NotedUnits())
    assert not list(tmp_path.iterdir())


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx version="1.4"><header/><body/></tmx>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "declares entities"),
        ('<!DOCTYPE tmx [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><tmx/>', "entities"),
        ("<tmx><body><tu>", "not well-formed"),
        ("<tmx>" + "<a>" * 300 + "</a>" * 300 + "</tmx>", "nested too deeply"),
        ('<?xml version="1.0" encoding="nonsense"?><tmx/>', "unknown encoding"),
    ],
)
def test_hostile_markup_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text)
    with pytest.raises(ReadError, match=message):
        write_back(path, tmp_path / "b.tmx", NotedUnits())
    assert [p.name for p in tmp_path.iterdir()] == ["a.tmx"]

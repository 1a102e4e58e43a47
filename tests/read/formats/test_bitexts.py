"""Other programs' bitexts and glossaries: what their quirks look like, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats import (
    BitextRow,
    GlossaryEntry,
    read_bitext,
    read_bitext_pair,
    read_glossary,
)
from parallel_corpus.read.formats.registry import is_bitext
from parallel_corpus.read.formats.rows import LeftOut
from tests.interchange import Checked

EVAL = Path(__file__).parents[4] / "shared" / "eval"


def read(path: Path, data: str | bytes, **more: object) -> list[BitextRow]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_bitext(path, **more))  # type: ignore[arg-type]


def pairs(rows: list[BitextRow]) -> list[tuple[str, str, str]]:
    return [(row.id, row.source, row.target) for row in rows]


FOREIGN_TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" srclang="*all*"/><body>
<tu tuid="7"><note>mind</note><prop type="domain">law</prop>
  <tuv lang="EN-GB"><seg>Peace <bpt i="1">&lt;b></bpt>now<ept i="1">&lt;/b></ept><ph>x</ph>!</seg>
  </tuv><tuv lang="AR"><seg>سلام <hi>الآن</hi></seg></tuv></tu>
<tu><tuv xml:lang="ar-EG"><seg>حرب</seg></tuv><tuv xml:lang="fr"><seg>guerre</seg></tuv>
  <tuv xml:lang="en"><seg>War</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Two</seg></tuv><tuv xml:lang="ar"><seg>اثنان</seg></tuv>
  <tuv xml:lang="ar"><seg>اثنتان</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>rien</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Only</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_other_programs_tmx(encoding: str, tmp_path: Path) -> None:
    rows = read(tmp_path / "a.tmx", FOREIGN_TMX.format(encoding=encoding).encode(encoding))
    assert pairs(rows) == [
        ("7", "Peace now!", "سلام الآن"),
        ("", "War", "حرب"),
        ("", "Two", "اثنان"),
        ("", "Two", "اثنتان"),
        ("", "Only", ""),
    ]
    assert rows[0].notes == ("mind",)
    assert rows[0].props == {"domain": "law"}
    assert rows[0].where == "a.tmx:4"


def test_the_place_in_a_long_file_is_the_unit(tmp_path: Path) -> None:
    unit = (
        '<tu>\n<tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="ar"><seg>س</seg></tuv></tu>\n'
    )
    body = "".join(unit.format(i) for i in range(35_000))
    *_, last = read(tmp_path / "a.tmx", f"<tmx><header/><body>{body}</body></tmx>")
    assert (last.source, last.where) == ("34999", "a.tmx, unit 35000")


def test_a_tmx_of_other_languages_says_which(tmp_path: Path) -> None:
    text = FOREIGN_TMX.format(encoding="utf-8").replace("ar", "de").replace('"AR"', '"DE"')
    with pytest.raises(ReadError, match="no en-ar units; its languages: de, en, fr"):
        read(tmp_path / "a.tmx", text)


XLIFF_1 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="a.txt" source-language="{one}" target-language="{other}" datatype="plaintext"><body>
<group><trans-unit id="1" approved="yes"><source>Peace <g id="1">now</g><x id="2"/></source>
<target state="translated">سلام <ph id="3">code</ph>الآن</target><note>mind</note>
</trans-unit></group>
<trans-unit id="2"><source>War</source></trans-unit></body></file></xliff>"""


def test_xliff_1(tmp_path: Path, checked: Checked) -> None:
    rows = read(tmp_path / "a.xlf", XLIFF_1.format(one="en-US", other="ar"))
    assert pairs(rows) == [("1", "Peace now", "سلام الآن"), ("2", "War", "")]
    assert (rows[0].state, rows[0].notes) == ("final", ("mind",))
    checked("xliff", "in", "1.2 by hand")
    turned = read(tmp_path / "b.xlf", XLIFF_1.format(one="ar", other="en"))
    assert pairs(turned)[0] == ("1", "سلام الآن", "Peace now")
    with pytest.raises(ReadError, match="goes from en to de"):
        read(tmp_path / "c.xlf", XLIFF_1.format(one="en", other="de"))


def test_segments_that_trados_marks_are_rows(tmp_path: Path) -> None:
    mark = '<mrk mtype="seg" mid="{}">{}</mrk>'.format
    unit = (
        '<trans-unit id="u"><source>One. Two.</source><seg-source><g id="9">{}</g> {}</seg-source>'
        '<target>{} <x id="3"/>{}</target><alt-trans><target>no</target></alt-trans></trans-unit>'
    ).format(mark(1, "One."), mark(2, "Two."), mark(1, "واحد."), mark(2, "اثنان."))
    text = XLIFF_1.format(one="en-US", other="ar-SA").replace("<group>", unit + "<group>")
    assert pairs(read(tmp_path / "a.sdlxliff", text))[:3] == [
        ("u/1", "One.", "واحد."),
        ("u/2", "Two.", "اثنان."),
        ("1", "Peace now", "سلام الآن"),
    ]


@pytest.mark.parametrize("version", ["2.0", "2.2"])
def test_xliff_2(version: str, tmp_path: Path) -> None:
    text = f"""<xliff xmlns="urn:oasis:names:tc:xliff:document:{version}" version="{version}"
      srcLang="en" trgLang="ar"><file id="f"><group id="g"><unit id="u"><originalData>
      <data id="d">&lt;b></data></originalData><segment id="a" state="reviewed">
      <source>One <pc id="1">two</pc>.<cp hex="000C"/></source>
      <target>واحد <ph id="2"/>اثنان.</target>
      </segment><ignorable><source> </source></ignorable><segment><source>Three.</source></segment>
      </unit></group></file></xliff>"""
    rows = read(tmp_path / "a.xliff", text)
    assert pairs(rows) == [("u/a", "One two.\x0c", "واحد اثنان."), ("u/2", "Three.", "")]
    assert [row.state for row in rows] == ["reviewed", ""]


TABLES = {
    "names of languages": ("a.csv", "English,Arabic,Comment\nPeace,سلام,x\n"),
    "source and target": ("a.tsv", "Target\tSource\nسلام\tPeace\n"),
    "tags": ("a.csv", "ar-SA,en-US\nسلام,Peace\n"),
    "Excel's semicolons": ("a.csv", 'en;ar\r\n"Peace";"سلام"\r\n'),
    "a column about a side before it": (
        "a.tsv",
        "en_place\tar_place\ten\tar\n2:1\t3:1\tPeace\tسلام\n",
    ),
    "notes beside sides": ("a.tsv", "source\ttarget\ten_note\tar_note\nPeace\tسلام\tx\txy\n"),
    "two columns named after a language": (
        "a.csv",
        "English id,English text,Arabic text\nq,Peace,سلام\n",
    ),
    "no header": ("a.tsv", "Peace\tسلام\n"),
    "no header, three columns": ("a.tsv", "k\tسلام\tPeace\n".replace("k", "1")),
    "Excel's Unicode text": ("a.tsv", "en\tar\r\nPeace\tسلام\r\n".encode("utf-16")),
    "Windows-1256": ("a.csv", ("en,ar\nPeace,سلام\n" + "x,تحث البرلمانات\n" * 9).encode("cp1256")),
    "blank lines": ("a.csv", "\n\nen,ar\n\nPeace,سلام\n,\n"),
    "byte order mark": ("a.csv", "\ufeffen,ar\nPeace,سلام\n"),
}


@pytest.mark.parametrize("why", TABLES)
def test_tables_of_any_make(why: str, tmp_path: Path) -> None:
    name, data = TABLES[why]
    first = read(tmp_path / name, data)[0]
    assert (first.source, first.target) == ("Peace", "سلام")


def test_bare_quotation_marks_in_tsv_are_text(tmp_path: Path) -> None:
    text = 'id\ten\tar\n1\t"Peace" he said\tقال "سلام\n2\t"War\tحرب"\n'
    assert pairs(read(tmp_path / "a.tsv", text)) == [
        ("1", '"Peace" he said', 'قال "سلام'),
        ("2", '"War', 'حرب"'),
    ]


def test_quoted_tsv_of_spreadsheets(tmp_path: Path) -> None:
    text = 'id\ten\tar\n1\t"Peace\nnow"\t"قال ""سلام"""\n2\tWar\tحرب\n'
    assert pairs(read(tmp_path / "a.tsv", text))[0] == ("1", "Peace\nnow", 'قال "سلام"')


@pytest.mark.parametrize(
    "columns", [{"source": "E", "target": "A", "id": "N"}, {"source": 2, "target": "3", "id": 1}]
)
def test_columns_can_be_named(columns: dict[str, str | int], tmp_path: Path) -> None:
    header = "N,E,A\n" if columns["source"] == "E" else ""
    rows = read(tmp_path / "a.csv", header + "1,Peace,سلام\n", columns=columns)
    assert pairs(rows) == [("1", "Peace", "سلام")]


@pytest.mark.parametrize(
    ("text", "columns", "told"),
    [
        ("a,b,c,d\nPeace,سلام,x,y\n", None, "does not say which column is en"),
        ("en,ar\nPeace\n", None, r"a\.csv:2: has 1 columns, and column 2 is needed"),
        ('en,ar\n"Peace,سلام\n', None, r"a\.csv:2: is not CSV from here"),
        ("en,ar\n", {"source": "x", "target": "ar"}, "has no column 'x'; it has en, ar"),
        ("en,ar\nx,y\n", {"source": "en"}, "must name source and target"),
        ("en,ar\nx,y\n", {"source": 0, "target": 1}, "counted from 1"),
        ("en,ar\n", None, "holds no units"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(
    text: str, columns: dict[str, str | int] | None, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match=told):
        read(tmp_path / "a.csv", text, columns=columns)


def test_excel_workbooks(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["about"])  # type: ignore[union-attr]
    sheet = book.create_sheet("data")
    for row in (
        ["No", "English", "Arabic"],
        [7, "Peace", "سلام"],
        [None, None, None],
        [8, 5, "حرب"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    rows = list(read_bitext(tmp_path / "a.xlsx"))
    assert pairs(rows) == [("7", "Peace", "سلام"), ("8", "5", "حرب")]
    assert rows[1].where == "a.xlsx:4"


@pytest.mark.parametrize("name", ["c.en", "c.ar"])
def test_moses_pairs(name: str, tmp_path: Path) -> None:
    (tmp_path / "c.en").write_text("Peace\u2028now\nWar\n", encoding="utf-8")
    (tmp_path / "c.ar").write_text("سلام\nحرب\n", encoding="utf-8")
    assert pairs(list(read_bitext(tmp_path / name))) == [
        ("1", "Peace\u2028now", "سلام"),
        ("2", "War", "حرب"),
    ]


def test_a_moses_pair_of_two_lengths(tmp_path: Path) -> None:
    (tmp_path / "c.ar").write_text("سلام\nحرب\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"c\.en: there is no such file"):
        list(read_bitext(tmp_path / "c.ar"))
    (tmp_path / "c.en").write_text("Peace\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"c\.en: has 1 lines, and c\.ar has more"):
        list(read_bitext(tmp_path / "c.ar"))


@pytest.mark.parametrize(
    "line",
    ['{"en": "Peace", "ar": "سلام"}', '{"translation": {"en": "Peace", "ar": "سلام"}, "id": 3}',
     '{"source": "Peace", "target": "سلام", "score": "high", "findings": [1, {}], "props": 3}'],
)  # fmt: skip
def test_json_lines(line: str, tmp_path: Path) -> None:
    (row,) = read(tmp_path / "a.jsonl", line + "\n\n")
    assert (row.source, row.target, row.score, row.findings) == ("Peace", "سلام", None, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[1]", "is not a JSON object"),
        ("{", "is not a line of JSON"),
        ('{"en": "x"}', "has neither source and target nor en and ar"),
        ('{"source": ["a:en:p1"], "target": []}', "holds references, not texts"),
        ("[" * 100_000, "is not a line of JSON"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=rf"a\.jsonl:1: {told}"):
        read(tmp_path / "a.jsonl", line)


TBX_3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">
<text><body><conceptEntry id="c5"><descrip type="subjectField">law</descrip>
<langSec xml:lang="en"><termSec><term>abuse</term></termSec></langSec>
<langSec xml:lang="ar"><termSec><term>اعتداء</term></termSec>
<termSec><term>إساءة</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def test_glossaries(tmp_path: Path, checked: Checked) -> None:
    (tmp_path / "a.tbx").write_text(TBX_3, encoding="utf-8")
    assert read_glossary(tmp_path / "a.tbx") == [
        GlossaryEntry("c5", ("abuse",), ("اعتداء", "إساءة"), domain="law", where="a.tbx:2")
    ]
    checked("tbx", "in", "ISO 30042:2019's form")
    (tmp_path / "a.csv").write_text("en,ar\nabuse,اعتداء؛ إساءة\n", encoding="utf-8")
    (entry,) = read_glossary(tmp_path / "a.csv")
    assert (entry.source, entry.target) == (("abuse",), ("اعتداء", "إساءة"))
    (tmp_path / "a.tsv").write_text("en\tar\nabuse | harm\tاعتداء|إساءة\n", encoding="utf-8")
    (entry,) = read_glossary(tmp_path / "a.tsv")
    assert (entry.source, entry.target) == (("abuse", "harm"), ("اعتداء", "إساءة"))
    (tmp_path / "b.csv").write_text("en,ar\nabuse,\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no counterpart"):
        read_glossary(tmp_path / "b.csv")


def test_an_unknown_ending_says_which_are_known(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"\.doc names no bitext format\. Known are \.ar, "):
        read(tmp_path / "a.doc", "x")


@pytest.mark.skipif(not EVAL.exists(), reason="needs ../shared/eval")
@pytest.mark.parametrize(("name", "count"), [("un_dev.tsv", 4000), ("tatoeba.tsv", 1000)])
def test_real_corpora(name: str, count: int, checked: Checked) -> None:
    rows = list(read_bitext(EVAL / name))
    assert len(rows) == count
    assert all(row.source and row.target for row in rows)
    checked("tsv", "in", "the UN's and Tatoeba's")


PO = """
msgid ""
msgstr "Language: ar\\nPlural-Forms: nplurals=6; plural=0;\\n"

msgctxt "verb"
msgid "Open"
msgstr "افتح"

#, fuzzy
msgid "Return"
msgstr "إرجاع"

msgid "%d book"
msgid_plural "%d books"
msgstr[0] "لا كتب"
msgstr[1] "كتاب"
msgstr[2] "كتابان"

msgid "Later"
msgstr ""

#~ msgid "Old"
#~ msgstr "قديم"
"""


def test_po(tmp_path: Path) -> None:
    left = LeftOut()
    rows = read(tmp_path / "a.po", PO, left=left)
    assert [(row.id, row.source, row.target, row.state) for row in rows] == [
        ("verb", "Open", "افتح", "final"),
        ("3", "Return", "إرجاع", "initial"),
        ("4[0]", "%d books", "لا كتب", "final"),
        ("4[1]", "%d book", "كتاب", "final"),
        ("4[2]", "%d books", "كتابان", "final"),
        ("5", "Later", "", ""),
    ]
    assert left.lines() == ["obsolete entries: 1 (first: a.po, entry 6)"]


def test_string_tables_are_paired_by_key(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text('{"a": {"b": "Save", "c": "Open"}, "n": 3, "@a": "x"}')
    (tmp_path / "ar.json").write_text('{"a": {"b": "احفظ"}, "d": "زائد"}', encoding="utf-8")
    left = LeftOut()
    rows = list(read_bitext_pair(tmp_path / "en.json", tmp_path / "ar.json", left=left))
    assert pairs(rows) == [("a.b", "Save", "احفظ"), ("a.c", "Open", ""), ("d", "", "زائد")]
    assert left.lines() == ["values that are not strings: 1 (first: en.json, n)"]
    (tmp_path / "en.properties").write_text("save=Save\nopen = Open it\n")
    (tmp_path / "ar.properties").write_text(
        "save=\\u0627\\u062d\\u0641\\u0638\nopen=افتح\n", encoding="utf-8"
    )
    rows = list(read_bitext_pair(tmp_path / "en.properties", tmp_path / "ar.properties"))
    assert pairs(rows) == [("save", "Save", "احفظ"), ("open", "Open it", "افتح")]


@pytest.mark.parametrize(
    "text",
    [
        '{"en": {"k": "Peace"}, "ar": {"k": "سلام"}}',
        '{"k": {"en": "Peace", "ar": "سلام"}}',
        '[{"id": "k", "source": "Peace", "target": "سلام"}]',
        '[{"id": "k", "translation": {"en": "Peace", "ar": "سلام"}}]',
    ],
)
def test_a_json_file_of_both_languages(text: str, tmp_path: Path) -> None:
    assert pairs(read(tmp_path / "a.json", text)) == [("k", "Peace", "سلام")]


def test_subtitles_are_paired_by_time(tmp_path: Path) -> None:
    (tmp_path / "a.en.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nThe door\nis <i>blue</i>.\n\n"
        "2\n00:00:04,000 --> 00:00:05,000\nIt is\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nopen.\n\n4\n00:00:09,000 --> 00:00:10,000\nAlone.\n"
    )
    (tmp_path / "a.ar.vtt").write_text(
        "WEBVTT\n\n00:01.200 --> 00:03.000\nالباب أزرق.\n\n00:04.000 --> 00:06.000\nإنه مفتوح.\n",
        encoding="utf-8",
    )
    rows = list(read_bitext_pair(tmp_path / "a.en.srt", tmp_path / "a.ar.vtt"))
    assert pairs(rows) == [
        ("1", "The door is blue.", "الباب أزرق."),
        ("2+3", "It is open.", "إنه مفتوح."),
        ("4", "Alone.", ""),
    ]


XLIFF_PARTS = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="a" source-language="en" target-language="ar" datatype="x"><body>
<trans-unit id="1" translate="no"><source>CODE_7</source></trans-unit>
<group translate="no"><trans-unit id="2"><source>X</source></trans-unit></group>
<trans-unit id="3"><source>Name<x id="1" ctype="lb"/>City<ph id="2">&lt;br/&gt;</ph>End</source>
<target>اسم<x id="1" ctype="lb"/>مدينة <mrk mtype="x-sdl-deleted" sdl:revid="1"
xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">قديمة</mrk></target></trans-unit>
</body></file></xliff>"""


def test_what_is_no_text_of_an_xliff_is_left_out(tmp_path: Path) -> None:
    left = LeftOut()
    rows = read(tmp_path / "a.sdlxliff", XLIFF_PARTS, left=left)
    assert pairs(rows) == [("3", "Name\nCity\nEnd", "اسم\nمدينة ")]
    assert left.lines() == ['units marked translate="no": 2 (first: a.sdlxliff:3)']


def test_a_workbook_of_any_shape(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (
        ["Table of fees"],
        [],
        ["ID", "src_text", "tgt_text"],
        ["Chapter 1"],
        [1, "Peace", "سلام"],
        [2],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.create_sheet("notes").append(["nothing"])
    book.create_sheet("more").append(["النص العربي", "النص الإنجليزي"])
    book["more"].append(["حرب", "War"])
    book.save(tmp_path / "a.xlsx")
    left = LeftOut()
    rows = list(read_bitext(tmp_path / "a.xlsx", left=left))
    assert pairs(rows) == [("1", "Peace", "سلام"), ("", "War", "حرب")]
    assert left.lines() == [
        "lines above the table's header: 1 (first: a.xlsx:1)",
        "rows with text in neither language: 2 (first: a.xlsx:4)",
        "sheets without a bitext: 1 (first: a.xlsx, sheet 'notes')",
    ]


def test_a_header_that_says_nothing_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="--columns"):
        read(tmp_path / "a.tsv", "col_a\tcol_b\nPeace\tسلام\n")


def test_a_text_file_of_two_columns_is_a_table(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.txt", "Peace\tسلام\nWar\tحرب\nLater\t\n")
    assert pairs(rows)[1:] == [("", "War", "حرب"), ("", "Later", "")]
    assert is_bitext(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Peace\tis\nsomething\telse\n")
    assert not is_bitext(tmp_path / "b.txt")


def test_a_deprecated_term_is_not_accepted(tmp_path: Path) -> None:
    path = tmp_path / "g.tbx"
    note = '<termNote type="administrativeStatus">{}-admn-sts</termNote>'
    path.write_text(
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c">'
        '<langSec xml:lang="en"><termSec><term>committee</term></termSec></langSec>'
        f'<langSec xml:lang="ar"><termSec><term>لجنة</term>{note.format("preferredTerm")}</termSec>'
        f"<termSec><term>هيئة</term>{note.format('deprecatedTerm')}</termSec></langSec>"
        "</conceptEntry></body></text></tbx>",
        encoding="utf-8",
    )
    assert read_glossary(path)[0].target == ("لجنة",)

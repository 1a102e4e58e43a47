"""What we write, read by programs that are not ours; what they write, read by us.

Each test says what it checked with `checked(format, direction, program)`; from a run of these the
matrix in the README is made (see tests/interchange.py).
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from parallel_corpus.build.results import CheckedCorpus
from parallel_corpus.export import FORMATS, Options, export_to
from parallel_corpus.export.tbx import write_tbx
from parallel_corpus.export.units import bitext_rows, with_versions
from parallel_corpus.read.formats import (
    BitextRow,
    GlossaryEntry,
    read_bitext,
    read_glossary,
    read_lines,
)
from tests.interchange import Checked, needs
from tests.omegat import make_project, run_omegat

from .conftest import AR, NEW_EN

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def written(corpus: CheckedCorpus, tmp_path: Path) -> Path:
    """The corpus in every format; the files' common stem."""
    export_to(corpus, list(FORMATS), tmp_path)
    return tmp_path / "new.en-ar"


def units(written: Path) -> list[tuple[str, str]]:
    rows = read_bitext(written.with_name("new.en-ar.jsonl"))
    return [(row.source, row.target) for row in rows]


def xml_text(text: str) -> str:
    return text.replace("\x0c", "\ufffd").replace("\x01", "\ufffd")


@needs("omegat", "omegat")
def test_omegat_translates_from_our_memory(
    corpus: CheckedCorpus, tmp_path: Path, checked: Checked
) -> None:
    project = make_project(tmp_path / "project")
    (project / "source" / "a.txt").write_text(f"Resolution\n\n{NEW_EN}\n\nNew text.\n", "utf-8")
    options = Options(language_tags=("en-US", "ar-SA"))
    export_to(corpus, ["tmx"], project / "tm" / "auto", options=options)
    done = run_omegat(project, "--mode=console-translate")
    log = done.stdout + done.stderr
    assert "Reading of TMX file complete" in log
    warned = [
        line for line in log.splitlines() if re.search(r"(?i)warn|error|severe|invalid", line)
    ]
    assert warned == []
    translated = (project / "target" / "a.txt").read_text("utf-8")
    assert translated == f"قرار\n\n{AR}\n\nNew text.\n"
    checked("tmx", "out", "OmegaT 3.6 (headless)")
    # OmegaT writes its own memories as it goes; those we read.
    for level in ("omegat", "level1", "level2"):
        rows = list(read_bitext(project / f"project-{level}.tmx"))
        assert {(row.source, row.target) for row in rows} >= {("Resolution", "قرار"), (NEW_EN, AR)}
    checked("tmx", "in", "OmegaT 3.6's memories (levels 1 and 2)")


def test_tmx_by_the_dtd_and_translate_toolkit(written: Path, checked: Checked) -> None:
    from translate.storage import tmx

    path = written.with_name("new.en-ar.tmx")
    dtd = etree.DTD(DATA / "tmx14.dtd")
    assert dtd.validate(etree.parse(path)), dtd.error_log
    checked("tmx", "out", "TMX 1.4b's DTD")
    with path.open("rb") as file:
        store = tmx.tmxfile(file, "en", "ar")
    found = [(unit.source, unit.target) for unit in store.units]
    assert found == [(xml_text(a), xml_text(b)) for a, b in units(written) if a and b]
    checked("tmx", "out", "translate-toolkit")


def test_tmx_from_translate_toolkit(tmp_path: Path, checked: Checked) -> None:
    from translate.storage import tmx

    store = tmx.tmxfile()
    store.addtranslation(NEW_EN, "en", AR, "ar")
    store.savefile(str(tmp_path / "a.tmx"))
    assert [(r.source, r.target) for r in read_bitext(tmp_path / "a.tmx")] == [(NEW_EN, AR)]
    checked("tmx", "in", "translate-toolkit")


def test_xliff_by_schema_and_translate_toolkit(written: Path, checked: Checked) -> None:
    from translate.storage import xliff2

    path = written.with_name("new.en-ar.xlf")
    schema = etree.RelaxNG(etree.parse(DATA / "xliff21.rng"))
    tree = etree.parse(path)
    assert schema.validate(tree), schema.error_log
    unit = tree.find(".//{*}unit")
    assert unit is not None
    unit.append(unit[0])  # metadata after the segment
    assert not schema.validate(tree)
    checked("xliff", "out", "XLIFF 2.1's grammar")
    store = xliff2.Xliff2File.parsefile(str(path))
    found = {(u.source, u.target or "") for u in store.units if not u.isheader()}
    plain = {(a, b) for a, b in units(written) if a and "\x0c" not in a}
    assert plain <= found
    checked("xliff", "out", "translate-toolkit")


def test_xliff_from_translate_toolkit(tmp_path: Path, checked: Checked) -> None:
    from translate.storage import xliff, xliff2

    for kind, name in ((xliff.xlifffile, "1.1"), (xliff2.Xliff2File, "2.0")):
        store = kind()
        store.setsourcelanguage("en")
        store.settargetlanguage("ar")
        unit = store.addsourceunit(NEW_EN)
        unit.target = AR
        path = tmp_path / f"{name}.xlf"
        store.savefile(str(path))
        assert [(row.source, row.target) for row in read_bitext(path)] == [(NEW_EN, AR)]
        checked("xliff", "in", f"translate-toolkit ({name})")


def test_tables_by_pandas(written: Path, checked: Checked) -> None:
    import pandas as pd

    for name, separator in (("csv", ","), ("tsv", "\t")):
        frame = pd.read_csv(written.with_name(f"new.en-ar.{name}"), sep=separator, dtype=str)
        assert frame["ar"].fillna("").tolist()[-1] == AR
        assert frame["en"].tolist()[1].startswith("'=1+1")  # guarded, as documented
        assert len(frame) == len(units(written))
        checked(name, "out", "pandas")
    frame = pd.read_json(written.with_name("new.en-ar.jsonl"), lines=True)
    assert list(zip(frame["source"], frame["target"], strict=True)) == units(written)
    checked("jsonl", "out", "pandas")
    for name, separator in (("csv", ","), ("tsv", "\t")):
        path = written.with_name(f"theirs.{name}")
        pd.DataFrame(units(written), columns=["en", "ar"]).to_csv(path, sep=separator, index=False)
        back = [(row.source, row.target) for row in read_bitext(path)]
        # A carriage return apart, which pandas writes bare.
        assert back == units(written)
        checked(name, "in", "pandas")


def test_parquet_by_pandas(written: Path, checked: Checked) -> None:
    import pandas as pd

    frame = pd.read_parquet(written.with_name("new.en-ar.beads.parquet"))
    assert list(zip(frame["source"], frame["target"], strict=True)) == units(written)
    assert frame["score"].dtype == "float64"
    checked("parquet", "out", "pandas (pyarrow)")


def test_xlsx_by_calamine(written: Path, checked: Checked) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(written.with_name("new.en-ar.xlsx")))
    assert book.sheet_names == ["Bitext", "Findings"]
    header, *rows = book.get_sheet_by_name("Bitext").to_python()
    assert header[:3] == ["id", "en", "ar"]
    assert [(row[1], row[2]) for row in rows][1] == units(written)[1]
    assert rows[-1][2] == AR
    checked("xlsx", "out", "calamine")


def test_the_workbook_is_made_for_revisers(written: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(written.with_name("new.en-ar.xlsx"))
    sheet = book["Bitext"]
    assert sheet.freeze_panes == "A2"
    assert str(sheet.auto_filter.ref).startswith("A1:")
    assert sheet["C2"].alignment.readingOrder == 2
    assert sheet["B3"].value == "=1+1 & <b>“quoted”</b>"
    assert sheet["B3"].data_type == "s"
    assert sheet["H8"].value == "error"
    assert sheet["H8"].fill.start_color.rgb == "00F8CBAD"


def test_moses_has_as_many_lines(written: Path, checked: Checked) -> None:
    counts = set()
    for ending in ("en", "ar", "ids"):
        path = written.with_name(f"new.en-ar.{ending}")
        done = subprocess.run(["wc", "-l", path], capture_output=True, text=True, check=True)
        counts.add(done.stdout.split()[0])
    assert counts == {"5"}
    checked("moses", "out", "wc")


def test_tbx_by_translate_toolkit(tmp_path: Path, checked: Checked) -> None:
    from translate.storage import tbx

    entries = [
        GlossaryEntry("abuse", ("abuse",), ("اعتداء", "إساءة"), "Harm <done>", "law", ("a note",)),
        GlossaryEntry("7", ("online",), ("عبر الإنترنت",)),
    ]
    path = tmp_path / "a.tbx"
    assert write_tbx(path, entries).units == 2
    store = tbx.tbxfile.parsefile(str(path))
    assert [(u.source, u.target) for u in store.units] == [
        ("abuse", "اعتداء"),
        ("online", "عبر الإنترنت"),
    ]
    checked("tbx", "out", "translate-toolkit")
    back = read_glossary(path)
    assert [(e.id, e.source, e.target, e.definition, e.domain, e.notes) for e in back] == [
        ("abuse", ("abuse",), ("اعتداء", "إساءة"), "Harm <done>", "law", ("a note",)),
        ("c2", ("online",), ("عبر الإنترنت",), "", "", ()),
    ]


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    """LibreOffice without a window: a file to another format beside it."""

    def convert(path: Path, to: str) -> Path:
        profile = f"-env:UserInstallation=file://{tmp_path}/office"
        folder = tmp_path / "converted"
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, path]
        subprocess.run(command, capture_output=True, timeout=180, check=True)
        return folder / f"{path.stem}.{to.split(':', maxsplit=1)[0]}"

    return convert


@needs("soffice", "libreoffice-writer")
@needs("pdftoppm", "poppler-utils")
def test_the_review_document_opens_in_libreoffice(
    corpus: CheckedCorpus, tmp_path: Path, office: Callable[[Path, str], Path], checked: Checked
) -> None:
    rows = with_versions(bitext_rows(corpus.pairs[0]), corpus, corpus.pairs[0])
    (done,) = FORMATS["docx"].write(tmp_path / "review", rows, Options())
    pdf = office(done.path, "pdf")
    seen = " ".join(line.text for line in read_lines(pdf))
    assert "companies in the digital" in seen
    assert "التواصل" in seen
    # Looked at: error's shade is on the page, and the Arabic stands at the right of its column.
    picture = tmp_path / "page.ppm"
    with picture.open("wb") as file:
        subprocess.run(["pdftoppm", "-r", "50", "-f", "1", "-l", "1", pdf], stdout=file, check=True)
    assert colours(picture)[(0xF8, 0xCB, 0xAD)] > 50
    checked("docx", "out", "LibreOffice (rendered to PDF)")
    # LibreOffice keeps comments and tracked changes when it saves the file again.
    again = office(done.path, "docx")
    import docx

    comments = [comment.text for comment in docx.Document(str(again)).comments]
    assert any(text.startswith("V01 error") for text in comments)
    texts = [line.text for line in read_lines(again)]
    assert NEW_EN in texts
    assert AR in texts
    checked("docx", "in", "LibreOffice's comments and tracked changes")


def colours(picture: Path) -> dict[tuple[int, int, int], int]:
    """How many dots there are of each colour in a portable pixmap."""
    from collections import Counter

    data = picture.read_bytes()
    header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    assert header is not None
    dots = data[header.end() :]
    return Counter(zip(dots[0::3], dots[1::3], dots[2::3], strict=True))


@needs("soffice", "libreoffice-writer")
def test_documents_that_libreoffice_makes(
    tmp_path: Path, office: Callable[[Path, str], Path], checked: Checked
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<meta charset="utf-8"><h1>Title</h1><ol><li>One</li><li>Two</li></ol>'
        f'<table border=1><tr><td>{NEW_EN}</td><td dir="rtl">{AR}</td></tr></table>',
        encoding="utf-8",
    )
    expected = ["# Title", "1. One", "2. Two", NEW_EN, AR]
    assert [line.text for line in read_lines(page) if line.text] == expected
    # Through OpenDocument, as LibreOffice makes Word files of texts and not of web pages.
    path = office(office(page, "odt:writer8"), "docx:MS Word 2007 XML")
    assert [line.text for line in read_lines(path) if line.text] == expected
    assert [(row.source, row.target) for row in read_bitext(path)] == [(NEW_EN, AR)]
    checked("docx", "in", "LibreOffice's lists and tables")


@needs("chromium", "chromium")
@needs("pdftotext", "poppler-utils")
def test_pdf_that_chromium_prints(tmp_path: Path, checked: Checked) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<meta charset="utf-8"><p>{NEW_EN}</p><p dir="rtl">{AR}</p>', encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path / 'a.pdf'}", page],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert [line.text for line in read_lines(tmp_path / "a.pdf") if line.text] == [NEW_EN, AR]
    checked("pdf", "in", "Chromium's (PDFium and pdftotext)")


def test_workbooks_that_openpyxl_makes(tmp_path: Path, checked: Checked) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["en", "ar"])
    book.active.append([NEW_EN, AR])
    book.save(tmp_path / "a.xlsx")
    assert [(row.source, row.target) for row in read_bitext(tmp_path / "a.xlsx")] == [(NEW_EN, AR)]
    checked("xlsx", "in", "openpyxl's")


def test_rows_without_anything_but_text(tmp_path: Path) -> None:
    for name, known in FORMATS.items():
        (done, *_) = known.write(tmp_path / name, [BitextRow("1", NEW_EN, AR)], Options())
        assert done.units == 1


def test_xliff_1_2_by_translate_toolkit(written: Path, checked: Checked) -> None:
    from translate.storage import xliff

    with written.with_name("new.en-ar.xliff").open("rb") as file:
        store = xliff.xlifffile(file)
    units = {unit.xmlelement.get("resname"): unit for unit in store.units}
    rows = list(read_bitext(written.with_name("new.en-ar.xliff")))
    assert {name: (u.source, u.target or "") for name, u in units.items()} == {
        row.id: (xml_text(row.source), xml_text(row.target)) for row in rows
    }
    noted = next(row for row in rows if row.findings)
    assert noted.findings[0]["code"] in units[noted.id].getnotes()
    checked("xliff12", "out", "translate-toolkit")


def test_tbx_2_of_translate_toolkit(tmp_path: Path, checked: Checked) -> None:
    from translate.storage import tbx

    store = tbx.tbxfile(sourcelanguage="en", targetlanguage="ar")
    for source, target in (("committee", "لجنة"), ("budget", "ميزانية")):
        unit = store.addsourceunit(source)
        unit.target = target
    path = tmp_path / "a.tbx"
    path.write_bytes(bytes(store))
    assert [(e.source, e.target) for e in read_glossary(path)] == [
        (("committee",), ("لجنة",)),
        (("budget",), ("ميزانية",)),
    ]
    checked("tbx", "in", "translate-toolkit (TBX 2)")


TBX_BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>by hand</p>
</sourceDesc></fileDesc></martifHeader><text><body><termEntry id="c1">
<descripGrp><descrip type="subjectField">libraries</descrip></descripGrp>
<langSet xml:lang="en-US"><descripGrp><descrip type="definition">Time.</descrip></descripGrp>
<tig><term>loan period</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="ar"><tig><term>مدة الإعارة</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>مهلة الإعارة</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""


def test_tbx_basic(tmp_path: Path, checked: Checked) -> None:
    path = tmp_path / "a.tbx"
    path.write_text(TBX_BASIC, "utf-8")
    (entry,) = read_glossary(path)
    assert (entry.id, entry.source, entry.target) == ("c1", ("loan period",), ("مدة الإعارة",))
    assert (entry.domain, entry.definition) == ("libraries", "Time.")
    checked("tbx", "in", "TBX-Basic by hand")

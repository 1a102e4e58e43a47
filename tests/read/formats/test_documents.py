"""DOCX, HTML, PDF and scans to lines: what a reader sees, with the place it comes from."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from parallel_corpus.errors import ReadError
from parallel_corpus.read import read_corpus
from parallel_corpus.read.blocks import find_blocks
from parallel_corpus.read.formats import read_bitext, read_lines
from parallel_corpus.read.formats.docx import has_tracked_changes, read_docx
from parallel_corpus.read.formats.pdf import disagreements
from parallel_corpus.settings import load_settings
from tests.interchange import Checked, needs

from . import word

DATA = Path(__file__).parents[2] / "data" / "formats"


def texts(path: Path) -> list[str]:
    return [line.text for line in read_lines(path) if line.text and not line.aside]


def test_list_numbers_are_visible(tmp_path: Path) -> None:
    path = word.write(
        tmp_path / "a.docx",
        word.paragraph("Title", style="T")
        + word.paragraph("Part", style="H2")
        + word.paragraph("Urges", style="Op")
        + word.paragraph("first", number="1", level=1)
        + word.paragraph("second", number="1", level=1)
        + word.paragraph("deep", number="1", level=2)
        + word.paragraph("Calls", style="Op2")
        + word.paragraph("first again", number="1", level=1)
        + word.paragraph("plain", style="Op", number="0")
        + word.paragraph("seventh", number="4")
        + word.paragraph("أولا", number="2")
        + word.paragraph("ثانيا", number="2")
        + word.paragraph("point", number="3"),
    )
    assert texts(path) == [
        "# Title",
        "## Part",
        "1. Urges",
        "(a) first",
        "(b) second",
        "1.2.1 deep",
        "2. Calls",
        "(a) first again",
        "plain",
        "7. seventh",
        "(أ) أولا",
        "(ب) ثانيا",
        "• point",
    ]


def test_lines_have_places_and_the_structure_reader_takes_them(tmp_path: Path) -> None:
    path = word.write(
        tmp_path / "a.docx",
        word.paragraph("One", style="Op") + word.paragraph("") + word.paragraph("Two", style="Op"),
    )
    lines = read_lines(path)
    assert [(line.number, line.text, line.place) for line in lines] == [
        (1, "1. One", "paragraph 1"),
        (2, "", "paragraph 3"),
        (3, "2. Two", "paragraph 3"),
    ]
    assert [block.raw for block in find_blocks(lines, ())] == ["1. One", "2. Two"]


TRACKED = """
<w:p>{keep}<w:del w:id="1" w:author="a"><w:r><w:delText>social media</w:delText></w:r></w:del
><w:ins w:id="2" w:author="a"><w:r><w:t>companies</w:t></w:r></w:ins></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t>Half </w:t></w:r></w:p>
<w:p><w:r><w:t>whole.</w:t></w:r></w:p>
<w:p><w:moveFrom w:id="4" w:author="a"><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p>
<w:p><w:moveTo w:id="5" w:author="a"><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>
<w:p><w:r><w:t>End.</w:t></w:r></w:p>
"""


def test_tracked_changes_are_two_versions(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", TRACKED.format(keep=word.run("Calls on ")))
    accepted = [line.text for line in read_docx(path) if line.text]
    original = [line.text for line in read_docx(path, "original") if line.text]
    assert accepted == ["Calls on companies", "Half whole.", "Moved.", "End."]
    assert original == ["Calls on social media", "Half ", "whole.", "Moved.", "End."]


def test_a_manifest_takes_both_versions_from_one_file(tmp_path: Path) -> None:
    word.write(tmp_path / "law.docx", TRACKED.format(keep=word.run("Calls on ")))
    (tmp_path / "corpus.toml").write_text(
        """
        [[document]]
        id = "draft"
        texts = [{ file = "law.docx", language = "en", tracked = "original" }]

        [[document]]
        id = "adopted"
        supersedes = "draft"
        texts = [{ file = "law.docx", language = "en" }]
        """
    )
    draft, adopted = read_corpus(load_settings(tmp_path))
    assert draft.segments[0].text == "Calls on social media"
    assert adopted.segments[0].text == "Calls on companies"
    assert str(adopted.segments[0].source) == "law.docx, paragraph 1"


def test_footnotes_stand_as_marks_and_below(tmp_path: Path) -> None:
    path = word.write(
        tmp_path / "a.docx",
        '<w:p><w:r><w:t>abuse</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + word.paragraph("Next."),
        notes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{word.paragraph(" As defined.")}</w:footnote>',
    )
    assert texts(path) == ["abuse[^1]", "Next.", "[^1]: As defined."]
    assert [b.note for b in find_blocks(read_lines(path), ())] == ["", "", "1"]


def test_a_raised_number_does_not_run_into_its_word(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'.format
    body = f"<w:p>{word.run('abuse')}{raised('1')}{word.run(' on 1')}{raised('st')}</w:p>"
    expected = ["abuse<sup>1</sup> on 1st"]
    assert texts(word.write(tmp_path / "a.docx", body)) == expected
    page = tmp_path / "a.html"
    page.write_text('<p>abuse<sup><a href="#n1">[1]</a></sup> on 1<sup>st</sup></p>')
    assert texts(page) == expected


def test_special_characters_and_wrappers(tmp_path: Path) -> None:
    path = word.write(
        tmp_path / "a.docx",
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>non</w:t><w:noBreakHyphen/>"
        "<w:t>stop</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<mc:AlternateContent><mc:Choice><w:r><w:txbxContent>"
        + word.paragraph("In a box.")
        + "</w:txbxContent></w:r></mc:Choice><mc:Fallback><w:r><w:txbxContent>"
        + word.paragraph("In a box.")
        + "</w:txbxContent></w:r></mc:Fallback></mc:AlternateContent></w:p></w:sdtContent></w:sdt>"
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r>'
        '<m:t>x=1</m:t></m:r></m:oMath><w:r><w:sym w:font="Symbol" w:char="F0A7"/></w:r></w:p>',
    )
    assert texts(path) == ["non\u2011stop\tx", "y", "In a box.", "x=1\uf0a7"]


def test_a_table_of_two_languages_is_a_bitext(tmp_path: Path) -> None:
    body = word.table(("Peace", "سلام"), ("War", "حرب")) + word.table(("a", "b"), ("c", "d"))
    path = word.write(tmp_path / "a.docx", body)
    # Column by column, so that each language can be read on its own; others row by row.
    assert texts(path) == ["Peace", "War", "سلام", "حرب", "a", "b", "c", "d"]
    assert read_lines(path)[0].place == "table 1, row 1, column 1"
    rows = list(read_bitext(path))
    assert [(r.source, r.target, r.where) for r in rows] == [
        ("Peace", "سلام", "a.docx:1"),
        ("War", "حرب", "a.docx:2"),
    ]


def test_a_document_without_such_a_table_is_no_bitext(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", word.paragraph("Peace"))
    with pytest.raises(ReadError, match="no table"):
        list(read_bitext(path))


HTML = """<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body>
<h1>Title</h1><nav hidden>menu</nav><script>alert(1)</script><!-- no -->
<p>Some <b>bold</b>
text<br>and a line.<p>Another<span style="display: none">!</span> one.
<ol start=3><li>three<li><p>four</p><p>more</p><ol type=a><li>letter</ol><li value=9>nine</ol>
<ul><li>point</ul>
<table><tr><td>Peace<td>سلام<tr><td>War<td>حرب</table>
<table><tr><td><table><tr><td>in<td>side</table></table>
&copy; tail</body></html>"""


def test_html_is_read_as_it_is_seen(tmp_path: Path, checked: Checked) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    assert texts(path) == [
        "# Title",
        "Some bold text",
        "and a line.",
        "Another one.",
        "3. three",
        "4. four",
        "more",
        "a. letter",
        "9. nine",
        "• point",
        "Peace",
        "War",
        "سلام",
        "حرب",
        "in",
        "side",
        "© tail",
    ]
    asides = [(line.kind, line.text) for line in read_lines(path) if line.aside]
    assert asides == [("hidden", "menu"), ("hidden", "!")]
    checked("html", "in", "a page of hard cases")


def test_what_stands_on_every_page_of_a_site_is_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<body><header class='site-header'><a href=/>Home</a></header><nav><ul><li>Rules</ul></nav>"
        "<main><h1>Rules</h1><p>Open <a href=x>the door</a>.</p><pre><code>ls\n  -l</code></pre>"
        "<div class='menu-of-the-day'><p>Soup is served every day from noon to three, and bread "
        "with it at no price.</p></div></main><footer><p>Imprint</p></footer></body>"
    )
    lines = [(line.kind, line.text) for line in read_lines(path) if line.kind != "blank"]
    assert lines == [
        ("margin", "Home"),
        ("margin", "• Rules"),
        ("heading", "# Rules"),
        ("text", "Open the door."),
        ("code", "ls"),
        ("code", "  -l"),
        (
            "text",
            "Soup is served every day from noon to three, and bread with it at no price.",
        ),
        ("margin", "Imprint"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_html_says_its_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{encoding}"><p>تحث البرلمانات على اعتماد'.encode(encoding))
    assert texts(path) == ["تحث البرلمانات على اعتماد"]


def test_a_long_list_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<ol>" + "<li>x" * 50_000 + "</ol>")
    assert texts(path)[-1] == "50000. x"


def test_pdf_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)  # PDFium alone
    lines = read_lines(DATA / "udhr.pdf")
    assert lines[0].text == "Universal Declaration of Human Rights"
    assert {line.page for line in lines} == {1, 2}
    assert any("والحريات" in line.text for line in lines if line.page == 2)
    assert lines[-1].place == "page 2"


@needs("pdftotext", "poppler-utils")
@pytest.mark.slow
def test_the_better_reading_of_a_page_is_taken_and_the_difference_told(checked: Checked) -> None:
    last = [line.text for line in read_lines(DATA / "udhr.pdf") if line.text][-1]
    assert last == "المادة 16 من اتفاقية WTO لعام 1994، والفقرة ١٢ (ب)."
    told = disagreements(DATA / "udhr.pdf", below=1.0)
    assert {(page.page, page.taken) for page in told} == {(1, "PDFium"), (2, "PDFium")}
    assert all(0.8 < page.agreement < 1 for page in told)
    checked("pdf", "in", "LibreOffice's (PDFium and pdftotext)")


def scanned(tmp_path: Path) -> Path:
    """The upper part of a page of the PDF as a picture."""
    command = ["pdftoppm", "-r", "200", "-gray", "-jpeg", "-f", "2", "-l", "2", "-singlefile"]
    upper = ["-x", "0", "-y", "0", "-W", "1700", "-H", "600"]
    subprocess.run([*command, *upper, DATA / "udhr.pdf", tmp_path / "scan"], check=True)
    return tmp_path / "scan.jpg"


@needs("tesseract", "tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng")
@needs("pdftoppm", "poppler-utils")
@pytest.mark.slow
def test_a_scan_is_recognised(tmp_path: Path, checked: Checked) -> None:
    import pypdfium2

    picture = scanned(tmp_path)
    assert "الإنسان" in "\n".join(texts(picture))
    document = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(picture)
    width, height = image.get_px_size()
    image.set_matrix(pypdfium2.PdfMatrix().scale(width / 3, height / 3))
    page = document.new_page(width / 3, height / 3)
    page.insert_obj(image)
    page.gen_content()
    document.save(tmp_path / "scan.pdf")
    document.close()
    lines = read_lines(tmp_path / "scan.pdf")
    assert "الإنسان" in "\n".join(line.text for line in lines)
    assert {line.page for line in lines} == {1}
    checked("picture", "in", "Tesseract (ara+eng)")
    checked("pdf", "in", "a scan (Tesseract)")


def test_without_tesseract_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    with pytest.raises(ReadError, match="apt-get install tesseract-ocr tesseract-ocr-ara"):
        read_lines(path)


HIDDEN = (
    "<w:p><w:r><w:t>Shown.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r></w:p>"
    '<w:altChunk r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"/>'
)


def test_hidden_text_headers_comments_and_embedded_parts_are_kept(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", HIDDEN)
    with zipfile.ZipFile(path, "a") as archive:
        for name, tag in (("header1", "hdr"), ("footer1", "ftr"), ("comments", "comments")):
            inner = f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>"
            archive.writestr(f"word/{name}.xml", f"<w:{tag} {word.NS}>{inner}</w:{tag}>")
        archive.writestr("word/chunk.html", "<html><p>Embedded.</p><script>x</script></html>")
    assert [(line.kind, line.text) for line in read_docx(path) if line.text] == [
        ("text", "Shown."),
        ("hidden", "Secret."),
        ("text", "Embedded."),
        ("data", "comments"),
        ("margin", "footer1"),
        ("margin", "header1"),
    ]


def test_an_embedded_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", HIDDEN)
    assert [line.text for line in read_docx(path) if line.kind == "data"] == ["[altChunk rId9]"]


def test_tracked_changes_are_noticed(tmp_path: Path) -> None:
    assert has_tracked_changes(
        word.write(tmp_path / "a.docx", TRACKED.format(keep=word.run("Calls on ")))
    )
    assert not has_tracked_changes(word.write(tmp_path / "b.docx", word.paragraph("Peace.")))


def test_without_libreoffice_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "a.odt").write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadError, match=r"not installed.*LibreOffice"):
        read_lines(tmp_path / "a.odt")


@pytest.mark.slow
@needs("soffice", "libreoffice-writer")
@pytest.mark.parametrize("ending", ["odt", "rtf", "doc"])
def test_other_word_processors(ending: str, tmp_path: Path, checked: Checked) -> None:
    import docx

    document = docx.Document()
    document.add_heading("باب", level=2)
    document.add_paragraph("الباب أزرق والمصباح قديم.")
    document.save(str(tmp_path / "a.docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/user"]
    command += ["--convert-to", ending, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert texts(tmp_path / f"a.{ending}") == ["## باب", "الباب أزرق والمصباح قديم."]
    checked(ending, "in", "LibreOffice's")

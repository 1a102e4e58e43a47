"""Documents, string tables and subtitles: what other programs read of a file is what we read.

Each test says what it checked, for the matrix in the README (see tests/interchange.py).
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree, html

from parallel_corpus.read import read_texts
from parallel_corpus.read.formats import read_bitext, read_bitext_pair, read_lines
from parallel_corpus.read.formats.strings import read_strings
from parallel_corpus.read.formats.subtitles import read_cues
from tests.interchange import Checked, needs
from tests.omegat import make_project, run_omegat

pytestmark = pytest.mark.slow

TXML = Path(__file__).parents[2] / "data" / "writeback" / "wordfast.txml"
PROPERTIES = {
    "en": "# the desk\ntitle = The city library\nopen:Open the \\\n      door\n"
    "esc=Tab\\there \\u00e9t\\u00e9 \\= sign\nkey\\ with\\ space=Value one\n! end\nurl=a:b=c\n",
    "ar": "title = مكتبة المدينة\nopen:\\u0627\\u0641\\u062a\\u062d \\\n      الباب\n"
    "esc=جدولة\\tهنا = علامة\nkey\\ with\\ space=القيمة الأولى\nurl=أ:ب=ج\n",
}
MARKDOWN = """The rules of the library
========================

The library lends *books* & [maps](https://example.org "Maps") to every
reader in the city.

1. Bring a card.
2. Keep the `receipt`:
   - for three weeks,
   - or longer.

> A quiet room is worth a hundred shelves.

| Day | Hours |
| --- | ----- |
| يوم الاثنين | 9-17 |
| Friday | ~~open~~ closed |

### Fees ###

لا يجوز لأحد أن يدخل **بعد الإغلاق**.\\
Ask at the desk.
"""
PAGE = """<!doctype html><html lang=en><head><title>The library</title><meta charset=utf-8>
<style>p { color: red }</style><script>var x = "not text";</script></head><body>
<h1>The rules</h1><p>The library lends <b>books</b> &amp; maps&nbsp;to every reader.
<p>لا يجوز لأحد أن يدخل بعد <i>الإغلاق</i>.<ul><li>Bring a card.<li>Keep the receipt.</ul>
<table><tr><th>Day<th>Hours<tr><td>Monday<td>9&#8211;17</table><p>Ask at the desk.</body></html>
"""
SRT = (
    "1\n00:00:01,000 --> 00:00:03,500\nThe library lends\n<i>books</i>.\n\n"
    "2\n00:00:04,000 --> 00:00:06,000\n- Nobody may enter.\n- Why?\n\n"
    "3\n01:02:07,250 --> 01:02:09,000\nلا يجوز لأحد أن يدخل.\n"
)
VTT = (
    "WEBVTT - The desk\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\nof two lines\n\n"
    "first\n00:01.000 --> 00:03.500 align:start\n<v Nora>The library lends</v>\nbooks &amp; maps.\n\n"
    "01:02:07.250 --> 01:02:09.000\n<c.red>لا يجوز</c> لأحد أن يدخل.\n"
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def segments_of_omegat(source: Path) -> set[str]:
    """Return what OmegaT takes for text in a file: the sources of its pseudo-translation."""
    project = make_project(source.parent / "project")
    (project / "source" / source.name).write_bytes(source.read_bytes())
    memory = project / "all.tmx"
    run_omegat(
        project,
        "--mode=console-createpseudotranslatetmx",
        f"--pseudotranslatetmx={memory}",
        "--pseudotranslatetype=equal",
    )
    found = etree.parse(memory).iterfind(".//tuv[1]/seg")
    # Its tags of inline codes stand in the text as <b0>.
    return {one_line(re.sub(r"</?[a-z]+\d+/?>", "", seg.text or "")) for seg in found}


@needs("omegat", "omegat")
def test_properties_by_omegat(tmp_path: Path, checked: Checked) -> None:
    for language, text in PROPERTIES.items():
        folder = tmp_path / language
        folder.mkdir()
        path = folder / "strings.properties"
        # OmegaT 3.6 takes these files for Latin-1, as Java did: what is not stands as an escape.
        path.write_text(re.sub(r"[^\x00-\x7f]", lambda m: f"\\u{ord(m[0]):04x}", text), "ascii")
        ours = {one_line(one) for one in read_strings(path).values()}
        assert len(ours) == 5
        assert ours == segments_of_omegat(path)
    pairs = read_bitext_pair(*(tmp_path / lang / "strings.properties" for lang in ("en", "ar")))
    assert ("open", "Open the door", "افتح الباب") in [(r.id, r.source, r.target) for r in pairs]
    checked("strings", "in", "OmegaT 3.6 (.properties)")


def test_json_by_translate_toolkit(tmp_path: Path, checked: Checked) -> None:
    from translate.storage import jsonl10n

    tables = {
        "en": {"menu": {"open": "Open", "close": "Close", "deep": {"a": "One {n}"}}, "top": "Top"},
        "ar": {"menu": {"open": "افتح", "close": "أغلق", "deep": {"a": "واحد {n}"}}, "top": "أعلى"},
    }
    paths = []
    for language, table in tables.items():
        store = jsonl10n.JsonNestedFile()
        for key, value in (
            ("menu.open", table["menu"]["open"]),  # type: ignore[index]
            ("menu.close", table["menu"]["close"]),  # type: ignore[index]
            ("menu.deep.a", table["menu"]["deep"]["a"]),  # type: ignore[index]
            ("top", table["top"]),
        ):
            unit = store.UnitClass(value)
            unit.setid(key)
            store.addunit(unit)
        paths.append(tmp_path / f"{language}.json")
        store.savefile(str(paths[-1]))
        theirs = jsonl10n.JsonNestedFile.parsefile(str(paths[-1]))
        found = {one.getid().lstrip("."): one.target for one in theirs.units}
        assert read_strings(paths[-1]) == found
        assert len(found) == 4
    rows = [(row.id, row.source, row.target) for row in read_bitext_pair(*paths)]
    assert ("menu.deep.a", "One {n}", "واحد {n}") in rows
    checked("strings", "in", "translate-toolkit (JSON)")


@needs("omegat", "omegat")
def test_srt_by_omegat(tmp_path: Path, checked: Checked) -> None:
    path = tmp_path / "a.srt"
    path.write_text(SRT, "utf-8")
    ours = {one_line(line.text) for line in read_lines(path) if line.text}
    theirs = {re.sub(r"</?i>", "", text) for text in segments_of_omegat(path)}
    assert len(ours) == 3
    assert ours == theirs
    checked("subtitles", "in", "OmegaT 3.6 (SRT)")


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.vtt", VTT)])
def test_subtitles_by_webvtt(name: str, text: str, tmp_path: Path, checked: Checked) -> None:
    import webvtt

    path = tmp_path / name
    path.write_text(text, "utf-8")
    captions = webvtt.from_srt(str(path)) if name.endswith(".srt") else webvtt.read(str(path))
    theirs = [
        (one.start_in_seconds, one.end_in_seconds, html.fromstring(one.text).text_content())
        for one in captions
    ]
    ours = [(cue.start // 1000, cue.end // 1000, cue.text) for cue in read_cues(path)]
    assert len(ours) == (3 if name.endswith(".srt") else 2)
    assert ours == [(int(start), int(end), said.strip()) for start, end, said in theirs]
    checked("subtitles", "in", "webvtt-py")


@needs("omegat", "omegat")
def test_txml_by_omegat(tmp_path: Path, checked: Checked) -> None:
    path = tmp_path / "a.txml"
    path.write_bytes(TXML.read_bytes())
    theirs = segments_of_omegat(path)
    rows = list(read_bitext(path))
    assert len(rows) > 1
    # OmegaT takes translations and comments for the text of a file with two languages.
    said = {one_line(row.target) for row in rows if row.target}
    assert len(said) == 2
    assert theirs == said | {one_line(note) for row in rows for note in row.notes}
    checked("txml", "in", "OmegaT 3.6")


def test_markdown_by_cmark(tmp_path: Path, checked: Checked) -> None:
    import cmarkgfm

    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, "utf-8")
    page = html.fromstring(cmarkgfm.github_flavored_markdown_to_html(MARKDOWN))
    theirs = []
    for element in page.iter("h1", "h3", "p", "li", "th", "td"):
        own = [(element.text or "").replace("\n", " ")]
        for child in element:
            own += [] if child.tag in ("ul", "p") else [child.text_content()]
            own += ["\n"] if child.tag == "br" else []
            own.append((child.tail or "").replace("\n", " "))
        # Lines that the text breaks itself are paragraphs here.
        theirs += [one_line(part) for part in "".join(own).replace(" \n", "\n").split("\n")]
    [document] = read_texts(path, language="en")
    mark = re.compile(r"^(?:#+|[-*]|\d+\.) ")
    ours = [one_line(mark.sub("", one.text, count=1)) for one in document.segments]
    ours = [re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`~]|\\$", r"\1", text) for text in ours]
    assert ours == [text for text in theirs if text]
    checked("markdown", "in", "cmark-gfm")


@needs("omegat", "omegat")
def test_html_by_omegat(tmp_path: Path, checked: Checked) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, "utf-8")
    ours = {one_line(line.text) for line in read_lines(path) if not line.aside}
    ours = {re.sub(r"^(?:#|•|-)+ ", "", text) for text in ours if text}
    # What OmegaT shows of attributes to translators is no text of the page.
    assert segments_of_omegat(path) - {"en", "The library"} == ours - {"The library"}
    checked("html", "in", "OmegaT 3.6")


@needs("soffice", "libreoffice-writer")
def test_html_that_libreoffice_writes(tmp_path: Path, checked: Checked) -> None:
    import docx

    document = docx.Document()
    document.add_heading("The rules", 1)
    for text in ("The library lends books & maps.", "لا يجوز لأحد أن يدخل بعد الإغلاق."):
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Monday", "closed"
    document.save(str(tmp_path / "a.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to",
         "html", "--outdir", tmp_path, tmp_path / "a.docx"],
        capture_output=True,
        timeout=180,
        check=True,
    )  # fmt: skip
    ours = [line.text for line in read_lines(tmp_path / "a.html") if line.text and not line.aside]
    assert ours == [line.text for line in read_lines(tmp_path / "a.docx") if line.text]
    checked("html", "in", "LibreOffice's")

"""Word documents whose parts refer to one another so that reading them would have no end.

Each case says what it holds, and what comes of it: a refusal, or no more lines and letters than a
document of its size has.
"""

from __future__ import annotations

import http.server
import shutil
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from parallel_corpus.errors import ReadError
from parallel_corpus.read.formats import read_lines

from . import word

SECONDS = 10.0  # of processor time
OPENING = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'


def note(number: int, *others: int) -> str:
    marks = "".join(f'<w:r><w:footnoteReference w:id="{other}"/></w:r>' for other in others)
    return f'<w:footnote w:id="{number}"><w:p>{marks}<w:r><w:t>ha</w:t></w:r></w:p></w:footnote>'


def boxes(count: int) -> str:
    opened, closed = "<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent>", "</w:txbxContent></w:pict>"
    return opened * count + "<w:p/>" + f"{closed}</w:r></w:p>" * count


def tables(count: int) -> str:
    opened = f"<w:tbl><w:tr><w:tc>{word.paragraph('a | b')}"
    return opened * count + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * count


def numbered(level: str) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr>{word.run('x')}</w:p>"


def a_list(text: str) -> str:
    return (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="9999"/>'
        f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def style(name: str, inside: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="n"/>{inside}</w:style>'


def chain(count: int) -> str:
    return "".join(style(f"S{i}", f'<w:basedOn w:val="S{i + 1}"/>') for i in range(count))


CASES: dict[str, dict[str, str]] = {
    "a note refers to itself": {"body": OPENING, "notes": note(1, 1)},
    "each note refers to the next twice": {
        "body": OPENING,
        "notes": "".join(note(i, i + 1, i + 1) for i in range(1, 19)),
    },
    "boxes in boxes": {"body": boxes(60)},
    "tables in tables": {"body": tables(60)},
    "a level that is no number": {"body": numbered("²")},
    "a level of 5,000 digits": {"body": numbered("9" * 5000)},
    "a style's level that is no number": {
        "body": word.paragraph("x", style="S"),
        "styles": style("S", f"<w:pPr>{numbered('²')}</w:pPr>"),
    },
    "a list whose marker is a book": {
        "body": numbered("0") * 500,
        "numbering": a_list("a" * 99_999),
    },
    "a list whose marker grows": {"body": numbered("0") * 500, "numbering": a_list("%1" * 9_999)},
    "styles based on one another": {
        "body": word.paragraph("x", style="S0"),
        "styles": chain(3000),
    },
    "styles in a circle": {
        "body": word.paragraph("x", style="A"),
        "styles": style("A", '<w:basedOn w:val="B"/>') + style("B", '<w:basedOn w:val="A"/>'),
    },
}


@pytest.mark.parametrize("name", CASES)
def test_what_refers_to_itself_has_an_end(name: str, tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", **CASES[name])
    begun = time.process_time()
    lines = read_lines(path)
    assert time.process_time() - begun < SECONDS
    assert sum(len(line.text) for line in lines) < 200_000


def test_notes_within_notes_without_end_are_refused(tmp_path: Path) -> None:
    notes = "".join(note(i, i + 1) for i in range(1, 5000))
    with pytest.raises(ReadError, match=r"a\.docx: its notes refer to one another"):
        read_lines(word.write(tmp_path / "a.docx", OPENING, notes))


def test_a_part_that_is_put_in_place_many_times(tmp_path: Path) -> None:
    related = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    path = word.write(tmp_path / "a.docx", f'<w:altChunk {related} r:id="c"/>' * 500)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/afchunk.txt", "The hall is open today. " * 9_999)
    with pytest.raises(ReadError, match="embedded parts hold more than 20 MB"):
        read_lines(path)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", paths
        server.shutdown()


MANIFEST = """<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
ODT = """<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>
<text:p>The hall is open.</text:p><text:p><draw:frame text:anchor-type="as-char" svg:width="2cm"
 svg:height="2cm"><draw:image xlink:href="ADDRESS/i.png" xlink:type="simple" xlink:show="embed"
 xlink:actuate="onLoad"/></draw:frame></text:p>
<text:section text:name="s"><text:section-source xlink:href="ADDRESS/s.txt" xlink:type="simple"
 text:filter-name="Text"/><text:p>It was open.</text:p></text:section>
</office:text></office:body></office:document-content>"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_a_document_links_to_is_not_fetched(
    asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    """LibreOffice asked for the picture, twice."""
    address, paths = asked
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODT.replace("ADDRESS", address))
    lines = [line.text for line in read_lines(tmp_path / "a.odt") if line.text]
    assert lines == ["The hall is open.", "It was open."]
    assert paths == []

"""Encrypted, truncated, empty, huge and malicious files: one clear ReadError each, and soon.

Each case is a file and what is said about it. Nothing is expanded, fetched, or written.
"""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parallel_corpus.errors import CorpusError, ReadError
from parallel_corpus.export import FORMATS, Options
from parallel_corpus.read.formats import BitextRow, read_bitext, read_glossary, read_lines, safely
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, GLOSSARIES

from . import word

DATA = Path(__file__).parents[2] / "data" / "formats"

BOMB = '<!DOCTYPE {root} [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
FILE = '<!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE {root} [<!ENTITY % a SYSTEM "http://localhost:1/x"> %a;]>'
TMX = (
    '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv></tu></body></tmx>'
)
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ar">'
    '<file id="f"><unit id="u"><segment><source>{}</source></segment></unit></file></xliff>'
)
TBX = "<martif><text><body><termEntry>{}</termEntry></body></text></martif>"
XML = {".tmx": ("tmx", TMX), ".xlf": ("xliff", XLIFF), ".tbx": ("martif", TBX)}


def read(path: Path) -> Any:
    ending = path.suffix
    if ending in GLOSSARIES and ending not in BITEXTS:
        return read_glossary(path)
    return read_lines(path) if ending in DOCUMENTS else list(read_bitext(path))


_BY_A_PROGRAM = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
ENDINGS = [
    pytest.param(ending, marks=pytest.mark.slow) if ending in _BY_A_PROGRAM else ending
    for ending in sorted({*BITEXTS, *DOCUMENTS, *GLOSSARIES})
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_missing_empty_folder(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    with pytest.raises(ReadError, match="no such file"):
        read(path)
    path.write_bytes(b"")
    with pytest.raises(ReadError, match=r"is empty|no such file"):
        read(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(ReadError, match=r"is a folder|no such file"):
        read(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_noise(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    (tmp_path / "a.en").write_bytes(b"x\n")
    (tmp_path / "a.ar").write_bytes(b"x\n")
    for data in (
        bytes(range(256)) * 40,
        b"\xff\xfe\x00",
        b"PK\x03\x04" + bytes(200),
        b"%PDF-1.7\n",
    ):
        path.write_bytes(data)
        with pytest.raises(CorpusError):
            read(path)


@pytest.mark.parametrize("bomb", [BOMB, FILE, PARAMETER])
@pytest.mark.parametrize("ending", XML)
def test_entities_are_refused(ending: str, bomb: str, tmp_path: Path) -> None:
    root, text = XML[ending]
    path = tmp_path / f"a{ending}"
    path.write_text(bomb.format(root=root) + text.format("&a;"), encoding="utf-8")
    with pytest.raises(ReadError, match="declares entities"):
        read(path)


@pytest.mark.parametrize("ending", XML)
def test_a_doctype_alone_is_harmless(ending: str, tmp_path: Path) -> None:
    root, text = XML[ending]
    path = tmp_path / f"a{ending}"
    path.write_text(f'<!DOCTYPE {root} SYSTEM "http://localhost:1/x.dtd">' + text.format("x"))
    try:
        read(path)
    except ReadError as error:  # one-sided: the file holds no pair
        assert "holds no" in str(error)  # noqa: PT017


@pytest.mark.parametrize("ending", XML)
def test_depth_is_refused(ending: str, tmp_path: Path) -> None:
    _, text = XML[ending]
    path = tmp_path / f"a{ending}"
    path.write_text(text.format("<g>" * 5000 + "</g>" * 5000))
    with pytest.raises(ReadError, match=r"too deeply|depth"):
        read(path)


@pytest.mark.parametrize("ending", XML)
def test_another_format_under_the_ending(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("<html/>")
    with pytest.raises(ReadError, match="its root is <html>"):
        read(path)


def rows() -> Iterator[BitextRow]:
    for i in range(50):
        yield BitextRow(str(i), f"Peace and more of it {i}.", f"سلام ومزيد منه {i}.")


@pytest.mark.parametrize("name", ["tmx", "xlsx", "xliff", "docx"])
def test_truncated(name: str, tmp_path: Path) -> None:
    (done, *_) = FORMATS[name].write(tmp_path / "x", rows(), Options())
    data = done.path.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        done.path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(ReadError, match=r"not a whole|not well-formed|damaged"):
            list(read_bitext(done.path))


@pytest.mark.slow
def test_truncated_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = (DATA / "udhr.pdf").read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(ReadError, match="not a whole PDF"):
        read(path)


def encrypted_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "x")
    data = bytearray(file.getvalue())
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), encrypted_zip()]
)
def test_encrypted_office_files(ending: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"encrypted.*take the password off"):
        read(path)


@pytest.mark.slow
def test_encrypted_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    # A standard security handler with a key that is not the empty password's.
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"
        + b"11" * 32
        + b">/U<"
        + b"22" * 32
        + b">>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<11><11>]/Size 5>>\n%%EOF"
    )
    with pytest.raises(ReadError, match=r"is encrypted. Save it without its password"):
        read(path)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_zip_bombs(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "MAX_XML_PART", 1_000_000)
    monkeypatch.setattr(safely, "MAX_UNPACKED", 3_000_000)
    path = tmp_path / f"a{ending}"
    for parts, size in ((1, 2_000_000), (5, 900_000), (20_000, 1)):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(parts):
                archive.writestr(f"p{i}.xml", b"\0" * size)
        with pytest.raises(ReadError, match="ZIP bomb"):
            read(path)


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "MAX_XML_PART", 1_000_000)
    path = word.write(tmp_path / "a.docx", word.paragraph("x" * 3_000_000))
    data = bytearray(path.read_bytes())
    # The central directory's uncompressed size of every part: one byte.
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = (1).to_bytes(4, "little")
        at += 4
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"damaged|ZIP bomb|not well-formed"):
        read(path)


@pytest.mark.parametrize("bomb", [BOMB, FILE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_office_files(bomb: str, encoding: str, tmp_path: Path) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + bomb.format(root="w:document")
    body = f"{declared}<w:document {word.NS}><w:body><w:p/></w:body></w:document>"
    for ending, part in ((".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")):
        path = tmp_path / f"a{ending}"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, body.encode(encoding))
        with pytest.raises(ReadError, match="declares a document type"):
            read(path)


def test_names_in_an_archive_go_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = word.write(tmp_path / "in" / "a.docx", word.paragraph("x"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.xml", "<x/>")
        archive.writestr("/evil.xml", "<x/>")
    assert [line.text for line in read(path)] == ["x"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.docx", "in"]


def deep_docx(path: Path) -> Path:
    return word.write(path, "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400)


def deep_html(path: Path) -> Path:
    path.write_text("<div>" * 100_000 + "x")
    return path


def huge_png(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\x7f\xff\xff\xff" * 2 + bytes(9))
    return path


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("a.docx", deep_docx, "depth"),
        ("a.html", deep_html, "cannot be read to its end: Excessive depth"),
        ("a.png", huge_png, "too large a picture"),
    ],
)
def test_shapes_that_exhaust(
    name: str, make: Callable[[Path], Path], told: str, tmp_path: Path
) -> None:
    path = make(tmp_path / name)
    with pytest.raises(ReadError, match=told):
        read(path)


def test_a_quotation_mark_left_open_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('en,ar\n"Peace,سلام\n' + "x" * 100 + "\n" * 60_000, encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.csv:2: is not CSV"):
        read(path)


def test_a_line_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"en": "' + b"x" * (17 * 2**20))
    with pytest.raises(ReadError, match=r"a\.jsonl:1: is longer"):
        read(path)


def test_damage_far_into_a_file_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(b"en\tar\n" + "Peace\tسلام\n".encode() * 9_000 + b"\xff\tx\n")
    with pytest.raises(ReadError, match=r"a\.tsv:9002: byte 0 of the line is not UTF-8"):
        read(path)


def test_tmx_in_the_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(TMX.format("\xe9").encode("latin-1"))
    with pytest.raises(ReadError, match="not well-formed"):
        read(path)


def test_a_row_of_a_workbook_that_is_far_away(tmp_path: Path) -> None:
    """Found by fuzzing: openpyxl fills up to it with empty rows, for ever."""
    path = FORMATS["xlsx"].write(tmp_path / "x", rows(), Options())[0].path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="51"', b'<row r="99999999999999"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(ReadError, match="claims more than 1048576 rows"):
        read(path)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, cut out, put in or repeated."""
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 3, 20])):
        at, other = chance.randrange(len(damaged)), chance.randrange(len(damaged))
        damage = chance.randrange(4)
        if damage == 0:
            damaged[at] = chance.randrange(256)
        elif damage == 1:
            del damaged[at : at + chance.randrange(1, 100)]
        elif damage == 2:
            damaged[at:at] = chance.randbytes(8)
        else:
            damaged[at:at] = damaged[other : other + 50]
    return bytes(damaged)


@pytest.mark.parametrize(
    "name",
    [
        "tmx",
        "xliff",
        "csv",
        "tsv",
        "xlsx",
        "jsonl",
        "docx",
        pytest.param("pdf", marks=pytest.mark.slow),
    ],
)
def test_damage_anywhere_is_an_error_or_harmless(name: str, tmp_path: Path) -> None:
    if name == "pdf":
        path = tmp_path / "a.pdf"
        data = (DATA / "udhr.pdf").read_bytes()
    else:
        path = FORMATS[name].write(tmp_path / "x", rows(), Options())[0].path
        data = path.read_bytes()
    chance = random.Random(name)
    for _ in range(25):
        path.write_bytes(mutated(data, chance))
        with contextlib.suppress(CorpusError):
            read(path)


@pytest.mark.parametrize("ids", ["[bad", "[" * 100_000, "[1, 2]", '{"a": 1}'])
def test_a_column_of_ids_that_is_not_ours_is_read_as_words(ids: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f'id,en,ar,source_ids\n1,Peace.,سلام.,"{ids.replace(chr(34), chr(34) * 2)}"\n', "utf-8"
    )
    [row] = read_bitext(path)
    assert (row.source, row.target) == ("Peace.", "سلام.")


def test_a_page_that_names_no_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<meta charset="undefined"><p>The hall is open today.</p>', "utf-8")
    assert [line.text for line in read_lines(path) if line.text] == ["The hall is open today."]


def test_a_stray_nul_makes_no_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>a\0bThe meeting of the members is held today in the hall. ")
    with pytest.raises(ReadError, match="control characters"):
        read_lines(path)

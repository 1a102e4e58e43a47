"""Files of every format that is read. Packed formats are fuzzed inside, part by part: damage to
a ZIP's compressed bytes hardly ever gets past its checksums."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from parallel_corpus.export import FORMATS, Options
from parallel_corpus.normalise import normalise_document, replay, restore
from parallel_corpus.read.documents import read_texts
from parallel_corpus.read.formats import BitextRow, read_bitext, read_glossary
from tests.fuzz.target import Target, refusing, workplace
from tests.read.formats import word

DATA = Path(__file__).parents[2] / "data"
PDF = Path(__file__).parents[1] / "data" / "formats" / "udhr.pdf"
HTML = (
    "<html><body><h1>On peace</h1><p>The Assembly,</p><ol start=3><li>Urges <i>all</i>"
    "<ol type=a><li>members;</ol></ol><table><tr><td>Peace<td>سلام</table><p dir=rtl>السلم</p>"
)
TBX = (
    '<martif type="TBX"><text><body><termEntry id="1"><langSet xml:lang="en"><tig><term>peace'
    '</term></tig></langSet><langSet xml:lang="ar"><tig><term>سلام</term></tig></langSet>'
    "</termEntry></body></text></martif>"
)
MIXED = "The Assembly,\n\nNoting it,\n\n1. Urges all;\n\n(a) Members¹\n\n--- \nإن الجمعية،\n\n1. تحث الجميع؛\n"


def rows() -> Iterable[BitextRow]:
    yield BitextRow("1", "Peace, and more of it.", "سلام ومزيد منه.")
    yield BitextRow("2", "12 May 2021 – <i>a</i> & b", "١٢ أيار/مايو 2021", notes=("a note",))


def written(name: str) -> bytes:
    path = FORMATS[name].write(workplace() / "seed", rows(), Options())[0].path
    data = path.read_bytes()
    for file in workplace().glob("seed*"):
        file.unlink()
    return data


def put(ending: str, data: bytes) -> Path:
    path = workplace() / f"a{ending}"
    path.write_bytes(data)
    return path


def read_as_bitext(path: Path) -> None:
    refusing(lambda: list(read_bitext(path)))


def read_as_glossary(path: Path) -> None:
    refusing(lambda: read_glossary(path))


def read_as_document(path: Path) -> None:
    """Read and cleaned: law 1 holds for whatever was found."""

    def work() -> None:
        for document in read_texts(path):
            cleaned = normalise_document(document, [document])
            for segment in (*cleaned.segments, *cleaned.furniture):
                assert replay(segment.raw, segment.repairs) == segment.text
                assert restore(segment.text, segment.repairs) == segment.raw

    refusing(work)


def whole(ending: str, *readers: Callable[[Path], None]) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        path = put(ending, data)
        for read in readers:
            read(path)

    return check


def packed(
    ending: str, template: Callable[[], dict[str, bytes]], *readers: Callable[[Path], None]
) -> Callable[[bytes], None]:
    """The first byte says which part of the archive the rest is; 255: of the archive itself."""

    def check(data: bytes) -> None:
        if data[:1] == b"\xff":
            path = put(ending, data[1:])
        else:
            parts = dict(template())
            names = sorted(parts)
            parts[names[data[0] % len(names) if data else 0]] = data[1:]
            path = put(ending, b"")
            with zipfile.ZipFile(path, "w") as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
        for read in readers:
            read(path)

    return check


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx() -> dict[str, bytes]:
    body = (
        word.paragraph("On peace", style="T")
        + word.paragraph("Urges all", number="1")
        + word.paragraph("members", number="1", level=1)
        + word.table(("Peace", "سلام"), ("War", "حرب"))
        + '<w:p><w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="2"><w:r>'
        '<w:delText>old</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    path = word.write(
        workplace() / "seed.docx", body, f'<w:footnote w:id="2">{word.paragraph("x")}</w:footnote>'
    )
    return unpacked(path.read_bytes())


def xlsx() -> dict[str, bytes]:
    return unpacked(written("xlsx"))


def parts_of(template: Callable[[], dict[str, bytes]]) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        parts = template()
        return [bytes([i]) + parts[name] for i, name in enumerate(sorted(parts))]

    return seeds


def plain() -> list[bytes]:
    head = [path.read_bytes()[:1500] for path in sorted((DATA / "raw").iterdir())]
    encoded = [MIXED.encode(code, "replace") for code in ("utf-16", "utf-8-sig", "cp1256")]
    return [MIXED.encode(), *encoded, *(data[: data.rfind(b"\n") + 1] for data in head)]


def read_as_moses(data: bytes) -> None:
    """Both files, parted by the first byte 255."""
    source, _, target = data.partition(b"\xff")
    put(".en", source)
    put(".ar", target)
    read_as_bitext(workplace() / "a.en")


TARGETS = [
    Target("text", whole(".txt", read_as_document), plain, 2),
    Target("docx", packed(".docx", docx, read_as_document, read_as_bitext), parts_of(docx), 2),
    Target("html", whole(".html", read_as_document), lambda: [HTML.encode()]),
    Target("pdf", whole(".pdf", read_as_document), lambda: [PDF.read_bytes()]),
    Target("tmx", whole(".tmx", read_as_bitext), lambda: [written("tmx")]),
    Target("xliff", whole(".xlf", read_as_bitext), lambda: [written("xliff")]),
    Target(
        "csv",
        whole(".csv", read_as_bitext, read_as_glossary),
        lambda: [written("csv")],
    ),
    Target("tsv", whole(".tsv", read_as_bitext), lambda: [written("tsv")]),
    Target("xlsx", packed(".xlsx", xlsx, read_as_bitext), parts_of(xlsx)),
    Target("jsonl", whole(".jsonl", read_as_bitext), lambda: [written("jsonl")]),
    Target("moses", read_as_moses, lambda: [b"Peace.\nWar.\n\xff" + "سلام\nحرب\n".encode()]),
    Target("tbx", whole(".tbx", read_as_glossary), lambda: [TBX.encode()]),
]

"""Which format was checked with which program: said by tests, gathered here, written as a matrix.

    PARALLEL_CORPUS_MATRIX=README.md .venv/bin/python -m pytest tests/export tests/read/formats

puts the matrix of that run between the two marks in README.md. Only what passed is in it.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from parallel_corpus.export import FORMATS
from parallel_corpus.export.writeback import WRITE_BACK
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, GLOSSARIES, PAIRED

Checked = Callable[[str, str, str], None]

MARKS = "<!-- interchange: made by tests/interchange.py -->", "<!-- /interchange -->"
# A row of the matrix: its name, the endings it is read under, the format it is written as.
ROWS = (
    ("TMX 1.4", (".tmx",), "tmx"),
    ("XLIFF 2", (".xlf", ".xliff", ".sdlxliff", ".mqxliff"), "xliff"),
    ("XLIFF 1.2", (), "xliff12"),
    ("CSV", (".csv",), "csv"),
    ("TSV", (".tsv", ".tab", ".txt"), "tsv"),
    ("XLSX", (".xlsx",), "xlsx"),
    ("JSON lines", (".jsonl",), "jsonl"),
    ("Moses pair", (".en", ".ar"), "moses"),
    ("Parquet", (), "parquet"),
    ("DOCX", (".docx",), "docx"),
    ("ODT", (".odt",), "odt"),
    ("RTF", (".rtf",), "rtf"),
    ("Word 97", (".doc",), "doc"),
    ("Markdown", (".md", ".markdown"), "markdown"),
    ("HTML", (".htm", ".html", ".xhtml"), "html"),
    ("PDF", (".pdf",), "pdf"),
    ("pictures", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "picture"),
    ("PO", (".po",), "po"),
    ("TXML", (".txml",), "txml"),
    ("JSON and .properties strings", (".json", ".properties"), "strings"),
    ("SRT and WebVTT", (".srt", ".vtt"), "subtitles"),
    ("TBX", (".tbx",), "tbx"),
)
WRITTEN = {*FORMATS, "tbx"}
_found: dict[tuple[str, str], set[str]] = defaultdict(set)


def needs(program: str, package: str) -> pytest.MarkDecorator:
    """A test that skips without a Debian program, but not where PARALLEL_CORPUS_REQUIRE_DEBIAN."""
    missing = shutil.which(program) is None
    required = bool(os.environ.get("PARALLEL_CORPUS_REQUIRE_DEBIAN"))
    return pytest.mark.skipif(missing and not required, reason=f"apt-get install {package}")


@pytest.fixture
def checked(record_property: Callable[[str, object], None]) -> Checked:
    """Call it with a format, "in" or "out", and the program or schema that it was checked with."""

    def record(name: str, direction: str, program: str) -> None:
        record_property("interchange", (name, direction, program))

    return record


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        for kind, value in report.user_properties:
            if kind == "interchange" and isinstance(value, (tuple, list)):
                name, direction, program = value
                _found[name, direction].add(program)


def pytest_sessionfinish() -> None:
    if path := os.environ.get("PARALLEL_CORPUS_MATRIX"):
        write(Path(path), matrix(_found))


def matrix(found: dict[tuple[str, str], set[str]]) -> str:
    """The matrix in Markdown: what is read, what is written, what that was checked with."""
    lines = [
        "| format | in | out | findings written in | checked with | does not come back |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for title, endings, name in ROWS:
        programs = [_programs(found, name, direction) for direction in ("in", "out", "back")]
        kinds = [kind for kind, known in _kinds() if any(e in known for e in endings)]
        loses = ", ".join(FORMATS[name].loses) if name in FORMATS else ""
        cells = (
            title,
            ", ".join(kinds) or "–",
            "yes" if name in WRITTEN else "–",
            _written_back(found, endings),
            "; ".join(filter(None, programs)) or "–",
            loses or ("nothing" if name in FORMATS else "–"),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _kinds() -> Iterable[tuple[str, Iterable[str]]]:
    return (
        ("document", DOCUMENTS),
        ("bitext", BITEXTS),
        ("bitext of two files", PAIRED),
        ("glossary", GLOSSARIES),
    )


def _written_back(found: dict[tuple[str, str], set[str]], endings: Iterable[str]) -> str:
    """Where findings are seen in a file of this format, where that was checked."""
    known = [WRITE_BACK[ending] for ending in endings if ending in WRITE_BACK]
    tested = [f for f in dict.fromkeys(known) if found.get((f.name.lower(), "back"))]
    several = len(tested) > 1
    return "; ".join(f"{f.name}: {f.seen}" if several else f.seen for f in tested) or "–"


def _programs(found: dict[tuple[str, str], set[str]], name: str, direction: str) -> str:
    programs = ", ".join(sorted(found.get((name, direction), ())))
    return f"{direction}: {programs}" if programs else ""


def write(path: Path, text: str) -> None:
    """Put `text` between the marks in the file at `path`, or make the file of it."""
    old = path.read_text("utf-8") if path.exists() else "".join(f"{m}\n" for m in MARKS)
    before, _, rest = old.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    path.write_text(f"{before}{MARKS[0]}\n{text}{MARKS[1]}{after}", "utf-8")

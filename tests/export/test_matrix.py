"""The matrix knows every format there is."""

from __future__ import annotations

from pathlib import Path

from parallel_corpus.export import FORMATS
from parallel_corpus.read.formats.registry import BITEXTS, DOCUMENTS, GLOSSARIES, PAIRED
from tests.interchange import MARKS, ROWS, matrix, write


def test_every_format_has_a_row() -> None:
    assert {name for _, _, name in ROWS} >= set(FORMATS)
    endings = {ending for _, known, _ in ROWS for ending in known}
    assert endings == {*BITEXTS, *DOCUMENTS, *GLOSSARIES, *PAIRED}


def test_only_what_was_checked_is_claimed(tmp_path: Path) -> None:
    text = matrix({("tmx", "out"): {"b", "a"}})
    assert "| TMX 1.4 | bitext | yes | – | out: a, b | units with an empty side, controls" in text
    assert "| PDF | document | – | – | – | – |" in text
    assert "| TMX 1.4 | bitext | yes | notes of the unit |" in matrix({("tmx", "back"): {"a"}})
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n")
    write(readme, text)
    assert readme.read_text("utf-8") == f"before\n{MARKS[0]}\n{text}{MARKS[1]}\nafter\n"

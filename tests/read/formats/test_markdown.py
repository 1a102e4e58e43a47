"""Markdown, block by block; and the law that no letter of a file is lost."""

import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.read import read_texts
from parallel_corpus.read.formats.markdown import render

CASES = tomllib.loads((Path(__file__).parent / "markdown.toml").read_text())["case"]


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_blocks(case: dict) -> None:
    lines = render(case["text"].strip("\n") + "\n")
    assert [line.text for line in lines if line.kind != "blank" and not line.aside] == case["flow"]
    assert [f"{line.kind} {line.text}" for line in lines if line.aside] == case.get("aside", [])


def test_a_line_knows_its_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.en.md"
    path.write_text("---\ntitle: The hall\n---\n\n# Door\n\nText of\ntwo lines.\n")
    [document] = read_texts(path)
    assert [(s.text, str(s.source)) for s in document.segments] == [
        ("The hall", "a.en.md:2"),
        ("# Door", "a.en.md:5"),
        ("Text of\ntwo lines.", "a.en.md:7"),
    ]
    assert document.segments[-1].source.last_line == 8


def test_a_title_in_the_settings_and_again_as_heading_is_no_running_header(tmp_path: Path) -> None:
    path = tmp_path / "a.en.md"
    path.write_text("---\ntitle: The hall\norder: 3\n---\n\n# The hall\n\nIt is open.\n")
    [document] = read_texts(path)
    assert [s.text for s in document.segments] == ["The hall", "# The hall", "It is open."]


PIECES = st.lists(
    st.sampled_from(
        ["# Head", "word", "- item", "  - inner", "1. one", "> said", "```", "    code", "<div>",
         "<!-- no", "-->", "| a | b |", "| --- | --- |", "[r]: /x", "See [r].", "", "---",
         "title: The hall of books", "***", "{{< shortcode >}}", "<script>", "x = 1", "نص عربي",
         "[^1]: note", "Setext", "=====", "\tTab", "+++", "&amp; done", "2) two", "- [ ] task",
         ":::tip Read", "!!! note", '=== "Tab"', "<Tabs>", "import a from 'b'", "> [!TIP]"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
def test_any_arrangement_of_lines_loses_no_letter(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    kept = letters("".join(line.text for line in render(text)))
    assert not letters(text) - kept
    places = {line.line for line in render(text) if line.kind != "blank"}
    assert places <= set(range(1, len(pieces) + 1))


def test_hostile_shapes_take_no_time() -> None:
    shapes = [piece * 20_000 for piece in ("[", "> ", "- ", "<", "`", "<!--", "<p ")]
    for shape in shapes:
        begun = time.monotonic()
        assert render(f"{shape}x")
        assert time.monotonic() - begun < 10, shape[:4]

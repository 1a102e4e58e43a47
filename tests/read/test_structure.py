import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallel_corpus.errors import ReadError
from parallel_corpus.model import Document
from parallel_corpus.read import read_corpus, read_lines, read_texts
from parallel_corpus.settings import load_settings

CASES = tomllib.loads((Path(__file__).parent / "structure.toml").read_text())["case"]


@pytest.fixture(scope="module")
def corpus(data: Path) -> dict[tuple[str, str, str], Document]:
    return {(d.id, d.language, d.witness): d for d in read_corpus(load_settings(data))}


def places(document: Document, kind: str) -> list[str]:
    return [segment.place for segment in document.segments if segment.kind == kind]


def counted(kind: str, last: int) -> list[str]:
    return [f"{kind}{i}" for i in range(1, last + 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_places(case: dict, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(case["text"], encoding="utf-8")
    [document] = read_texts(path)
    assert [segment.place for segment in document.segments] == case["places"]
    if "numbers" in case:
        assert [segment.number or "" for segment in document.segments] == case["numbers"]


@pytest.mark.parametrize("witness", [("en", ""), ("ar", ""), ("en", "bilingual")])
def test_the_adopted_text(corpus, witness: tuple[str, str]) -> None:
    document = corpus["ipu143-adopted", *witness]
    assert places(document, "pre") == counted("pre", 20)
    assert places(document, "op") == counted("op", 22)
    assert [s.number for s in document.segments if s.kind == "op"] == [str(i) for i in range(1, 23)]
    assert len(places(document, "head")) == 3
    assert document.segment("subtitle")
    assert [f.raw.strip() for f in document.furniture] == [
        "Inter-Parliamentary Union",
        "For democracy. For everyone.",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_draft(corpus, language: str) -> None:
    document = corpus["ipu143-draft", language, ""]
    assert [s.number for s in document.segments if s.kind == "pre"] == [
        str(i) for i in range(1, 15)
    ]
    assert [s.number for s in document.segments if s.kind == "op"] == [str(i) for i in range(1, 14)]


def test_the_title_set_on_two_lines_is_one(corpus) -> None:
    title = corpus["ipu143-adopted", "ar", ""].segment("title").raw
    assert title.startswith("التشريعات")
    assert title.endswith("عبر الإنترنت")


def test_a_stray_page_header_is_furniture(corpus) -> None:
    [line] = corpus["ipu143-draft", "en", ""].furniture
    assert line.raw == "- 2 - C-III/143/DR"


def test_paragraphs_cut_by_footnotes_are_whole(corpus) -> None:
    document = corpus["ipu143-women-forum", "en", ""]
    [first] = [s for s in document.segments if "in terms of\n\nlegislation" in s.raw]
    [second] = [s for s in document.segments if "Children's\n\nempowerment" in s.raw]
    assert (first.source.first_line, first.source.last_line) == (40, 46)
    assert (second.source.first_line, second.source.last_line) == (61, 65)
    assert places(document, "note") == ["note1", "note2"]


def test_no_line_of_a_file_is_lost(corpus, data: Path) -> None:
    """Law 5: each non-blank line stands in exactly one segment of one language version."""
    kept: dict[str, Counter[str]] = {}
    for document in corpus.values():
        for segment in (*document.segments, *document.furniture):
            lines = [line for line in segment.raw.split("\n") if line.strip()]
            kept.setdefault(segment.source.path, Counter()).update(lines)
    for name, lines in kept.items():
        file = (data / name).read_text(encoding="utf-8").split("\n")
        assert lines == Counter(line for line in file if line.strip())


def test_ids_are_unique(corpus) -> None:
    ids = [s.id for d in corpus.values() for s in (*d.segments, *d.furniture)]
    assert len(ids) == len(set(ids))


def test_a_number_that_appears_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("The Assembly,\n\nNoting it,\n\n1. Urges;\n2. Calls;\n2. Invites;\n")
    with pytest.raises(ReadError, match=r"x\.txt:7: paragraph 2 appears twice \(first at line 6\)"):
        read_texts(path)


def test_a_language_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Only English here.")
    with pytest.raises(ReadError, match=r"holds no Arabic text\. It is in English"):
        read_texts(path, language="ar")


def test_lines_keep_their_indices(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("one\n\nthree\n")
    assert [s.text for s in read_lines(path, "en").segments] == ["one", "", "three"]


LINES = st.lists(
    st.sampled_from(
        ["", "1. Urges;", "(2) Noting,", "- item", "# Head", "نص عربي،", "The Assembly,",
         "¹ note", "and so on", "- 2 -", "٣- تدعو؛", "(أ) بند", "a" * 70,
         "Inter-Parliamentary Union", "x¹"]
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


@given(LINES)
def test_any_arrangement_of_lines_loses_none(tmp_path_factory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("lines") / "x.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        documents = read_texts(path)
    except ReadError:
        return
    kept = Counter(
        line
        for document in documents
        for segment in (*document.segments, *document.furniture)
        for line in segment.raw.split("\n")
        if line.strip()
    )
    found = Counter(line for line in lines if line.strip())
    assert all(kept[line] == count for line, count in found.items() if len(documents) == 2)
    assert not kept - found

"""The pictures: what is in their data, and that they can be drawn."""

import html
import re
import subprocess
import sys

import pandas as pd
import pytest

pytest.importorskip("altair")

from parallel_corpus.errors import CorpusError
from parallel_corpus.export.versions import marked
from parallel_corpus.frames import plots

VERSIONS = pd.DataFrame(
    {
        "source_ids": [["d:en:op1"], ["d:en:op2"], ["d:en:op3"], ["d:en:op4"]],
        "change": ["amended", "amended", "amended", "added"],
        "followed": ["no", "yes", "partly", "nothing to follow"],
        "source_kept": [0.55, 1.0, None, None],
        "target_kept": [0.95, 0.9, 0.8, None],
    }
)
PAIRS = pd.DataFrame(
    {
        "source_place": ["p1", "p2", "p3"],
        "target_place": ["p1", "p2", ""],
        "source_text": ["One.", "Two.", "Three."],
        "target_text": ["واحد.", "اثنان.", ""],
    }
)


class OneHot:
    """Texts to unit vectors by their place in a list."""

    name = "one-hot"

    def encode(self, texts: list[str]) -> "object":
        import numpy as np

        return np.eye(4, dtype=np.float32)[[i % 4 for i in range(len(texts))]]


def test_arabic_runs_right_to_left_and_latin_does_not() -> None:
    page = plots.table(PAIRS[["source_text", "target_text"]]).to_html()
    rules = {
        cell: rule
        for cells, rule in re.findall(r"(#T_[^{]+)\{([^}]*)\}", page)
        for cell in re.findall(r"row0_col\d", cells)
    }
    assert "rtl" in rules["row0_col1"]
    assert "rtl" not in rules["row0_col0"]


def test_a_table_is_the_same_each_time_and_its_text_is_no_markup() -> None:
    frame = pd.DataFrame({"text": ["<script>alert(1)</script>"]})
    first, second = (plots.table(frame).to_html() for _ in range(2))
    assert first == second
    assert "<script>" not in first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("social media networks shall", "companies shall"),
        ("a <b> c", "a & c"),
        ("شبكات التواصل", "شركات التواصل"),
    ],
)
def test_marks_become_deletions_and_insertions(old: str, new: str) -> None:
    shown = plots.change(marked(old, new))
    kept = re.sub(r"<del[^>]*>.*?</del>\s?", "", shown)
    assert html.unescape(re.sub(r"</?ins[^>]*>", "", kept)) == new
    before = re.sub(r"<ins[^>]*>.*?</ins>\s?", "", shown)
    assert html.unescape(re.sub(r"</?del[^>]*>", "", before)) == old


def test_changes_are_shown_in_a_table() -> None:
    page = plots.table(
        pd.DataFrame({"en_change": ["[-old-] {+new+}"]}), changes=("en_change",)
    ).to_html()
    assert "<del" in page
    assert "<ins" in page


def test_only_what_was_amended_and_measured_is_a_point() -> None:
    chart = plots.kept_words(VERSIONS).to_dict()
    points = next(
        rows for rows in chart["datasets"].values() if len(rows) == 2 and "place" in rows[0]
    )
    assert [row["place"] for row in points] == ["op1", "op2"]
    named = [rows for rows in chart["datasets"].values() if len(rows) == 1]
    assert [[row["place"] for row in rows] for rows in named] == [["op1"]]


def test_nothing_amended_is_an_empty_picture() -> None:
    plots.kept_words(VERSIONS[VERSIONS["change"] == "added"]).to_dict()


def test_the_map_has_a_cell_for_each_two_paragraphs_and_a_ring_for_each_pair() -> None:
    chart = plots.similarity_map(PAIRS, OneHot()).to_dict()
    sizes = sorted(len(rows) for rows in chart["datasets"].values())
    assert sizes == [2, 4]
    cells = next(rows for rows in chart["datasets"].values() if len(rows) == 4)
    assert [row["similarity"] for row in cells] == [1, 0, 0, 1]


def test_a_map_of_nothing_says_so() -> None:
    with pytest.raises(CorpusError, match="no pairs"):
        plots.similarity_map(PAIRS.iloc[2:], OneHot())


@pytest.mark.parametrize("by", [None, "english"])
def test_counts_can_be_drawn(by: str | None, tmp_path) -> None:
    frame = pd.DataFrame({"english": ["urges", "calls"], "arabic": ["تحث", "تدعو"], "n": [3, 1]})
    picture = tmp_path / "counts.png"
    plots.counts(frame, word="arabic", count="n", by=by).save(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_without_altair_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['altair'] = None\nimport parallel_corpus.frames.plots"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "parallel-corpus[notebooks]" in done.stderr


def test_an_index_that_repeats_is_no_obstacle() -> None:
    frame = pd.DataFrame({"ar": ["واحد", "اثنان"]}, index=[0, 0])
    assert "اثنان" in plots.table(frame).to_html()


def test_the_panels_keep_the_order_of_the_frame() -> None:
    frame = pd.DataFrame({"by": ["z", "a"], "word": ["x", "x"], "n": [1, 2]})
    assert plots.counts(frame, word="word", count="n", by="by").to_dict()["facet"]["row"][
        "sort"
    ] == ["z", "a"]

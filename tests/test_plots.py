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


def described(chart: object) -> str:
    told = chart.to_dict()["description"]  # type: ignore[attr-defined]
    assert isinstance(told, str)
    return told


def test_a_distribution_leaves_out_what_is_unknown_and_has_a_panel_for_each_group() -> None:
    frame = pd.DataFrame({"score": [0.1, 0.3, None, 0.9], "document": ["a", "a", "a", "b"]})
    assert "3 values, median 0.30" in described(plots.distribution(frame, "score"))
    by = plots.distribution(frame, "score", by="document")
    assert "a, 2 values, median 0.20; b, 1 values, median 0.90" in described(by)
    assert by.to_dict()["facet"]["row"]["sort"] == ["a", "b"]
    with pytest.raises(CorpusError, match="no value"):
        plots.distribution(frame.iloc[2:3], "score")


def test_reliability_groups_are_of_one_size_and_their_intervals_hold_the_share() -> None:
    frame = pd.DataFrame(
        {"score": [i / 100 for i in range(100)], "right": [i >= 50 for i in range(100)]}
    )
    points = plots.distributions.reliability_points(frame, bins=5)
    assert points["count"].tolist() == [20] * 5
    assert points["share"].tolist() == [0, 0, 0.5, 1, 1]
    assert (points["low"] <= points["share"] + 1e-9).all()
    assert (points["share"] <= points["high"] + 1e-9).all()
    assert "5 groups of 100 rows" in described(plots.reliability(frame, bins=5))


def test_documents_are_measured_without_lone_sides_and_case() -> None:
    from parallel_corpus.frames.measures import document_measures, moving_type_token_ratio

    pairs = PAIRS.assign(document="d", source_text=["One ONE two.", "Three.", "Alone."])
    (row,) = document_measures(pairs).to_dict("records")
    assert (row["source_words"], row["target_words"]) == (4, 2)
    assert (row["length_ratio"], row["source_ttr"]) == (0.5, 0.75)
    assert moving_type_token_ratio(list("abcabc"), window=3) == 1.0
    assert "d 0.50, 0.75 and 1.00" in described(plots.document_ratios(pairs))


def test_drift_counts_each_version_by_itself() -> None:
    found = pd.DataFrame(
        {
            "document": ["old", "old", "new", "new"],
            "source_text": ["online", "online", "online", ""],
            "target_text": ["عبر الإنترنت", "عبر الانترنت هنا", "على الإنترنت", "عبر الإنترنت"],
        }
    )
    told = described(plots.term_drift(found, ["عبر الإنترنت", "على الإنترنت"], term="online"))
    assert "old: عبر الإنترنت in 2 (100%)" in told
    assert "new: على الإنترنت in 1 (100%)" in told


def test_the_strip_has_a_mark_for_each_finding_on_a_pair() -> None:
    findings = pd.DataFrame(
        {
            "code": ["N01", "C05", "P01"],
            "severity": ["error", "info", "info"],
            "source": [["d:en:p1.s2"], ["d:en:p9"], []],
            "target": [[], [], ["d:ar:p2"]],
        }
    )
    told = described(plots.findings_strip(findings, PAIRS))
    assert told == "Where 2 findings lie among 3 pairs. error: p1; warning: none; info: p2."


def test_a_vector_map_joins_each_source_with_its_target() -> None:
    frame = pd.concat([PAIRS.iloc[:2]] * 2, ignore_index=True)
    chart = plots.vector_map(frame, OneHot())
    sizes = sorted(len(rows) for rows in chart.to_dict()["datasets"].values())
    assert sizes == [4, 8]
    assert "lie 0.00 apart" in described(chart)
    with pytest.raises(CorpusError, match="three pairs"):
        plots.vector_map(PAIRS, OneHot())


def test_no_label_stands_on_a_mark_or_on_another_label() -> None:
    import altair as alt

    points = pd.DataFrame(
        {"x": [0.5, 0.55, 0.5], "y": [0.5, 0.5, 0.53], "place": ["op18", "pre20", "op1"]}
    )
    layers = plots.label_layers(
        points,
        points["place"],
        size=(300, 300),
        domains=((0, 1), (0, 1)),
        encode={"x": alt.X("x:Q"), "y": alt.Y("y:Q")},
    )
    ways = [(layer.to_dict()["mark"]["dx"], layer.to_dict()["mark"]["dy"]) for layer in layers]
    assert len(set(ways)) == 3


@pytest.mark.slow
def test_every_chart_can_be_drawn_and_says_what_it_shows(tmp_path) -> None:
    import parallel_corpus as pc

    corpus = pc.check([("It costs 30 euros.", "ثمنه 20 يورو."), ("Yes.", "نعم."), ("No.", "لا.")])
    pair = corpus["pairs"]
    verdicts = pd.DataFrame({"score": [0.2, 0.8], "right": [False, True]})
    charts = [
        plots.distribution(corpus.scores),
        plots.distribution(corpus.findings, "score", by="severity"),
        plots.reliability(verdicts, bins=2),
        plots.document_ratios(corpus.pairs),
        plots.term_drift(corpus.find("euros"), ["يورو"]),
        plots.findings_strip(pair.findings, pair.beads),
        plots.vector_map(corpus.pairs, OneHot()),
        plots.similarity_map(corpus.pairs, OneHot()),
        plots.kept_words(VERSIONS),
    ]
    for number, chart in enumerate(charts):
        picture = tmp_path / f"{number}.png"
        chart.save(picture)
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert len(described(chart)) > 20

"""What notebooks show: Arabic from right to left, nothing in a text taken for markup."""

from pathlib import Path

import lxml.html
import pandas as pd
import pytest

import parallel_corpus as pc
from parallel_corpus.frames.notebook import Frame

HOSTILE = '<script>alert(1)</script> & "'
ROWS = (
    "id\ten\tar\n"
    "1\tThere were 45 members.\tكان هناك 54 عضواً.\n"
    f"2\tThe end {HOSTILE}.\tانتهى {HOSTILE}.\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> pc.Corpus:
    path = tmp_path_factory.mktemp("notebook") / "memory.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return pc.check(path)


def shown(value: object) -> lxml.html.HtmlElement:
    page = lxml.html.fromstring(f"<main>{value._repr_html_()}</main>")  # type: ignore[attr-defined]
    assert not page.findall(".//script")
    return page


def test_a_frame_shows_each_cell_in_its_own_direction(corpus: pc.Corpus) -> None:
    page = shown(corpus.pairs)
    cells = {cell.text_content(): cell for cell in page.findall(".//td")}
    assert cells["كان هناك 54 عضواً."].get("dir") == "rtl"
    assert cells["There were 45 members."].get("dir") == "ltr"
    # Not by the first letter, which is often that of a name.
    latin = shown(Frame({"text": ["UNICEF: تحث البرلمانات على حماية الأطفال"]}))
    assert latin.find(".//td").get("dir") == "rtl"
    number = shown(Frame({"score": [0.5]}))
    assert number.find(".//td").get("dir") is None


def test_what_is_made_of_a_frame_is_one_too(corpus: pc.Corpus) -> None:
    pairs = corpus.pairs
    for made in (
        pairs.head(1),
        pairs.sort_values("score"),
        pairs[["source_text"]],
        pairs[pairs.score >= 0],
    ):
        assert isinstance(made, Frame)
    assert isinstance(pairs["source_text"], pd.Series)
    pd.testing.assert_frame_equal(pd.DataFrame(pairs), pairs, check_frame_type=False)


def test_the_users_own_settings_of_pandas_hold(corpus: pc.Corpus) -> None:
    with pd.option_context("display.max_colwidth", 12, "display.max_rows", 1):
        assert "كان هناك 54 عضواً." not in shown(corpus.pairs).text_content()
    with pd.option_context("display.notebook_repr_html", False):
        assert corpus.pairs._repr_html_() is None


def test_a_corpus_shows_its_documents_and_the_worst_findings(corpus: pc.Corpus) -> None:
    page = shown(corpus)
    [row] = page.findall(".//tbody/tr")
    assert [cell.text for cell in row][:4] == ["memory", "2 + 2", "2", "0"]
    assert "45" in page.find(".//li").text_content()
    assert page.find(".//li/bdi") is not None


def test_a_pair_shows_both_sides_in_their_directions(corpus: pc.Corpus) -> None:
    page = shown(corpus.pair("memory"))
    arabic = page.findall(".//td[@lang='ar']")
    assert [cell.get("dir") for cell in arabic] == ["rtl", "rtl"]
    assert arabic[1].text_content() == f"انتهى {HOSTILE}."
    assert "45" in page.find(".//tbody/tr").findall("td")[-1].text_content()


def test_a_pair_has_its_own_beads_and_findings(corpus: pc.Corpus) -> None:
    pair = corpus.pair("memory")
    assert len(pair.beads) == 2
    assert repr(pair) == f"<Pair memory: 2 beads, {len(pair.findings)} findings>"
    with pytest.raises(pc.CorpusError, match="There are: memory"):
        corpus.pair("nonsense")


def test_empty_frames_have_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "clean.tsv"
    path.write_text("id\ten\tar\n1\tThe end.\tالنهاية.\n", encoding="utf-8")
    corpus = pc.check(path)
    assert corpus.findings.empty
    assert corpus.pair("clean").findings.empty
    for name in ("findings", "repairs", "versions", "pairs"):
        documented = getattr(type(corpus), name).fget.__doc__
        assert all(column in documented or name == "versions" for column in getattr(corpus, name))
        assert len(getattr(corpus, name).columns) > 5

"""The frames about words: what they have for the project's own corpus, and for foreign files."""

import json
from pathlib import Path

import pandas as pd
import pytest

import parallel_corpus as pc

DATA = Path(__file__).parent.parent / "data"
ROWS = "en\tar\nParliaments combat abuse.\tتكافح البرلمانات الاعتداء.\nChildren are safe.\tالأطفال آمنون.\n"


@pytest.fixture(scope="module")
def corpus(built: pc.Corpus) -> pc.Corpus:
    return built


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", ["abuse", "الاعتداء"])
def test_a_word_is_found_from_either_side(corpus: pc.Corpus, words: str) -> None:
    found = corpus.find(words).set_index(["document", "place"])
    assert list(found.columns) == ["source_words", "target_words", "source_text", "target_text"]
    row = found.loc[("ipu143-adopted", "pre1")]
    assert row["source_words"] == ["abuse"]
    assert row["target_words"] == ["والاعتداء"]


def test_words_that_stand_nowhere_give_an_empty_frame_with_its_columns(corpus: pc.Corpus) -> None:
    assert list(corpus.find("photosynthesis").columns)[:2] == ["document", "place"]
    assert list(corpus.terms(least=1000).columns)[:2] == ["english", "arabic"]


def test_the_terms_count_their_renderings(corpus: pc.Corpus) -> None:
    terms = corpus.terms()
    assert (terms["usual"] + terms["others"] == terms["count"]).all()
    assert (terms["elsewhere"].map(len) == terms["others"]).all()
    assert terms["count"].is_monotonic_decreasing
    assert "law enforcement" in set(terms["english"])


def test_the_leads_are_those_of_both_languages(corpus: pc.Corpus) -> None:
    leads = corpus.leads.set_index(["document", "place"])
    assert leads.loc[("ipu143-adopted", "pre1"), ["english", "arabic"]].tolist() == [
        "Condemning",
        "تدين",
    ]
    assert leads.loc[("ipu143-adopted", "op20"), ["english_also", "arabic_also"]].tolist() == [
        False,
        True,
    ]


def test_an_aligned_file_is_checked_as_it_is(memory: Path) -> None:
    corpus = pc.check(memory)
    assert corpus.pairs["source_text"].tolist() == [
        "Parliaments combat abuse.",
        "Children are safe.",
    ]
    assert len(corpus.find("combat")) == 1


def test_an_aligned_file_may_have_a_previous_version(memory: Path) -> None:
    versions = pc.check(memory, previous=memory).versions
    assert set(versions["change"]) == {"unchanged"}


def test_what_is_exported_comes_back(memory: Path, tmp_path: Path) -> None:
    (exported,) = pc.check(memory).export(["tmx"], tmp_path / "out")
    again = pc.check(exported.path)
    before = pc.check(memory).pairs[["source_text", "target_text"]]
    pd.testing.assert_frame_equal(again.pairs[["source_text", "target_text"]], before)


def test_an_unknown_format_is_named(memory: Path, tmp_path: Path) -> None:
    with pytest.raises(pc.CorpusError, match="papyrus"):
        pc.check(memory).export(["papyrus"], tmp_path)


def test_find_shows_what_the_command_line_shows(corpus: pc.Corpus) -> None:
    from click.testing import CliRunner

    from parallel_corpus.cli.group import main

    done = CliRunner().invoke(main, ["find", "survivor", "--corpus", str(DATA), "--json"])
    shown = json.loads(done.stdout)
    places = [hit["source"][0].rsplit(":", 1)[-1] for hit in shown["hits"] if hit["source"]]
    places += [hit["place"] for hit in shown["unpaired"]]
    assert corpus.find("survivor")["place"].tolist() == places
    alone = corpus.find("survivor").query("target_text == ''")
    assert "ipu143-women-forum" in set(alone["document"])
    # In any inflection, as in pairs.
    assert "survivors" in {word.lower() for words in alone["source_words"] for word in words}
